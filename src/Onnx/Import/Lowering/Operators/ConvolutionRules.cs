using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Convolutions, plain and transposed.</summary>
internal static class ConvolutionRules
{
    public static void Conv(NodeContext node)
    {
        var weight = node.Constant(1, "the weight");
        if (weight.Rank > 4) throw node.Unsupported($"its filters {Shapes.Text(weight.Dimensions)} have {weight.Rank - 2} axes; layers have rows and columns");
        if (weight.Rank < 3) throw node.Invalid($"the weight {weight} is no set of filters");
        var (map, pad) = Padding(node);
        var groups = Groups(node);
        var (count, channels) = (weight.Dimensions[0], map.Layer.Output.Channels);
        if (weight.Dimensions[1] * groups != channels || count % groups != 0 || count < 1)
            throw node.Invalid($"the weight {weight} does not fit {channels} channels in {groups} groups");

        var kernel = Kernel(node, weight);
        var window = Windows.Read(node, kernel, map.Layout.Size);
        if (pad is not null) window = window.PaddedMore(pad);
        var output = window.Output(node, map.Layer.Output, (int)count);
        var layer = node.Add("Conv", output, [map.Layer], [window.Rows.Kernel, channels, (int)count], [.. window.Options(isPool: false), .. GroupOption(groups)]);
        ImmutableArray<int> shape = [(int)count, (int)weight.Dimensions[1], window.Rows.Kernel, window.Columns.Kernel];
        SetWeights(node, layer, weight, shape);
        node.Return(new Mapped(layer, MapAxes.Plain(map.Layout.Rank, map.Layout.Batch, output)));
    }

    public static void ConvTranspose(NodeContext node)
    {
        var weight = node.Constant(1, "the weight");
        if (weight.Rank > 4) throw node.Unsupported($"its filters {Shapes.Text(weight.Dimensions)} have {weight.Rank - 2} axes; layers have rows and columns");
        if (weight.Rank < 3) throw node.Invalid($"the weight {weight} is no set of filters");
        var map = MapAxes.Arranged(node, node.Map(0));
        var groups = Groups(node);
        var channels = map.Layer.Output.Channels;
        var count = weight.Dimensions[1] * groups;
        if (weight.Dimensions[0] != channels || channels % groups != 0 || count is < 1 or > int.MaxValue)
            throw node.Invalid($"the weight {weight} does not fit {channels} channels in {groups} groups");

        var spread = TransposedWindow.Read(node, Kernel(node, weight), map.Layer.Output);
        var window = spread.Window;
        var full = spread.Full(node, map.Layer.Output, (int)count);
        var options = window.Options(isPool: false);
        if (spread.OutputPad > 0) options = options.Add(("OutputPad", spread.OutputPad));
        var layer = node.Add("ConvTranspose", full, [map.Layer], [window.Rows.Kernel, channels, (int)count], [.. options, .. GroupOption(groups)]);
        ImmutableArray<int> shape = [channels, (int)weight.Dimensions[1], window.Rows.Kernel, window.Columns.Kernel];
        SetWeights(node, layer, weight, shape);
        var cut = PadLayers.Crop(node, layer, 0, 0, full with { Height = full.Height - spread.ExtraRows, Width = full.Width - spread.ExtraColumns });
        node.Return(new Mapped(cut, MapAxes.Plain(map.Layout.Rank, map.Layout.Batch, cut.Output)));
    }

    /// <summary>Sets weight and bias of a layer, and its name from theirs.</summary>
    public static void SetWeights(NodeContext node, Layer layer, ConstantTensor weight, ImmutableArray<int> shape)
    {
        layer.Name = LayerNaming.OfWeight(weight.Name, node.Node);
        layer.SetWeight("weight", shape, () => weight.Floats);
        if (node.Optional(2, "the bias") is not { } bias)
        {
            layer.Set("Bias", false);
            return;
        }

        var count = layer.Output.Channels;
        if (bias.Length != count) throw node.Invalid($"the bias {bias} does not fit {count} channels");
        layer.SetWeight("bias", [count], () => bias.Floats);
    }

    // Padding of zeros before a convolution becomes its own.
    private static (Mapped Map, PendingPad? Pad) Padding(NodeContext node)
    {
        if (node.Input(0) is Mapped { Pad: { Value: 0 } pad } padded && !node.Node.Has("auto_pad"))
        {
            var size = padded.Layer.Output;
            var unpadded = padded.Layout with { Size = size, Axes = padded.Layout.Axes };
            if (IsPlain(padded.Layout)) return (new Mapped(padded.Layer, MapAxes.Plain(unpadded.Rank, unpadded.Batch, size)), pad);
        }

        return (MapAxes.Arranged(node, node.Map(0)), null);
    }

    private static bool IsPlain(TensorLayout layout) => layout.Rank is 3 or 4 && layout.Equals(MapAxes.Plain(layout.Rank, layout.Batch, layout.Size));

    private static long[] Kernel(NodeContext node, ConstantTensor weight)
    {
        var kernel = weight.Dimensions[2..];
        if (node.Node.Integers("kernel_shape") is { Length: > 0 } stated && !stated.AsSpan().SequenceEqual(kernel))
            throw node.Invalid($"the kernel {Shapes.Text(stated)} is not that of the weight {weight}");
        return kernel;
    }

    private static int Groups(NodeContext node)
    {
        var groups = node.Node.Integer("group", 1);
        return groups is >= 1 and <= 1 << 24 ? (int)groups : throw node.Invalid($"{groups} groups are out of range");
    }

    private static ImmutableArray<(string, object)> GroupOption(int groups) => groups == 1 ? [] : [("Groups", groups)];
}
