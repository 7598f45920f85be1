using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>
/// Layers that move elements, where a transposed or reshaped tensor has to become a map again: channels into pixels, pixels into channels, channels
/// among themselves.
/// </summary>
internal static class Arrangement
{
    /// <summary>A map of which the atoms given are the channels, rows and columns; the layers that this takes are added.</summary>
    /// <param name="node">The node that needs it.</param>
    /// <param name="map">The map as it is.</param>
    /// <param name="channels">What shall be the channels.</param>
    /// <param name="rows">What shall be the rows.</param>
    /// <param name="columns">What shall be the columns.</param>
    /// <returns>The layer of the new map; null if no layer moves elements in this way.</returns>
    public static Layer? TryMake(NodeContext node, Mapped map, ImmutableArray<Atom> channels, ImmutableArray<Atom> rows, ImmutableArray<Atom> columns)
    {
        var layout = map.Layout;
        bool Is(ImmutableArray<Atom> atoms, Role role) => atoms.SequenceEqual(layout.All(role));
        if (Is(rows, Role.Row) && Is(columns, Role.Column))
        {
            if (Is(channels, Role.Channel)) return map.Layer;
            return channels.All(atom => atom.Role == Role.Channel) ? Permute(node, map.Layer, channels) : null;
        }

        return TryToPixels(node, map, channels, rows, columns) ?? TryToChannels(node, map, channels, rows, columns);
    }

    /// <summary>Channels in another order: the convolution of one pixel with ones where they go.</summary>
    private static Layer Permute(NodeContext node, Layer layer, ImmutableArray<Atom> channels) =>
        MoveChannels(node, layer, TensorLayout.Places(channels, _ => 1));

    /// <summary>Each output channel is the input channel of this number.</summary>
    public static Layer MoveChannels(NodeContext node, Layer layer, long[] from)
    {
        var (size, count) = (layer.Output, from.Length);
        CheckCost(node, size.Channels, count);
        var moved = node.Add("Conv", size with { Channels = count }, [layer], [1, size.Channels, count], ("Bias", false));
        moved.Weights = [LayerWeight.Of("weight", [count, size.Channels, 1, 1], () =>
        {
            var weights = new float[count * size.Channels];
            for (var i = 0; i < count; i++) weights[(i * size.Channels) + (int)from[i]] = 1;
            return weights;
        })];
        return moved;
    }

    public static void CheckCost(NodeContext node, long from, long to)
    {
        if (from * to > Limits.MovedChannels * Limits.MovedChannels)
            throw node.Unsupported($"it moves {from:N0} channels to {to:N0}, for which there is no layer but a convolution, and that would be too large");
    }

    /// <summary>Rows followed by channels, and columns followed by channels: a pixel shuffle, or the transposed convolution that spreads them.</summary>
    private static Layer? TryToPixels(NodeContext node, Mapped map, ImmutableArray<Atom> channels, ImmutableArray<Atom> rows, ImmutableArray<Atom> columns)
    {
        if (Behind(rows, map.Layout.All(Role.Row)) is not { } ofRows || Behind(columns, map.Layout.All(Role.Column)) is not { } ofColumns) return null;
        if (channels.Any(atom => atom.Role != Role.Channel)) return null;

        var order = channels.Concat(ofRows).Concat(ofColumns).ToImmutableArray();
        var (height, width) = (Product(ofRows), Product(ofColumns));
        var size = map.Layer.Output;
        var output = new MapSize(size.Height * height, size.Width * width, size.Channels / height / width);
        if (height == width && height > 1)
        {
            // The order of the channels that a pixel shuffle expects, first.
            var inOrder = TensorLayout.Merged(order).SequenceEqual(map.Layout.All(Role.Channel)) ? map.Layer : Permute(node, map.Layer, order);
            return node.Add("PixelShuffle", output, [inOrder], [height]);
        }

        CheckCost(node, size.Channels, size.Channels);
        var places = TensorLayout.Places(order, _ => 1);
        var spread = node.Add(
            "ConvTranspose", output, [map.Layer], [height, size.Channels, output.Channels], [.. Windows.Spread(height, width), ("Bias", false)]);
        spread.Weights = [LayerWeight.Of("weight", [size.Channels, output.Channels, height, width], () => OneEach(places, size.Channels))];
        return spread;
    }

    /// <summary>Rows and columns cut into blocks whose pixels become channels: the convolution that steps from block to block.</summary>
    private static Layer? TryToChannels(NodeContext node, Mapped map, ImmutableArray<Atom> channels, ImmutableArray<Atom> rows, ImmutableArray<Atom> columns)
    {
        var size = map.Layer.Output;
        if (Blocks(rows, Role.Row, size.Height) is not { } height || Blocks(columns, Role.Column, size.Width) is not { } width) return null;
        var count = size.Channels * height * width;
        if (channels.Any(atom => atom.Role == Role.Batch) || Product(channels) != count) return null;

        CheckCost(node, size.Channels, (long)count * height * width);
        var places = TensorLayout.Places(channels, role => role switch { Role.Channel => (long)height * width, Role.Row => width, _ => 1 });
        var gathered = node.Add(
            "Conv", new MapSize(size.Height / height, size.Width / width, count), [map.Layer], [height, size.Channels, count], [.. Windows.Spread(height, width), ("Bias", false)]);
        gathered.Weights = [LayerWeight.Of("weight", [count, size.Channels, height, width], () =>
        {
            var weights = new float[(long)count * count];
            for (var i = 0; i < count; i++) weights[((long)i * count) + places[i]] = 1;
            return weights;
        })];
        return gathered;
    }

    // Filter (channel, position) has a one where the position's place among the outputs is.
    private static float[] OneEach(long[] places, int channels)
    {
        var weights = new float[(long)channels * channels];
        for (var i = 0; i < places.Length; i++) weights[(places[i] * channels) + i] = 1;
        return weights;
    }

    /// <summary>The atoms that follow an axis, if they are channels all; null if the axis does not come first.</summary>
    private static ImmutableArray<Atom>? Behind(ImmutableArray<Atom> atoms, ImmutableArray<Atom> axis)
    {
        if (!atoms.AsSpan().StartsWith(axis.AsSpan())) return null;
        var behind = atoms.RemoveRange(0, axis.Length);
        return behind.All(atom => atom.Role == Role.Channel) ? behind : null;
    }

    /// <summary>The length of the blocks, if the atoms count the blocks of an axis.</summary>
    private static int? Blocks(ImmutableArray<Atom> atoms, Role role, int extent) => atoms switch
    {
        [] => extent,
        [var atom] when atom.Role == role && atom.Stride * atom.Extent == extent => (int)atom.Stride,
        _ => null,
    };

    private static int Product(ImmutableArray<Atom> atoms) => (int)atoms.Aggregate(1L, (product, atom) => product * atom.Extent);
}
