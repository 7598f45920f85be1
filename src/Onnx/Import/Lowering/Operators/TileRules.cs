namespace NetGen.Onnx.Import;

/// <summary>Repetition of a whole tensor: as channels, each a copy.</summary>
internal static class TileRules
{
    public static void Tile(NodeContext node)
    {
        var map = node.Map(0);
        var repeats = node.Constant(1, "the repeats").Integers;
        if (repeats.Length != map.Layout.Rank || repeats.Any(count => count is < 1 or > 1 << 24)) throw node.Invalid($"the repeats {Shapes.Text(repeats)} do not fit {Shapes.Text(map.Dimensions)}");
        node.Return(Repeated(node, map, repeats));
    }

    public static void Expand(NodeContext node)
    {
        var map = node.Map(0);
        var shape = node.Constant(1, "the shape").Integers;
        if (shape.Length > Limits.Rank || shape.Any(extent => extent is < 1 or > 1 << 24)) throw node.Invalid($"the shape {Shapes.Text(shape)} is out of range");
        var rank = Math.Max(shape.Length, map.Layout.Rank);
        map = map with { Layout = map.Layout with { Axes = map.Layout.Axes.InsertRange(0, Enumerable.Repeat(System.Collections.Immutable.ImmutableArray<Atom>.Empty, rank - map.Layout.Rank)) } };
        long[] wanted = [.. Enumerable.Repeat(1L, rank - shape.Length), .. shape];
        var dimensions = map.Dimensions;
        if (Enumerable.Range(0, rank).Any(axis => wanted[axis] != 1 && dimensions[axis] != 1 && wanted[axis] != dimensions[axis]))
            throw node.Invalid($"{Shapes.Text(dimensions)} does not expand to {Shapes.Text(shape)}");
        node.Return(Repeated(node, map, [.. wanted.Select((extent, axis) => dimensions[axis] == 1 ? extent : 1)]));
    }

    /// <summary>The copies are the outer steps of each axis.</summary>
    private static Mapped Repeated(NodeContext node, Mapped map, long[] repeats)
    {
        var copies = Shapes.Length(repeats);
        if (copies == 1) return map;
        var channels = map.Layout.Size.Channels;
        if (copies * channels > Limits.MovedChannels) throw node.Unsupported($"it makes {copies:N0} copies of {channels:N0} channels");
        var layer = Arrangement.MoveChannels(node, map.Layer, [.. Enumerable.Range(0, (int)(copies * channels)).Select(c => (long)(c % channels))]);
        var stride = copies * channels;
        var axes = map.Layout.Axes.Select((axis, i) =>
        {
            if (repeats[i] == 1) return axis;
            stride /= repeats[i];
            return axis.Insert(0, new Atom(Role.Channel, stride, repeats[i]));
        });
        return new Mapped(layer, new TensorLayout([.. axes], map.Layout.Batch, layer.Output));
    }
}
