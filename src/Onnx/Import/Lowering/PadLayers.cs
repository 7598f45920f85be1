using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Padding as layers, where the layer behind it cannot take it in.</summary>
internal static class PadLayers
{
    /// <summary>The map with the padding that stands before the next layer, if any, as layers.</summary>
    public static Mapped Materialize(NodeContext node, Mapped map)
    {
        if (map.Pad is not { } pad) return map;
        if (!float.IsFinite(pad.Value)) throw node.Unsupported($"the padding before it has the value {pad.Value}, which only a maximum pool takes in");
        var plain = map with { Pad = null };
        if (pad.Value == 0) return plain with { Layer = Zeros(node, map.Layer, pad, map.Layout.Size) };

        // Any other value is zero once it has been taken from all.
        var lowered = node.Affine(plain with { Layout = Whole(map.Layer.Output) }, 1, -pad.Value).Layer;
        var padded = plain with { Layer = Zeros(node, lowered, pad, map.Layout.Size) };
        return node.Affine(padded, 1, pad.Value);
    }

    /// <summary>Cuts a rectangle out.</summary>
    public static Layer Crop(NodeContext node, Layer layer, int top, int left, MapSize size) =>
        layer.Output == size ? layer : node.Add("Crop", size, [layer], [top, left, size.Height, size.Width]);

    private static Layer Zeros(NodeContext node, Layer layer, PendingPad pad, MapSize size)
    {
        var most = Math.Max(Math.Max(pad.Top, pad.Bottom), Math.Max(pad.Left, pad.Right));
        var (height, width) = ((long)layer.Output.Height + (2L * most), (long)layer.Output.Width + (2L * most));
        if (Math.Max(height, width) > int.MaxValue) throw node.Unsupported("its output is larger than a span can be");
        var all = node.Add("ZeroPad", layer.Output with { Height = (int)height, Width = (int)width }, [layer], [most]);
        return Crop(node, all, most - pad.Top, most - pad.Left, size);
    }

    private static TensorLayout Whole(MapSize size) => TensorLayout.Map(1, size, Role.Batch, Role.Channel, Role.Row, Role.Column);
}
