using NetGen.Generator.Graph;

namespace NetGen.Onnx.Writers;

/// <summary>Normalisations.</summary>
internal static class NormalizationWriters
{
    public static ModelValue Batch(LayerContext layer)
    {
        var op = (BatchNormOperator)layer.Node.Operator;
        string[] inputs = [layer.Map, Scale(layer, op.Affine), Shift(layer, op.Affine), layer.Weight("running_mean"), layer.Weight("running_var")];
        return Map(layer.Add("BatchNormalization", inputs, Attributes.Number("epsilon", op.Epsilon)));
    }

    public static ModelValue Instance(LayerContext layer)
    {
        var op = (GroupNormOperator)layer.Node.Operator;
        return Map(layer.Add("InstanceNormalization", [layer.Map, Scale(layer, op.Affine), Shift(layer, op.Affine)], Attributes.Number("epsilon", op.Epsilon)));
    }

    /// <summary>GroupNormalization came with operator set 18, and meant something else until 21: each group is written as the one channel of an instance norm.</summary>
    public static ModelValue Group(LayerContext layer)
    {
        var op = (GroupNormOperator)layer.Node.Operator;
        var (groups, size) = (op.Groups!.Value, layer.Input);
        var grouped = layer.Add("Reshape", [layer.Map, layer.Constant("groups", 1, groups, -1)]);
        var ones = layer.Constant("scale", Filled(groups, 1), groups);
        var zeros = layer.Constant("shift", Filled(groups, 0), groups);
        var normalized = layer.Add("InstanceNormalization", [grouped, ones, zeros], Attributes.Number("epsilon", op.Epsilon));
        var result = layer.Add("Reshape", [normalized, layer.Constant("shape", 1, size.Channels, size.Height, size.Width)]);
        if (!op.Affine) return Map(result);
        var scaled = layer.Add("Mul", [result, layer.Weight("weight", [size.Channels, 1, 1])]);
        return Map(layer.Add("Add", [scaled, layer.Weight("bias", [size.Channels, 1, 1])]));
    }

    public static ModelValue LocalResponse(LayerContext layer)
    {
        var op = (LocalResponseNormOperator)layer.Node.Operator;
        return Map(layer.Add(
            "LRN",
            [layer.Map],
            Attributes.Integer("size", op.Size),
            Attributes.Number("alpha", op.Alpha),
            Attributes.Number("beta", op.Beta),
            Attributes.Number("bias", op.K)));
    }

    private static string Scale(LayerContext layer, bool affine) => affine ? layer.Weight("weight") : layer.Constant("scale", Filled(layer.Input.Channels, 1), layer.Input.Channels);

    private static string Shift(LayerContext layer, bool affine) => affine ? layer.Weight("bias") : layer.Constant("shift", Filled(layer.Input.Channels, 0), layer.Input.Channels);

    private static float[] Filled(int length, float value)
    {
        var values = new float[length];
        values.AsSpan().Fill(value);
        return values;
    }

    private static ModelValue Map(string name) => new(name, IsVector: false);
}
