using NetGen.Generator.Graph;

namespace NetGen.Onnx;

/// <summary>Shapes that are known as numbers: an exported model is for one size of image.</summary>
internal static class Sizes
{
    public static MapSize Of(TensorShape shape) => new(Of(shape.Height), Of(shape.Width), shape.Channels);

    private static int Of(Extent extent) => checked((int)extent.AsConstant!.Value);
}
