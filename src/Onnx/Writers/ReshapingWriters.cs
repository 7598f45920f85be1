using NetGen.Generator.Graph;

namespace NetGen.Onnx.Writers;

/// <summary>Layers that move pixels.</summary>
internal static class ReshapingWriters
{
    public static ModelValue Upsample(LayerContext layer)
    {
        var op = (UpsampleOperator)layer.Node.Operator;
        var coordinates = !op.Bilinear ? "asymmetric" : op.AlignCorners ? "align_corners" : "half_pixel";
        return Map(layer.Add(
            "Resize",
            [layer.Map, "", layer.Constant("scales", [1, 1, op.Scale, op.Scale], 4)],
            Attributes.Text("mode", op.Bilinear ? "linear" : "nearest"),
            Attributes.Text("coordinate_transformation_mode", coordinates),
            Attributes.Text("nearest_mode", "floor")));
    }

    public static ModelValue PixelShuffle(LayerContext layer)
    {
        var op = (PixelShuffleOperator)layer.Node.Operator;
        return Map(layer.Add("DepthToSpace", [layer.Map], Attributes.Integer("blocksize", op.Factor), Attributes.Text("mode", "CRD")));
    }

    public static ModelValue ZeroPad(LayerContext layer)
    {
        long pad = ((ZeroPadOperator)layer.Node.Operator).Pad;
        return Map(layer.Add("Pad", [layer.Map, layer.Constant("pads", 0, 0, pad, pad, 0, 0, pad, pad)], Attributes.Text("mode", "constant")));
    }

    public static ModelValue Crop(LayerContext layer)
    {
        var op = (CropOperator)layer.Node.Operator;
        string[] inputs = [layer.Map, layer.Constant("starts", op.Top, op.Left), layer.Constant("ends", op.Top + op.Height, op.Left + op.Width), layer.Constant("axes", 2, 3)];
        return Map(layer.Add("Slice", inputs));
    }

    public static ModelValue CropLike(LayerContext layer)
    {
        var (top, left) = (First(layer.Node.Shape!.Rows), First(layer.Node.Shape.Columns));
        var ends = layer.Constant("ends", top + layer.Output.Height, left + layer.Output.Width);
        return Map(layer.Add("Slice", [layer.Map, layer.Constant("starts", top, left), ends, layer.Constant("axes", 2, 3)]));
    }

    private static long First(AxisStep step) => -((AxisStep.Slide)step).Before;

    private static ModelValue Map(string name) => new(name, IsVector: false);
}
