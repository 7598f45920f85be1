using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Graph → layers, node by node, for one way to look at the input.</summary>
internal sealed class GraphLowering
{
    private readonly OnnxGraph _graph;
    private readonly LayerList _layers;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _unsupported = [];
    private readonly List<string> _invalid = [];

    private GraphLowering(OnnxGraph graph, GraphInput input, InputLayout layout)
    {
        _graph = graph;
        _layers = new LayerList(new Layer(Layer.Input, layout.Layout.Size));
        foreach (var (name, tensor) in graph.Constants) _values[name] = new Known(tensor);
        foreach (var (name, tensor) in input.Bound) _values[name] = new Known(tensor);
        _values[input.Name] = new Mapped(_layers.Input, layout.Layout);
        foreach (var node in graph.Nodes) _read.UnionWith(node.Inputs);
        _read.UnionWith(graph.Outputs.Select(output => output.Name));
    }

    public long OperatorSet => _graph.OperatorSet;

    /// <summary>Lowers a whole graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The input that the network gets, and the values of the others.</param>
    /// <param name="layout">How to look at the input.</param>
    /// <param name="stopAtFirst">Whether the first fault is enough.</param>
    public static LoweredGraph Run(OnnxGraph graph, GraphInput input, InputLayout layout, bool stopAtFirst)
    {
        var lowering = new GraphLowering(graph, input, layout);
        foreach (var node in graph.Nodes)
        {
            lowering.Lower(node);
            if (lowering.HasFaults && (stopAtFirst || lowering._unsupported.Count >= 1000)) break;
        }

        var outputs = lowering.HasFaults ? [] : lowering.Outputs(layout.Span);
        return new LoweredGraph(lowering._layers, outputs, layout, lowering._unsupported, lowering._invalid);
    }

    public bool IsRead(string value) => _read.Contains(value);

    public Layer Add(Layer layer)
    {
        if (_layers.Count >= Limits.Layers) throw new UnsupportedNodeException($"the network would have more than {Limits.Layers:N0} layers");
        return _layers.Add(layer);
    }

    private bool HasFaults => _unsupported.Count + _invalid.Count > 0;

    private void Lower(GraphNode node)
    {
        var inputs = node.Inputs.Select(name => name.Length == 0 ? null : _values[name]).ToImmutableArray();
        var context = new NodeContext(node, inputs, this);
        try
        {
            Lower(node, inputs, context);
        }
        catch (UnsupportedNodeException e)
        {
            _unsupported.Add($"{node.Title}: {e.Message}.");
        }
        catch (InvalidNodeException e)
        {
            _invalid.Add($"{node.Title}: {e.Message}.");
        }

        for (var i = 0; i < node.Outputs.Length; i++)
        {
            if (node.Outputs[i].Length > 0) _values[node.Outputs[i]] = context.Results[i] ?? new Unknown(false);
        }
    }

    private static void Lower(GraphNode node, ImmutableArray<Value?> inputs, NodeContext context)
    {
        OperatorRules.ByType.TryGetValue(node.Type, out var rule);
        Folds.ByType.TryGetValue(node.Type, out var fold);
        var isConstant = inputs.All(input => input is null or Known or Unknown { IsConstant: true });
        if (rule is null && (fold is null || !isConstant)) throw context.Unsupported(OperatorRules.WhyNot(node.Type));

        // What an unsupported node gives has no shape that could be checked.
        if (inputs.Any(input => input is Unknown)) context.ReturnUnknown(isConstant || node.Type is "Shape" or "Size");
        else if (isConstant && fold is not null) Folds.Run(fold, context);
        else if (inputs.IsEmpty) throw context.Invalid("it has no input");
        else rule!(context);
    }

    private ImmutableArray<LoweredOutput> Outputs(Layout span)
    {
        var outputs = ImmutableArray.CreateBuilder<LoweredOutput>();
        foreach (var output in _graph.Outputs)
        {
            try
            {
                var finish = new NodeContext(new GraphNode("", "output", [output.Name], [], ImmutableDictionary<string, Protocol.AttributeProto>.Empty), [], this);
                outputs.Add(OutputOrder.Finish(finish, output.Name, _values[output.Name], span));
            }
            catch (UnsupportedNodeException e)
            {
                _unsupported.Add($"The output '{output.Name}': {e.Message}.");
            }
        }

        _layers.Outputs.AddRange(outputs.SelectMany(output => output.Parts));
        return outputs.ToImmutable();
    }
}

/// <summary>The input of the network, and what is known of the model's other inputs.</summary>
/// <param name="Name">The input that stays one.</param>
/// <param name="Dimensions">Its dimensions.</param>
/// <param name="Bound">The values of the others.</param>
internal sealed record GraphInput(string Name, long[] Dimensions, IReadOnlyDictionary<string, ConstantTensor> Bound);

/// <summary>A graph as layers.</summary>
/// <param name="Layers">The layers.</param>
/// <param name="Outputs">What the model's outputs are.</param>
/// <param name="Input">How the input is looked at.</param>
/// <param name="Unsupported">What there are no layers for, one sentence each.</param>
/// <param name="Invalid">What contradicts itself, one sentence each.</param>
internal sealed record LoweredGraph(
    LayerList Layers, ImmutableArray<LoweredOutput> Outputs, InputLayout Input, IReadOnlyList<string> Unsupported, IReadOnlyList<string> Invalid)
{
    public bool HasFaults => Unsupported.Count + Invalid.Count > 0;
}

/// <summary>An output of the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions, with all examples.</param>
/// <param name="Parts">The layers whose maps it is; several follow one another in each example.</param>
internal sealed record LoweredOutput(string Name, long[] Dimensions, ImmutableArray<Layer> Parts);
