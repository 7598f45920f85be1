using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Padding with one value. It waits for the layer after it, which may take it in.</summary>
internal static class PadRules
{
    public static void Pad(NodeContext node)
    {
        var map = node.Settled(0);
        var mode = node.Node.Text("mode", "constant");
        var rank = map.Layout.Rank;
        var stated = node.Integers("pads", 1) ?? node.Node.Integers("paddings") ?? throw node.Invalid("the padding is missing");
        var axes = node.Optional(3, "the list of axes")?.Integers.Select(axis => node.Axis(axis, rank)).ToArray() ?? [.. Enumerable.Range(0, rank)];
        if (stated.Length != 2 * axes.Length) throw node.Invalid($"it has {stated.Length} numbers for {axes.Length} axes");
        if (stated.Any(pad => Math.Abs(Math.Clamp(pad, -int.MaxValue, int.MaxValue)) >= 1 << 24)) throw node.Invalid($"the padding {Shapes.Text(stated)} is out of range");
        var pads = new long[2 * rank];
        for (var i = 0; i < axes.Length; i++) (pads[axes[i]], pads[rank + axes[i]]) = (stated[i], stated[axes.Length + i]);
        if (pads.All(pad => pad == 0))
        {
            node.Return(map);
            return;
        }

        if (mode != "constant") throw node.Unsupported($"it pads in the mode '{mode}'; layers pad with one value");
        for (var axis = 0; axis < rank; axis++)
        {
            var (before, after) = (Math.Min(pads[axis], 0), Math.Min(pads[rank + axis], 0));
            if (before + after < 0) map = SliceRules.Cut(node, map, new AxisSlice(axis, -before, map.Dimensions[axis] + before + after, 1));
        }

        node.Return(Padded(node, map, [.. pads.Select(pad => Math.Max(pad, 0))], node.Number("value", 2, 0)));
    }

    /// <summary>Padding that is not negative.</summary>
    public static Mapped Padded(NodeContext node, Mapped map, long[] pads, float value)
    {
        var (layout, rank) = (map.Layout, map.Layout.Rank);
        var sides = new long[4];
        for (var axis = 0; axis < rank; axis++)
        {
            var (before, after) = (pads[axis], pads[rank + axis]);
            if (before + after == 0) continue;
            var row = IsAxis(layout, axis, Role.Row);
            if (layout.Are([axis], Role.Channel) && layout.Size.Channels > 1) map = Channels(node, map, axis, (int)before, (int)after, value);
            else if (row || IsAxis(layout, axis, Role.Column)) (sides[row ? 0 : 1], sides[row ? 2 : 3]) = (before, after);
            else throw node.Unsupported($"it pads axis {axis}, which is not the channels, the rows or the columns alone");
        }

        if (sides.Sum() == 0) return map;
        var size = map.Layer.Output;
        var padded = size with { Height = (int)(size.Height + sides[0] + sides[2]), Width = (int)(size.Width + sides[1] + sides[3]) };
        var axes = map.Layout.Axes.ToArray();
        for (var axis = 0; axis < rank; axis++)
        {
            if (pads[axis] + pads[rank + axis] == 0) continue;
            if (IsAxis(layout, axis, Role.Row)) axes[axis] = padded.Height == 1 ? [] : [new Atom(Role.Row, 1, padded.Height)];
            else if (IsAxis(layout, axis, Role.Column)) axes[axis] = padded.Width == 1 ? [] : [new Atom(Role.Column, 1, padded.Width)];
        }

        return new Mapped(map.Layer, new TensorLayout([.. axes], layout.Batch, padded))
        {
            Pad = new PendingPad((int)sides[0], (int)sides[1], (int)sides[2], (int)sides[3], value),
        };
    }

    // An axis of extent 1 is the rows, or the columns, if no other axis is.
    private static bool IsAxis(TensorLayout layout, int axis, Role role)
    {
        if (layout.ExtentOf(role) > 1) return layout.Are([axis], role);
        var customary = layout.Rank == 4 ? role == Role.Row ? 2 : 3 : role == Role.Column ? layout.Rank - 1 : -1;
        return axis == customary && layout.Flattened(axis).IsEmpty;
    }

    /// <summary>Channels of one value before and after the others: a convolution whose filters for them are zero.</summary>
    private static Mapped Channels(NodeContext node, Mapped map, int axis, int before, int after, float value)
    {
        var channels = map.Layout.Size.Channels;
        var count = before + channels + after;
        Arrangement.CheckCost(node, channels, count);
        var layer = node.Add("Conv", map.Layer.Output with { Channels = count }, [map.Layer], [1, channels, count]);
        layer.SetWeight("weight", [count, channels, 1, 1], () =>
        {
            var weights = new float[(long)count * channels];
            for (var c = 0; c < channels; c++) weights[((before + c) * channels) + c] = 1;
            return weights;
        });
        if (value == 0)
        {
            layer.Set("Bias", false);
        }
        else
        {
            layer.SetWeight("bias", [count], () => [.. Enumerable.Range(0, count).Select(c => c >= before && c < before + channels ? 0 : value)]);
        }

        return new Mapped(layer, map.Layout.WithChannels(axis, count));
    }
}
