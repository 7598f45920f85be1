using System.Collections.Immutable;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// A coordinate map of Caffe's along one axis: the image's position x lies at Scale·x + Shift of a value. A crop to another layer's size begins where the maps
/// of the two are apart.
/// </summary>
internal readonly record struct CoordinateMap(double Scale, double Shift)
{
    /// <summary>The maps of the input and of each layer; null behind a layer that has none.</summary>
    public static ImmutableArray<CoordinateMap?> Of(ImmutableArray<Wire> wires, ImmutableArray<Shape> shapes, Func<Wire, (int Top, int Left)> crops, bool isHeight)
    {
        var maps = ImmutableArray.Create<CoordinateMap?>(new CoordinateMap(1, 0));
        foreach (var wire in wires)
        {
            var input = wire.Inputs.Reverse().Select(value => maps[value + 1]).FirstOrDefault(map => map is not null);
            var shape = shapes[wire.Inputs[^1] + 1];
            var own = Own(wire, isHeight ? shape.Height : shape.Width, crops, isHeight);
            maps = maps.Add(input is { } x && own is { } y ? new CoordinateMap(y.Scale * x.Scale, (y.Scale * x.Shift) + y.Shift) : null);
        }

        return maps;
    }

    private static CoordinateMap? Own(Wire wire, int size, Func<Wire, (int Top, int Left)> crops, bool isHeight)
    {
        var layer = wire.Layer;
        switch (layer.Kind)
        {
            case "Conv" or "MaxPool" or "AveragePool":
                var window = Axis(layer, isHeight);
                return new CoordinateMap(1.0 / window.Stride, (window.Pads(size).Begin - ((window.Span() - 1) / 2.0)) / window.Stride);
            case "Dense":
                return new CoordinateMap(1, -(size - 1) / 2.0);
            case "ConvTranspose":
                var spread = Axis(layer, isHeight);
                return new CoordinateMap(spread.Stride, ((spread.Span() - 1) / 2.0) - (spread.Same ? Math.Max(spread.Span() - spread.Stride, 0) / 2 : spread.Begin));
            case "Upsample" when !layer.Get("AlignCorners", false) || layer.Get("scale", 1) == 1:
                return Enlarged(layer.Get("scale", 1));
            case "PixelShuffle":
                return Enlarged(layer.Get("factor", 1));
            case "ZeroPad":
                return new CoordinateMap(1, layer.Get("pad", 0));
            case "Crop":
                return new CoordinateMap(1, -layer.Get(isHeight ? "top" : "left", 0));
            case "CropLike":
                return new CoordinateMap(1, -(isHeight ? crops(wire).Top : crops(wire).Left));
            case "Upsample" or "GlobalAveragePool" or "GlobalMaxPool" or "AdaptiveAveragePool" or "InstanceNorm" or "GroupNorm":
                return null;
            default:
                return new CoordinateMap(1, 0);
        }
    }

    private static AxisWindow Axis(Layer layer, bool isHeight) => WindowArguments.Read(layer) is var window && isHeight ? window.Rows : window.Columns;

    private static CoordinateMap Enlarged(int scale) => new(scale, (scale - 1) / 2.0);
}
