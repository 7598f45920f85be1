using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Normalisations.</summary>
internal static class NormalizationRules
{
    public static void Batch(NodeContext node)
    {
        if (node.Node.Integer("training_mode", 0) != 0 || (node.OperatorSet < 7 && node.Node.Integer("is_test", 0) == 0))
            throw node.Unsupported("it is in training mode, in which it takes its statistics from the batch");
        if (node.Node.Integer("spatial", 1) == 0) throw node.Unsupported("it has statistics of each element, not of each channel");
        for (var output = 1; output < node.Node.Outputs.Length; output++) node.RequireUnread(output, "statistics of training");

        var map = node.Settled(0);
        RequireChannels(node, map);
        var channels = map.Layout.Size.Channels;
        var isPlain = IsPlain(Vector(node, 1, "scale", channels), Vector(node, 2, "bias", channels));
        var options = EpsilonOption(node);
        if (isPlain) options = options.Add(("Affine", false));
        var layer = node.Add("BatchNorm", map.Layer.Output, [map.Layer], default, [.. options]);
        foreach (var (suffix, index) in new[] { ("weight", 1), ("bias", 2), ("running_mean", 3), ("running_var", 4) })
        {
            if (index > 2 || !isPlain) layer.SetWeight(suffix, [channels], Vector(node, index, suffix, channels));
        }

        layer.Name = LayerNaming.OfWeight(node.Constant(1, "the scale").Name, node.Node);
        node.Return(map with { Layer = layer });
    }

    /// <summary>Over each channel; where the channels have been joined in groups, over each group.</summary>
    public static void Instance(NodeContext node)
    {
        var map = node.Map(0);
        var (layout, groups) = (map.Layout, map.Layout.Rank < 2 ? 0 : map.Dimensions[1]);
        if (layout.Rank < 3) throw node.Invalid($"it needs at least 3 axes, but has {Shapes.Text(map.Dimensions)}");
        if (!layout.Are([0], Role.Batch)) throw node.Unsupported("its first axis is not the examples of the batch");
        var channels = layout.Size.Channels;
        var isInstance = layout.Are([1], Role.Channel);
        if (!isInstance && !layout.Flattened(1).SequenceEqual(TensorLayout.Merged([new Atom(Role.Channel, channels / groups, groups)])))
            throw node.Unsupported("its second axis is not the channels, nor groups of them");

        var perChannel = isInstance ? 1 : channels / (int)groups;
        Add(node, map, isInstance ? "InstanceNorm" : "GroupNorm", isInstance ? [] : [(int)groups], Vector(node, 1, "scale", (int)groups), Vector(node, 2, "bias", (int)groups), perChannel);
    }

    public static void Group(NodeContext node)
    {
        var map = node.Settled(0);
        RequireChannels(node, map);
        var (groups, channels) = (node.Node.Integer("num_groups", 0), map.Layout.Size.Channels);
        if (groups < 1 || channels % groups != 0) throw node.Invalid($"{groups} groups do not divide {channels} channels");
        var scale = node.Constant(1, "the scale");
        var perChannel = scale.Length == channels ? 1 : channels / (int)groups;
        Add(node, map, "GroupNorm", [(int)groups], Vector(node, 1, "scale", channels / perChannel), Vector(node, 2, "bias", channels / perChannel), perChannel);
    }

    /// <summary>
    /// Over all of an example: a group norm of one group. Over the channels of each pixel: they are centred by a convolution of one pixel, and a local
    /// response norm that sees all channels divides by √(ε + mean square).
    /// </summary>
    public static void Layer(NodeContext node)
    {
        var map = node.Map(0);
        var layout = map.Layout;
        var axis = node.Axis(node.Node.Integer("axis", -1), layout.Rank);
        var axes = Enumerable.Range(axis, layout.Rank - axis).ToArray();
        LayerStatistics.Return(node, map, axes);
        Mapped normalized;
        if (layout.Cover(axes, Role.Channel, Role.Row, Role.Column))
        {
            var layer = node.Add("GroupNorm", map.Layer.Output, [map.Layer], [1], [.. EpsilonOption(node), ("Affine", false)]);
            normalized = map with { Layer = layer };
        }
        else if (layout.Cover(axes, Role.Channel))
        {
            normalized = PixelNorm(node, map);
        }
        else
        {
            throw node.Unsupported("it normalises over axes that are neither all of an example nor its channels");
        }

        // The operator that a pattern stands for has no scale; what follows it may.
        if (!node.Has(1))
        {
            node.Return(normalized);
            return;
        }

        var scale = ChannelVector.Of(node, layout, node.Constant(1, "the scale"));
        var channels = layout.Size.Channels;
        var shift = node.Optional(2, "the bias") is { } bias ? ChannelVector.Of(node, layout, bias) : () => new float[channels];
        normalized.Layer.Name = LayerNaming.OfWeight(node.Constant(1, "the scale").Name, node.Node);
        node.Return(node.Affine(normalized, scale, shift));
    }

