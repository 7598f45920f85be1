namespace NetGen.Onnx.Writers;

/// <summary>Layers that join branches.</summary>
internal static class JoinWriters
{
    /// <summary>ONNX's Add and Mul take two values: more are joined one after the other.</summary>
    public static Func<LayerContext, ModelValue> Elementwise(string type) => layer =>
    {
        var (names, areVectors) = layer.Branches();
        return new ModelValue(names.Skip(1).Aggregate(names[0], (joined, branch) => layer.Add(type, [joined, branch])), areVectors);
    };

    public static ModelValue Concat(LayerContext layer)
    {
        var (names, areVectors) = layer.Branches();
        return new ModelValue(layer.Add("Concat", names, Attributes.Integer("axis", 1)), areVectors);
    }
}
