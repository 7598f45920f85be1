using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>What the rule of an operator sees: the node, the values that it reads, and the network to add layers to.</summary>
internal sealed class NodeContext(GraphNode node, ImmutableArray<Value?> inputs, GraphLowering graph)
{
    private readonly Value?[] _results = new Value?[node.Outputs.Length];

    public GraphNode Node => node;

    /// <summary>The version of ONNX's operators.</summary>
    public long OperatorSet => graph.OperatorSet;

    public IReadOnlyList<Value?> Results => _results;

    /// <summary>The same with other attributes.</summary>
    public NodeContext With(GraphNode changed) => new(changed, inputs, graph);

    public int InputCount => inputs.Length;

    public Value? Input(int index) => index < inputs.Length ? inputs[index] : null;

    public bool Has(int index) => Input(index) is not null;

    /// <summary>An input that has to be known on import; null where it is left out.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="what">What it is, in a message: "the weight".</param>
    public ConstantTensor? Optional(int index, string what) => Input(index) switch
    {
        null => null,
        Known known => known.Tensor,
        _ => throw Unsupported($"{what} '{node.Input(index)}' is computed from the input; it has to be constant"),
    };

    /// <inheritdoc cref="Optional"/>
    public ConstantTensor Constant(int index, string what) => Optional(index, what) ?? throw Invalid($"{what} is missing");

    /// <summary>A list of integers that operators took as an attribute first, and as an input later; null where there is neither.</summary>
    public long[]? Integers(string attribute, int index) =>
        Has(index) ? Optional(index, $"the list of {attribute}")!.Integers : node.Integers(attribute);

    /// <summary>A number that operators took as an attribute first, and as an input later.</summary>
    public float Number(string attribute, int index, float otherwise) =>
        Optional(index, $"the {attribute}") is { } tensor
            ? tensor.Scalar ?? throw Invalid($"the {attribute} has {tensor.Length} elements instead of one")
            : node.Number(attribute, otherwise);

    /// <summary>A feature map, with padding before it as a layer.</summary>
    public Mapped Map(int index) => Input(index) switch
    {
        Mapped map => PadLayers.Materialize(this, map),
        Parts => throw Unsupported("it reads maps of several sizes that are one tensor, and is no function of each element"),
        Known => throw Unsupported("it is computed from constants alone, but this operator is not folded on import"),
        _ => throw Invalid("its input is missing"),
    };

    /// <summary>
    /// A feature map of which no axis is rows or columns together with something else: channels that have been reshaped into pixels are moved there,
    /// if they can be.
    /// </summary>
    public Mapped Settled(int index)
    {
        var map = Map(index);
        var isMixed = map.Layout.Rank is 3 or 4 && map.Layout.Axes.Any(axis => axis.Select(atom => atom.Role).Distinct().Count() > 1);
        return isMixed ? MapAxes.TryArranged(this, map) ?? map : map;
    }

    /// <summary>Does the same to a map, or to each part of a tensor whose parts are several.</summary>
    public Value Each(int index, Func<Mapped, Mapped> function) => Input(index) is Parts parts
        ? parts with { Items = [.. parts.Items.Select(part => function(PadLayers.Materialize(this, part)))] }
        : function(Map(index));

    public void Return(Value value, int output = 0)
    {
        if (output < _results.Length) _results[output] = value;
    }

    /// <summary>Gives nothing that could be checked.</summary>
    public void ReturnUnknown(bool isConstant) => Array.Fill(_results, new Unknown(isConstant));

    /// <summary>Whether anything reads an output.</summary>
    public bool IsRead(int output) => output < node.Outputs.Length && graph.IsRead(node.Outputs[output]);

    /// <summary>Checks that nothing reads an output that no layer gives.</summary>
    public void RequireUnread(int output, string what)
    {
        if (IsRead(output)) throw Unsupported($"its output '{node.Outputs[output]}', {what}, is read, but no layer gives it");
    }

    /// <summary>Adds a layer.</summary>
    public Layer Add(string kind, MapSize output, ImmutableArray<Layer> inputs, ImmutableArray<object> arguments = default, params ImmutableArray<(string, object)> options)
    {
        if (output.Height < 1 || output.Width < 1 || output.Channels < 1) throw Invalid($"its output would be empty: {output}");
        if ((long)output.Height * output.Width > Limits.MapElements / output.Channels) throw Unsupported($"its output {output} is larger than a span can be");
        if (output.Channels > Limits.Channels) throw Unsupported($"its output has {output.Channels:N0} channels; {Limits.Channels:N0} are allowed");
        return graph.Add(new Layer(kind, output, inputs)
        {
            Arguments = arguments.IsDefault ? [] : arguments,
            Options = options,
            Name = LayerNaming.OfNode(node),
            Origin = node.Title,
        });
    }

    /// <summary>Adds a layer that gives a map of the same size.</summary>
    public Mapped Pointwise(Mapped map, string kind, ImmutableArray<object> arguments = default) =>
        map with { Layer = Add(kind, map.Layer.Output, [map.Layer], arguments) };

    /// <summary>Checks how many weights a layer has that the model does not hold.</summary>
    public void RequireFew(long weights)
    {
        if (weights > Limits.FoldedElements) throw Unsupported($"it would be a layer of {weights:N0} weights that are all alike; {Limits.FoldedElements:N0} are allowed");
    }

    /// <summary>A factor and a summand for each channel.</summary>
    public Mapped Affine(Mapped map, Func<float[]> scale, Func<float[]> shift)
    {
        var channels = map.Layout.Size.Channels;
        var layer = Add(Layer.Affine, map.Layer.Output, [map.Layer]);
        layer.Weights = [LayerWeight.Of("scale", [channels], scale), LayerWeight.Of("shift", [channels], shift)];
        return map with { Layer = layer };
    }

    /// <summary>One factor and one summand for all.</summary>
    public Mapped Affine(Mapped map, double scale, double shift)
    {
        var channels = map.Layout.Size.Channels;
        return Affine(map, () => AffinePasses.Filled(channels, (float)scale), () => AffinePasses.Filled(channels, (float)shift));
    }

    /// <summary>An axis counted from the first, where a negative one counts from behind.</summary>
    public int Axis(long axis, int rank)
    {
        var counted = axis < 0 ? axis + rank : axis;
        return counted >= 0 && counted < rank ? (int)counted : throw Invalid($"the axis {axis} does not exist: there are {rank}");
    }

    public UnsupportedNodeException Unsupported(string reason) => new(reason);

    public InvalidNodeException Invalid(string reason) => new(reason);
}
