using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>
/// A map joined with constants along channels: a convolution of one pixel, with a one for each channel of the map, and with filters of zeros whose biases are
/// the constants.
/// </summary>
internal static class ConstantConcat
{
    /// <param name="node">The node.</param>
    /// <param name="items">Its inputs: maps, of which there must be one, and constants.</param>
    public static Mapped Join(NodeContext node, IReadOnlyList<object> items)
    {
        if (items.OfType<Mapped>().Count() != 1) throw node.Unsupported("it joins several maps and a constant");
        var map = items.OfType<Mapped>().Single();
        var (layout, dimensions) = (map.Layout, map.Dimensions);
        var axis = node.Axis(node.Node.Integer("axis", 1), layout.Rank);
        foreach (var constant in items.OfType<ConstantTensor>())
        {
            if (constant.Rank != layout.Rank || Enumerable.Range(0, layout.Rank).Any(i => i != axis && constant.Dimensions[i] != dimensions[i]))
                throw node.Invalid($"its inputs differ in more than axis {axis}: {Shapes.Text(dimensions)}, {Shapes.Text(constant.Dimensions)}");
        }

        var along = layout.Flattened(axis);
        if (along.Any(atom => atom.Role != Role.Channel))
            throw node.Unsupported($"it joins what is computed with a constant along axis {axis}, which is not a part of the channels");

        // The new channels: the axis outermost, then what other axes have of the channels.
        var (places, rest) = (TensorLayout.Places(along, _ => 1), TensorLayout.Places(SliceRules.OtherChannels(layout, axis), _ => 1));
        var extent = dimensions[axis] + items.OfType<ConstantTensor>().Sum(constant => constant.Dimensions[axis]);
        if (extent * rest.Length > Limits.Channels) throw node.Unsupported($"its output has {extent * rest.Length:N0} channels; {Limits.Channels:N0} are allowed");
        var (from, biases) = (new List<long?>(), new List<float>());
        foreach (var item in items)
        {
            if (item is ConstantTensor constant)
            {
                biases.AddRange(Values(node, layout, axis, rest.Length, constant));
                from.AddRange(Enumerable.Repeat<long?>(null, biases.Count - from.Count));
                continue;
            }

            from.AddRange(places.SelectMany(place => rest, (place, other) => (long?)(place + other)));
            biases.AddRange(new float[from.Count - biases.Count]);
        }

        var (channels, count) = (layout.Size.Channels, from.Count);
        Arrangement.CheckCost(node, channels, count);
        var layer = node.Add("Conv", map.Layer.Output with { Channels = count }, [map.Layer], [1, channels, count]);
        layer.SetWeight("weight", [count, channels, 1, 1], () =>
        {
            var weights = new float[(long)count * channels];
            for (var i = 0; i < count; i++)
            {
                if (from[i] is { } channel) weights[((long)i * channels) + channel] = 1;
            }

            return weights;
        });
        layer.SetWeight("bias", [count], () => [.. biases]);
        return new Mapped(layer, SliceRules.Outermost(layout, axis, extent, rest.Length, layer.Output));
    }

    /// <summary>The constant's value for each step along the axis and each channel of the other axes.</summary>
    private static float[] Values(NodeContext node, TensorLayout layout, int axis, int others, ConstantTensor constant)
    {
        var values = new float[constant.Dimensions[axis] * others];
        var isSet = new bool[values.Length];
        var index = new long[layout.Rank];
        foreach (var value in constant.Floats)
        {
            // The place among the channels of the other axes: their atoms are digits, the outermost first.
            var place = 0L;
            for (var other = 0; other < layout.Rank; other++)
            {
                if (other == axis) continue;
                var inner = 1L;
                foreach (var atom in layout.Axes[other]) inner *= atom.Extent;
                foreach (var atom in layout.Axes[other])
                {
                    inner /= atom.Extent;
                    if (atom.Role == Role.Channel) place = (place * atom.Extent) + (index[other] / inner % atom.Extent);
                }
            }

            place += index[axis] * others;
            if (isSet[place] && !values[place].Equals(value))
            {
                throw node.Unsupported(
                    $"it joins the constant '{constant.Name}' {Shapes.Text(constant.Dimensions)}, which differs from place to place; layers have a value for each channel");
            }

            (values[place], isSet[place]) = (value, true);
            for (var step = layout.Rank - 1; step >= 0 && ++index[step] == constant.Dimensions[step]; step--) index[step] = 0;
        }

        return values;
    }
}
