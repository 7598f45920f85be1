using System.Collections.Immutable;
using NetGen.Generator.Graph;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Writers;

/// <summary>What a layer's writer sees: the layer, the values that arrive, and the model to add to.</summary>
internal sealed class LayerContext(GraphWriter model, Node node, ImmutableArray<(TensorShape Shape, ModelValue Value)> inputs)
{
    private string? _map;

    public Node Node => node;

    /// <summary>The size of the value that arrives, or of the first.</summary>
    public MapSize Input { get; } = Sizes.Of(inputs[0].Shape);

    public MapSize Output { get; } = Sizes.Of(node.Output);

    /// <summary>The value that arrives, as it is.</summary>
    public ModelValue Value => inputs[0].Value;

    /// <summary>The value that arrives, as (1, channels, height, width).</summary>
    public string Map => _map ??= MapOf(inputs[0]);

    /// <summary>The branches that a layer joins: vectors where all are, otherwise as (1, channels, height, width).</summary>
    public (IReadOnlyList<string> Names, bool AreVectors) Branches() => inputs.All(input => input.Value.IsVector)
        ? ([.. inputs.Select(input => input.Value.Name)], true)
        : ([.. inputs.Select(MapOf)], false);

    public string Add(string type, IEnumerable<string> inputs, params AttributeProto[] attributes) => model.Add(type, node.Name, inputs, attributes);

    public string Constant(string name, params long[] values) => model.Constant($"{node.Name}.{name}", values);

    public string Constant(string name, float[] values, params long[] dimensions) => model.Constant($"{node.Name}.{name}", values, dimensions);

    private string MapOf((TensorShape Shape, ModelValue Value) input) => input.Value.IsVector
        ? Add("Reshape", [input.Value.Name, Constant("shape", 1, input.Shape.Channels, 1, 1)])
        : input.Value.Name;

    /// <summary>One number for all elements.</summary>
    public string Number(string name, double value) => Constant(name, [(float)value], []);

    /// <summary>A tensor of the layer, such as <c>weight</c>, in the shape that is declared.</summary>
    public string Weight(string name) => Weight(name, [.. node.Shape!.Weights.Single(weight => weight.Name == $"{node.Name}.{name}").Shape.Select(extent => (long)extent)]);

    /// <summary>The same, with other axes.</summary>
    /// <param name="name">The tensor's name after the layer's.</param>
    /// <param name="dimensions">The axes in the model.</param>
    /// <param name="order">The axes that the reader permutes, where they are others.</param>
    public string Weight(string name, long[] dimensions, long[]? order = null) => model.Weight($"{node.Name}.{name}", dimensions, order);
}
