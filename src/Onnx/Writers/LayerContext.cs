using NetGen.Generator.Graph;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Writers;

/// <summary>What a layer's writer sees: the layer, the value that arrives, and the model to add to.</summary>
internal sealed class LayerContext(GraphWriter model, Node node, TensorShape input, ModelValue value)
{
    private string? _map;

    public Node Node => node;

    public MapSize Input { get; } = Sizes.Of(input);

    public MapSize Output { get; } = Sizes.Of(node.Output);

    /// <summary>The value that arrives, as it is.</summary>
    public ModelValue Value => value;

    /// <summary>The value that arrives, as (1, channels, height, width).</summary>
    public string Map => _map ??= value.IsVector ? Add("Reshape", [value.Name, Constant("shape", 1, Input.Channels, 1, 1)]) : value.Name;

    public string Add(string type, IEnumerable<string> inputs, params AttributeProto[] attributes) => model.Add(type, node.Name, inputs, attributes);

    public string Constant(string name, params long[] values) => model.Constant($"{node.Name}.{name}", values);

    public string Constant(string name, float[] values, params long[] dimensions) => model.Constant($"{node.Name}.{name}", values, dimensions);

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
