using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>The other outputs of a layer norm, where something reads them: the mean over the channels of each pixel, and 1/√(ε + variance).</summary>
internal static class LayerStatistics
{
    private const int Mean = 1, InverseDeviation = 2;

    public static void Return(NodeContext node, Mapped map, int[] axes)
    {
        if (!node.IsRead(Mean) && !node.IsRead(InverseDeviation)) return;
        if (!map.Layout.Cover(axes, Role.Channel)) throw node.Unsupported("its mean or deviation is read, and it normalises over other axes than the channels");
        var channels = map.Layout.Size.Channels;
        Arrangement.CheckCost(node, channels, channels + 1);
        if (node.IsRead(Mean)) node.Return(Single(node, map, axes, map.Layer, () => AffinePasses.Filled(channels, 1f / channels)), Mean);
        if (node.IsRead(InverseDeviation)) node.Return(Inverse(node, map, axes), InverseDeviation);
    }

    // A local response norm that sees all channels divides each by √(k + mean square). One channel more, a small constant d in all places, comes out as d/√(…).
    private static Mapped Inverse(NodeContext node, Mapped map, int[] axes)
    {
        var channels = map.Layout.Size.Channels;
        var epsilon = ActivationRules.Short(node.Node.Number("epsilon", 1e-5f));
        if (epsilon <= 0 || !double.IsFinite(epsilon)) throw node.Unsupported($"its epsilon is {epsilon}, but must be more than 0");

        // d² is a part of the sum of squares: half of what ε adds.
        var constant = (float)Math.Sqrt(epsilon * channels / 2);
        var size = map.Layer.Output with { Channels = channels + 1 };
        var centred = node.Add("Conv", size, [map.Layer], [1, channels, channels + 1]);
        centred.SetWeight("weight", [channels + 1, channels, 1, 1], () =>
        {
            var weights = new float[(long)(channels + 1) * channels];
            weights.AsSpan(0, channels * channels).Fill(-1f / channels);
            for (var i = 0; i < channels; i++) weights[(i * channels) + i] += 1;
            return weights;
        });
        centred.SetWeight("bias", [channels + 1], () => [.. new float[channels], constant]);
        var divided = NormalizationRules.DividedByRoot(node, centred, 1.0 / channels, epsilon / 2);
        return Single(node, map, axes, divided, () => [.. new float[channels], 1 / constant]);
    }

    /// <summary>One sum over the channels of each pixel.</summary>
    private static Mapped Single(NodeContext node, Mapped map, int[] axes, Layer layer, Func<float[]> weights)
    {
        var channels = layer.Output.Channels;
        var output = map.Layer.Output with { Channels = 1 };
        var sum = node.Add("Conv", output, [layer], [1, channels, 1], ("Bias", false));
        sum.Name = null;
        sum.SetWeight("weight", [1, channels, 1, 1], weights);
        ImmutableArray<ImmutableArray<Atom>> reduced = [.. map.Layout.Axes.Select((axis, i) => axes.Contains(i) ? [] : axis)];
        return new Mapped(sum, new TensorLayout(reduced, map.Layout.Batch, output));
    }
}
