using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Parts of tensors, and tensors put together.</summary>
internal static class SliceRules
{
    public static void Slice(NodeContext node)
    {
        var map = node.Settled(0);
        var slices = Slices.Read(node, map.Dimensions);
        foreach (var slice in slices) map = Cut(node, map, slice);
        node.Return(map);
    }

    public static void Split(NodeContext node)
    {
        var map = node.Settled(0);
        var dimensions = map.Dimensions;
        var axis = node.Axis(node.Node.Integer("axis", 0), dimensions.Length);
        var lengths = SplitLengths(node, dimensions[axis]);
        var start = 0L;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (node.IsRead(i)) node.Return(Cut(node, map, new AxisSlice(axis, start, lengths[i], 1)), i);
            start += lengths[i];
        }
    }

    public static void Concat(NodeContext node)
    {
        var items = Enumerable.Range(0, node.InputCount).Select(index => node.Input(index) is Known known ? (object)known.Tensor : node.Settled(index)).ToArray();
        if (items.OfType<ConstantTensor>().Any())
        {
            node.Return(ConstantConcat.Join(node, items));
            return;
        }

        var maps = items.Cast<Mapped>().ToImmutableArray();
        var rank = maps[0].Layout.Rank;
        var axis = node.Axis(node.Node.Integer("axis", 1), rank);
        if (maps.Any(map => map.Layout.Rank != rank || Enumerable.Range(0, rank).Any(i => i != axis && map.Dimensions[i] != maps[0].Dimensions[i])))
            throw node.Invalid($"its inputs differ in more than axis {axis}: {string.Join(", ", maps.Select(map => Shapes.Text(map.Dimensions)))}");
        if (maps.Length == 1)
        {
            node.Return(maps[0]);
            return;
        }

        if (TryChannels(maps, axis) is { } layout) node.Return(new Mapped(node.Add("Concat", layout.Size, [.. maps.Select(map => map.Layer)]), layout));
        else if (maps.All(map => map.Layout.Batch == maps[0].Layout.Batch)) node.Return(new Parts(maps, axis));
        else throw node.Unsupported("it joins maps of different batches");
    }

    public static void CenterCropPad(NodeContext node)
    {
        var map = node.Settled(0);
        var axes = node.Node.Integers("axes")?.Select(axis => node.Axis(axis, map.Layout.Rank)).ToArray() ?? [.. Enumerable.Range(0, map.Layout.Rank)];
        var shape = node.Integers("shape", 1) ?? throw node.Invalid("the shape is missing");
        if (shape.Length != axes.Length || shape.Any(extent => extent is < 1 or > int.MaxValue)) throw node.Invalid($"the shape {Shapes.Text(shape)} does not fit {axes.Length} axes");
        var pads = new long[2 * map.Layout.Rank];
        for (var i = 0; i < axes.Length; i++)
        {
            var extent = map.Dimensions[axes[i]];
            if (shape[i] < extent) map = Cut(node, map, new AxisSlice(axes[i], (extent - shape[i]) / 2, shape[i], 1));
            else (pads[axes[i]], pads[map.Layout.Rank + axes[i]]) = ((shape[i] - extent) / 2, shape[i] - extent - ((shape[i] - extent) / 2));
        }

        node.Return(PadRules.Padded(node, map, pads, 0));
    }

    /// <summary>Keeps a part of an axis.</summary>
    public static Mapped Cut(NodeContext node, Mapped map, AxisSlice slice)
    {
        var (axis, extent, layout, size) = (slice.Axis, map.Dimensions[slice.Axis], map.Layout, map.Layer.Output);
        if (slice.Start == 0 && slice.Length == extent && slice.Step == 1) return map;
        if (slice.Length < 1) throw node.Unsupported("it gives an empty tensor");
        if (slice.Step < 0) throw node.Unsupported("it steps backwards");
        var atoms = layout.Flattened(axis);
        if (atoms.All(atom => atom.Role == Role.Channel)) return Channels(node, map, slice, atoms);
        var isRow = layout.Are([axis], Role.Row);
        if (!isRow && !layout.Are([axis], Role.Column)) throw node.Unsupported($"it cuts axis {axis}, which is not the channels, the rows or the columns alone");

        var (start, span, step) = ((int)slice.Start, (int)(((slice.Length - 1) * slice.Step) + 1), (int)slice.Step);
        var layer = isRow
            ? PadLayers.Crop(node, map.Layer, start, 0, size with { Height = span })
            : PadLayers.Crop(node, map.Layer, 0, start, size with { Width = span });
        size = isRow ? size with { Height = (int)slice.Length } : size with { Width = (int)slice.Length };

        // Every so many pixels: a pool whose window is one pixel.
        if (step > 1) layer = node.Add("MaxPool", size, [layer], [1], (isRow ? "StrideHeight" : "StrideWidth", step));
        var role = isRow ? Role.Row : Role.Column;
        var axes = layout.Axes.SetItem(axis, slice.Length == 1 ? [] : [new Atom(role, 1, slice.Length)]);
        return new Mapped(layer, new TensorLayout(axes, layout.Batch, size));
    }

    // The channels that are left come in the order of the tensor's axes.
    private static Mapped Channels(NodeContext node, Mapped map, AxisSlice slice, ImmutableArray<Atom> atoms)
    {
        var layout = map.Layout;
        var along = TensorLayout.Places(atoms, _ => 1);
        var kept = Enumerable.Range(0, (int)slice.Length).Select(i => along[slice.Start + (i * slice.Step)]).ToArray();

        // New channels: the axis that is cut outermost, then the others as before.
        var rest = TensorLayout.Places(OtherChannels(layout, slice.Axis), _ => 1);
        long[] from = [.. kept.SelectMany(first => rest.Select(second => first + second))];
        var layer = Arrangement.MoveChannels(node, map.Layer, from);
        return new Mapped(layer, Outermost(layout, slice.Axis, slice.Length, rest.Length, layer.Output));
    }

    /// <summary>The layout of channels of which an axis of the tensor is the outermost part, and those of the other axes follow in the tensor's order.</summary>
    /// <param name="layout">The layout before.</param>
    /// <param name="axis">The axis, whose extent may have changed.</param>
    /// <param name="extent">Its extent.</param>
    /// <param name="others">The channels of all other axes together.</param>
    /// <param name="size">The map.</param>
    public static TensorLayout Outermost(TensorLayout layout, int axis, long extent, long others, MapSize size)
    {
        var axes = layout.Axes.ToArray();
        var stride = others;
        axes[axis] = extent == 1 ? [] : [new Atom(Role.Channel, stride, extent)];
        foreach (var other in Enumerable.Range(0, layout.Rank).Where(other => other != axis))
        {
            axes[other] = [.. axes[other].Select(atom =>
            {
                if (atom.Role != Role.Channel) return atom;
                stride /= atom.Extent;
                return atom with { Stride = stride };
            })];
        }

        return new TensorLayout([.. axes], layout.Batch, size);
    }

    /// <summary>The channels of all axes but one, in the tensor's order.</summary>
    public static ImmutableArray<Atom> OtherChannels(TensorLayout layout, int axis) =>
        [.. Enumerable.Range(0, layout.Rank).SelectMany(other => other == axis ? [] : layout.Axes[other].Where(atom => atom.Role == Role.Channel))];

    /// <summary>The layout of maps whose channels follow one another, if that is what joining them along an axis means.</summary>
    private static TensorLayout? TryChannels(ImmutableArray<Mapped> maps, int axis)
    {
        var first = maps[0].Layout;
        if (maps.Any(map => !map.Layout.Are([axis], Role.Channel) || !SameBut(map.Layout, first, axis))) return null;
        var channels = maps.Sum(map => (long)map.Layout.Size.Channels);
        return channels > int.MaxValue ? null : first.WithChannels(axis, (int)channels);
    }

    private static bool SameBut(TensorLayout a, TensorLayout b, int axis) =>
        a.Batch == b.Batch && a.Size with { Channels = 1 } == b.Size with { Channels = 1 }
        && Enumerable.Range(0, a.Rank).All(i => i == axis || a.Flattened(i).SequenceEqual(b.Flattened(i)));

    /// <summary>How long the parts are: as stated, or equal, the last one shorter.</summary>
    public static long[] SplitLengths(NodeContext node, long extent)
    {
        var count = node.Node.Outputs.Length;
        if (node.Integers("split", 1) is { Length: > 0 } stated)
        {
            return stated.Length == count && stated.All(length => length >= 0) && stated.Sum() == extent
                ? stated
                : throw node.Invalid($"the parts {Shapes.Text(stated)} do not fit {count} outputs of {extent} in all");
        }

        if (node.Node.Integer("num_outputs", count) != count) throw node.Invalid($"it has {count} outputs, but says otherwise");
        var each = (extent + count - 1) / count;
        return [.. Enumerable.Range(0, count).Select(i => Math.Clamp(extent - (i * each), 0, each))];
    }
}

