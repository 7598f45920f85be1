using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>
/// Puts factors and summands of channels where they cost nothing: into the weights of the layer before them, if nothing else reads it. What is left
/// becomes a convolution that sees one channel and one pixel.
/// </summary>
internal static class AffinePasses
{
    public static void Run(LayerList layers)
    {
        foreach (var layer in layers.ToArray().Where(layer => layer.Kind == Layer.Affine))
        {
            if (IsIdentity(layer)) layers.Replace(layer, layer.Inputs[0]);
            else if (layers.ReaderCount(layer.Inputs[0]) == 1 && Fold(layer.Inputs[0], layer)) layers.Replace(layer, layer.Inputs[0]);
        }

        foreach (var layer in layers.Where(layer => layer.Kind == Layer.Affine)) MakeConvolution(layer);
    }

    private static bool Fold(Layer before, Layer affine)
    {
        var (scale, shift) = (affine.Weight("scale"), affine.Weight("shift"));
        var channels = scale.Length;
        switch (before.Kind)
        {
            case Layer.Affine:
                Scale(before, "scale", channels, scale, outer: 1);
                ScaleAndShift(before, "shift", channels, scale, shift);
                return true;
            case "Conv" or "Dense":
                Scale(before, "weight", channels, scale, outer: 1);
                break;
            case "ConvTranspose":
                // Filters are (in, out/groups, …): the outer axis has the groups, one after the other.
                Scale(before, "weight", channels, scale, outer: before.Inputs[0].Output.Channels, groups: (int)(before.Option("Groups") ?? 1));
                break;
            case "BatchNorm" or "InstanceNorm" or "GroupNorm":
                if (!before.Has("weight")) AddAffine(before, channels);
                Scale(before, "weight", channels, scale, outer: 1);
                break;
            default:
                return false;
        }

        var hadBias = before.Has("bias");
        if (!hadBias && shift.All(value => value == 0)) return true;
        if (!hadBias)
        {
            before.SetWeight("bias", [channels], () => new float[channels]);
            before.Unset("Bias");
        }

        ScaleAndShift(before, "bias", channels, scale, shift);
        return true;
    }

    private static void AddAffine(Layer norm, int channels)
    {
        norm.Unset("Affine");
        norm.Weights =
        [
            LayerWeight.Of("weight", [channels], () => Filled(channels, 1)),
            LayerWeight.Of("bias", [channels], () => new float[channels]),
            .. norm.Weights,
        ];
    }

    // Elements of an outer index, then of a channel, then the taps. With groups, the channels of an outer index are those of its group.
    private static void Scale(Layer layer, string suffix, int channels, float[] scale, int outer, int groups = 1)
    {
        if (scale.All(value => value == 1)) return;
        var weight = layer.Weights.Single(weight => weight.Suffix == suffix);
        var perGroup = channels / groups;
        layer.SetWeight(suffix, weight.Shape, () =>
        {
            var values = (float[])weight.Values.Value.Clone();
            var taps = values.Length / outer / perGroup;
            for (var i = 0; i < values.Length; i++)
            {
                var group = i / taps / perGroup / (outer / groups);
                values[i] *= scale[(group * perGroup) + (i / taps % perGroup)];
            }

            return values;
        });
    }

    private static void ScaleAndShift(Layer layer, string suffix, int channels, float[] scale, float[] shift)
    {
        var before = layer.Weights.Single(weight => weight.Suffix == suffix).Values;
        layer.SetWeight(suffix, [channels], () => [.. before.Value.Select((value, c) => (value * scale[c]) + shift[c])]);
    }

    private static bool IsIdentity(Layer affine) => affine.Weight("scale").All(value => value == 1) && affine.Weight("shift").All(value => value == 0);

    private static void MakeConvolution(Layer affine)
    {
        var channels = affine.Output.Channels;
        var (scale, shift) = (affine.Weight("scale"), affine.Weight("shift"));
        var hasBias = shift.Any(value => value != 0);
        var options = ImmutableArray.CreateBuilder<(string, object)>();
        if (channels > 1) options.Add(("Groups", channels));
        if (!hasBias) options.Add(("Bias", false));
        var weights = ImmutableArray.Create(LayerWeight.Of("weight", [channels, 1, 1, 1], () => scale));
        if (hasBias) weights = weights.Add(LayerWeight.Of("bias", [channels], () => shift));
        affine.Become("Conv", [1, channels, channels], options.ToImmutable(), weights);
    }

    public static float[] Filled(int length, float value)
    {
        var values = new float[length];
        values.AsSpan().Fill(value);
        return values;
    }
}
