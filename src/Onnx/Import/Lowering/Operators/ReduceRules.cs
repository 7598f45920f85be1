using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Means, sums and extremes over axes: over rows or columns or both, a pool; over channels, a convolution of one pixel.</summary>
internal static class ReduceRules
{
    public static void Mean(NodeContext node) => Reduce(node, (map, over) => over switch
    {
        [Role.Channel] => Weighted(node, map, 1.0 / map.Layout.Size.Channels),
        [Role.Row, Role.Column] => node.Add("GlobalAveragePool", new MapSize(1, 1, map.Layout.Size.Channels), [map.Layer]),
        [Role.Channel, Role.Row, Role.Column] => All(node, map, 1.0 / map.Layout.Size.Length),
        _ => Strip(node, map, over[0], "AveragePool"),
    });

    public static void Sum(NodeContext node) => Reduce(node, (map, over) => over switch
    {
        [Role.Channel] => Weighted(node, map, 1),
        [Role.Channel, Role.Row, Role.Column] => All(node, map, 1),
        _ => Ones(node, map, over),
    });

    public static void Max(NodeContext node) => Reduce(node, (map, over) => Largest(node, map, over));

    /// <summary>−max(−x).</summary>
    public static void Min(NodeContext node) => Reduce(node, (map, over) =>
    {
        var negative = node.Affine(map, -1, 0);
        var largest = Largest(node, negative, over);
        var layout = TensorLayout.Map(1, largest.Output, Role.Batch, Role.Channel, Role.Row, Role.Column);
        return node.Affine(new Mapped(largest, layout), -1, 0).Layer;
    });

    private static Layer Largest(NodeContext node, Mapped map, Role[] over) => over switch
    {
        [Role.Row, Role.Column] => node.Add("GlobalMaxPool", new MapSize(1, 1, map.Layout.Size.Channels), [map.Layer]),
        [Role.Row] or [Role.Column] => Strip(node, map, over[0], "MaxPool"),
        _ => throw node.Unsupported("it takes the largest over channels; no layer compares them"),
    };

    private static void Reduce(NodeContext node, Func<Mapped, Role[], Layer> reduce)
    {
        var map = node.Settled(0);
        var (layout, rank) = (map.Layout, map.Layout.Rank);
        var stated = node.Integers("axes", 1);
        if (stated is null or { Length: 0 } && node.Node.Integer("noop_with_empty_axes", 0) != 0)
        {
            node.Return(map);
            return;
        }

        int[] axes = stated is null or { Length: 0 } ? [.. Enumerable.Range(0, rank)] : [.. stated.Select(axis => node.Axis(axis, rank)).Distinct()];
        var over = Roles(node, layout, axes);
        var layer = over.Length == 0 ? map.Layer : reduce(map, over);
        var keep = node.Node.Integer("keepdims", 1) != 0;
        var kept = layout.Axes.Select((axis, i) => axes.Contains(i) ? [] : axis).Where((_, i) => keep || !axes.Contains(i));
        node.Return(new Mapped(layer, new TensorLayout([.. kept], layout.Batch, layer.Output)));
    }

    /// <summary>The axes of the map that are reduced.</summary>
    private static Role[] Roles(NodeContext node, TensorLayout layout, int[] axes)
    {
        Role[] over = [.. new[] { Role.Channel, Role.Row, Role.Column }.Where(role => layout.Flattened(axes).Any(atom => atom.Role == role))];
        if (!layout.Cover(axes, over)) throw node.Unsupported("its axes are not whole axes of an example's map");
        return over is [Role.Channel, Role.Row] or [Role.Channel, Role.Column]
            ? throw node.Unsupported("it reduces the channels together with only one of rows and columns")
            : over;
    }

    private static Layer Strip(NodeContext node, Mapped map, Role role, string kind)
    {
        var size = map.Layout.Size;
        var (height, width) = role == Role.Row ? (size.Height, 1) : (1, size.Width);
        ImmutableArray<(string, object)> options = width == height ? [] : [("KernelWidth", width)];
        return node.Add(kind, role == Role.Row ? size with { Height = 1 } : size with { Width = 1 }, [map.Layer], [height], [.. options]);
    }

    private static Layer Weighted(NodeContext node, Mapped map, double weight)
    {
        var channels = map.Layout.Size.Channels;
        var layer = node.Add("Conv", map.Layout.Size with { Channels = 1 }, [map.Layer], [1, channels, 1], ("Bias", false));
        layer.SetWeight("weight", [1, channels, 1, 1], () => AffinePasses.Filled(channels, (float)weight));
        return layer;
    }

    private static Layer All(NodeContext node, Mapped map, double weight)
    {
        var features = (int)map.Layout.Size.Length;
        node.RequireFew(features);
        var layer = node.Add("Dense", new MapSize(1, 1, 1), [map.Layer], [features, 1], ("Bias", false));
        layer.SetWeight("weight", [1, features], () => AffinePasses.Filled(features, (float)weight));
        return layer;
    }

    /// <summary>Sums of whole rows or columns: a convolution of each channel with ones.</summary>
    private static Layer Ones(NodeContext node, Mapped map, Role[] over)
    {
        var size = map.Layout.Size;
        var (height, width) = (over.Contains(Role.Row) ? size.Height : 1, over.Contains(Role.Column) ? size.Width : 1);
        var output = new MapSize(size.Height / height, size.Width / width, size.Channels);
        node.RequireFew((long)size.Channels * height * width);
        var options = ImmutableArray.CreateBuilder<(string, object)>();
        if (width != height) options.Add(("KernelWidth", width));
        if (size.Channels > 1) options.Add(("Groups", size.Channels));
        options.Add(("Bias", false));
        var layer = node.Add("Conv", output, [map.Layer], [height, size.Channels, size.Channels], [.. options]);
        layer.SetWeight("weight", [size.Channels, 1, height, width], () => AffinePasses.Filled(size.Channels * height * width, 1));
        return layer;
    }
}
