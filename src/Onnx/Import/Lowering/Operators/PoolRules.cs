using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Pools over windows, and over whole maps.</summary>
internal static class PoolRules
{
    public static void Max(NodeContext node)
    {
        node.RequireUnread(1, "the places of the maxima");

        // Padding that never wins is what a maximum pool has itself.
        var (map, pad) = node.Input(0) is Mapped { Pad: { Value: float.NegativeInfinity } pending } padded && padded.Layout.Rank == 4
            ? (new Mapped(padded.Layer, MapAxes.Plain(4, padded.Layout.Batch, padded.Layer.Output)), pending)
            : (MapAxes.Arranged(node, node.Map(0)), null);
        Pool(node, "MaxPool", map, pad, []);
    }

    public static void Average(NodeContext node)
    {
        var counts = node.Node.Integer("count_include_pad", 0) != 0;

        // Zeros before a pool that has no padding of its own count as its padding.
        if (node.Input(0) is Mapped { Pad: { Value: 0 } pending } padded && padded.Layout.Rank == 4 && !node.Node.Has("auto_pad")
            && (node.Node.Integers("pads") ?? []).All(pads => pads == 0))
        {
            var map = new Mapped(padded.Layer, MapAxes.Plain(4, padded.Layout.Batch, padded.Layer.Output));
            Pool(node, "AveragePool", map, pending, [("CountPad", true)]);
        }
        else
        {
            Pool(node, "AveragePool", MapAxes.Arranged(node, node.Map(0)), null, counts ? [("CountPad", true)] : []);
        }
    }

    public static Action<NodeContext> Global(string kind) => node =>
    {
        var map = node.Settled(0);
        var layout = map.Layout;
        if (layout.Rank < 3) throw node.Invalid($"it needs at least 3 axes, but has {Shapes.Text(map.Dimensions)}");
        if (!layout.Are([0], Role.Batch) || !layout.Are([1], Role.Channel)) throw node.Unsupported("its first two axes are not the examples and the channels");
        var size = new MapSize(1, 1, layout.Size.Channels);
        var pooled = node.Add(kind, size, [map.Layer]);
        node.Return(new Mapped(pooled, new TensorLayout([layout.Axes[0], layout.Axes[1], .. Enumerable.Repeat(ImmutableArray<Atom>.Empty, layout.Rank - 2)], layout.Batch, size)));
    };

    private static void Pool(NodeContext node, string kind, Mapped map, PendingPad? pad, ImmutableArray<(string, object)> options)
    {
        var kernel = node.Node.Integers("kernel_shape") ?? throw node.Invalid("it has no kernel");
        if (kernel.Length != map.Layout.Rank - 2) throw node.Invalid($"the kernel {Shapes.Text(kernel)} does not fit {map.Layout.Rank} axes");
        var window = Windows.Read(node, kernel, map.Layer.Output);
        if (pad is not null) window = window.PaddedMore(pad);
        if (!window.Pads) options = options.RemoveAll(option => option.Item1 == "CountPad" && !Overhangs(node));

        CheckPads(node, window.Rows);
        CheckPads(node, window.Columns);
        var ceil = node.Node.Integer("ceil_mode", 0) != 0 && !window.Same;
        var output = window.Output(node, map.Layer.Output, map.Layer.Output.Channels, ceil);
        if (ceil) options = [("Ceil", true), .. options];
        var layer = node.Add(kind, output, [map.Layer], [window.Rows.Kernel], [.. window.Options(isPool: true), .. options]);
        node.Return(new Mapped(layer, MapAxes.Plain(map.Layout.Rank, map.Layout.Batch, output)));
    }

    private static bool Overhangs(NodeContext node) => node.Node.Integer("ceil_mode", 0) != 0;

    private static void CheckPads(NodeContext node, AxisWindow axis)
    {
        if (axis.Before >= axis.Span || axis.After >= axis.Span)
            throw node.Unsupported($"its padding {Math.Max(axis.Before, axis.After)} is as large as its window, {axis.Span}");
    }
}