    /// <summary>x / √Σx² over an axis: a local response norm that sees all channels. (Where all are zero it gives zero.)</summary>
    public static void Lp(NodeContext node)
    {
        var map = node.Map(0);
        var power = node.Node.Integer("p", 2);
        if (power != 2) throw node.Unsupported($"it divides by the sum of |x|^{power}; layers divide by roots of sums of squares");
        if (!map.Layout.Cover([node.Axis(node.Node.Integer("axis", -1), map.Layout.Rank)], Role.Channel))
            throw node.Unsupported("its axis is not the channels");
        node.Return(map with { Layer = DividedByRoot(node, map.Layer, factor: 1, constant: 1e-30) });
    }

    public static void LocalResponse(NodeContext node)
    {
        var map = node.Settled(0);
        RequireChannels(node, map);
        var size = node.Node.Integer("size", 0);
        if (size is < 1 or > 1 << 20) throw node.Invalid($"the size {size} is out of range");
        if (size % 2 == 0) throw node.Unsupported($"its size {size} is even: the layer's sum is centred");
        var options = ImmutableArray.CreateBuilder<(string, object)>();
        foreach (var (name, attribute, onnx, netGen) in new[] { ("Alpha", "alpha", 1e-4f, 1e-4), ("Beta", "beta", 0.75f, 0.75), ("K", "bias", 1f, 1.0) })
        {
            var value = ActivationRules.Short(node.Node.Number(attribute, onnx));
            if (value != netGen) options.Add((name, value));
        }

        node.Return(map with { Layer = node.Add("LocalResponseNorm", map.Layer.Output, [map.Layer], [(int)size], [.. options]) });
    }

    /// <summary>ε as an attribute, where it is not the default.</summary>
    public static ImmutableArray<(string, object)> EpsilonOption(NodeContext node)
    {
        var epsilon = ActivationRules.Short(node.Node.Number("epsilon", 1e-5f));
        if (epsilon <= 0 || !double.IsFinite(epsilon)) throw node.Unsupported($"its epsilon is {epsilon}, but must be more than 0");
        return epsilon == 1e-5 ? [] : [("Epsilon", epsilon)];
    }

    private static Mapped PixelNorm(NodeContext node, Mapped map)
    {
        var channels = map.Layout.Size.Channels;
        Arrangement.CheckCost(node, channels, channels);
        var centred = node.Add("Conv", map.Layer.Output, [map.Layer], [1, channels, channels], ("Bias", false));
        centred.SetWeight("weight", [channels, channels, 1, 1], () =>
        {
            var weights = AffinePasses.Filled(channels * channels, -1f / channels);
            for (var i = 0; i < channels; i++) weights[(i * channels) + i] += 1;
            return weights;
        });
        return map with { Layer = DividedByRoot(node, centred, 1.0 / channels, ActivationRules.Short(node.Node.Number("epsilon", 1e-5f))) };
    }

    /// <summary>x / √(constant + factor·Σx²), the sum over all channels of a pixel.</summary>
    public static Layer DividedByRoot(NodeContext node, Layer layer, double factor, double constant)
    {
        var size = (2 * layer.Output.Channels) - 1;
        return node.Add("LocalResponseNorm", layer.Output, [layer], [size], ("Alpha", factor * size), ("Beta", 0.5), ("K", constant));
    }

    private static void Add(
        NodeContext node, Mapped map, string kind, ImmutableArray<object> arguments, Func<float[]> scale, Func<float[]> bias, int repeat)
    {
        var channels = map.Layout.Size.Channels;
        var options = EpsilonOption(node);
        var isPlain = IsPlain(scale, bias);
        if (isPlain) options = options.Add(("Affine", false));
        var layer = node.Add(kind, map.Layer.Output, [map.Layer], arguments, [.. options]);
        layer.Name = LayerNaming.OfWeight(node.Constant(1, "the scale").Name, node.Node);
        if (!isPlain)
        {
            layer.SetWeight("weight", [channels], () => Repeated(scale(), repeat));
            layer.SetWeight("bias", [channels], () => Repeated(bias(), repeat));
        }

        node.Return(map with { Layer = layer });
    }

    private static bool IsPlain(Func<float[]> scale, Func<float[]> bias) => scale().All(value => value == 1) && bias().All(value => value == 0);

    private static float[] Repeated(float[] values, int times) => [.. values.SelectMany(value => Enumerable.Repeat(value, times))];

    private static Func<float[]> Vector(NodeContext node, int index, string what, int length)
    {
        var tensor = node.Constant(index, $"the {what}");
        return tensor.Length == length ? () => tensor.Floats : throw node.Invalid($"the {what} {tensor} does not fit {length} channels");
    }

    private static void RequireChannels(NodeContext node, Mapped map)
    {
        if (map.Layout.Rank < 2) throw node.Invalid($"it needs at least 2 axes, but has {Shapes.Text(map.Dimensions)}");
        if (!map.Layout.Are([1], Role.Channel)) throw node.Unsupported("its second axis is not the channels");
    }
}
