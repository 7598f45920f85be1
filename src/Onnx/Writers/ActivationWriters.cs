using NetGen.Generator.Graph;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Writers;

/// <summary>Functions of each value. Those that came into ONNX after operator set 17 are written out.</summary>
internal static class ActivationWriters
{
    public static Func<LayerContext, ModelValue> Plain(string type, params AttributeProto[] attributes) => layer => One(layer, type, [], attributes);

    public static ModelValue LeakyRelu(LayerContext layer) => One(layer, "LeakyRelu", [], Attributes.Number("alpha", Parameters(layer)[0]));

    public static ModelValue Elu(LayerContext layer) => One(layer, "Elu", [], Attributes.Number("alpha", Parameters(layer)[0]));

    public static ModelValue HardSigmoid(LayerContext layer) => One(layer, "HardSigmoid", [], Attributes.Number("alpha", 1.0 / 6), Attributes.Number("beta", 0.5));

    public static ModelValue Clip(LayerContext layer)
    {
        var limits = Parameters(layer);
        return One(layer, "Clip", [layer.Number("minimum", limits[0]), layer.Number("maximum", limits[1])]);
    }

    /// <summary>The slopes lie along the second axis.</summary>
    public static ModelValue PRelu(LayerContext layer) =>
        new(layer.Add("PRelu", [layer.Map, layer.Weight("weight", [layer.Input.Channels, 1, 1])]), IsVector: false);

    /// <summary>x · sigmoid x.</summary>
    public static ModelValue Silu(LayerContext layer) => Times(layer, layer.Value.Name, layer.Add("Sigmoid", [layer.Value.Name]));

    /// <summary>x · tanh(softplus x).</summary>
    public static ModelValue Mish(LayerContext layer) => Times(layer, layer.Value.Name, layer.Add("Tanh", [layer.Add("Softplus", [layer.Value.Name])]));

    /// <summary>½x · (1 + erf(x/√2)).</summary>
    public static ModelValue Gelu(LayerContext layer)
    {
        var scaled = layer.Add("Mul", [layer.Value.Name, layer.Number("sqrtHalf", Math.Sqrt(0.5))]);
        var distribution = layer.Add("Add", [layer.Add("Erf", [scaled]), layer.Number("one", 1)]);
        return Times(layer, layer.Add("Mul", [layer.Value.Name, layer.Number("half", 0.5)]), distribution);
    }

    private static IReadOnlyList<double> Parameters(LayerContext layer) => ((ActivationOperator)layer.Node.Operator).Parameters;

    private static ModelValue One(LayerContext layer, string type, string[] constants, params AttributeProto[] attributes) =>
        layer.Value with { Name = layer.Add(type, [layer.Value.Name, .. constants], [.. attributes.Select(attribute => attribute.Clone())]) };

    private static ModelValue Times(LayerContext layer, string a, string b) => layer.Value with { Name = layer.Add("Mul", [a, b]) };
}