/// <summary>A part of an axis.</summary>
internal readonly record struct AxisSlice(int Axis, long Start, long Length, long Step);

/// <summary>Reads the parts that a Slice keeps.</summary>
internal static class Slices
{
    public static AxisSlice[] Read(NodeContext node, long[] dimensions)
    {
        var starts = node.Integers("starts", 1) ?? throw node.Invalid("the starts are missing");
        var ends = node.Integers("ends", 2) ?? throw node.Invalid("the ends are missing");
        var axes = node.Integers("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var steps = node.Integers("steps", 4) ?? [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length) throw node.Invalid("its starts, ends, axes and steps differ in number");
        return [.. starts.Select((start, i) => One(node, node.Axis(axes[i], dimensions.Length), start, ends[i], steps[i], dimensions))];
    }

    private static AxisSlice One(NodeContext node, int axis, long start, long end, long step, long[] dimensions)
    {
        if (step is 0 or < -(1L << 40) or > 1L << 40) throw node.Invalid($"the step {step} is out of range");
        var extent = dimensions[axis];
        long Clamp(long index) => Math.Clamp(index < 0 ? Math.Max(index, -extent - 1) + extent : index, step > 0 ? 0 : -1, step > 0 ? extent : extent - 1);
        var (first, last) = (Clamp(start), Clamp(end));
        var length = step > 0 ? Math.Max(0, (last - first + step - 1) / step) : Math.Max(0, (first - last - step - 1) / -step);
        return new AxisSlice(axis, first, length, step);
    }
}
