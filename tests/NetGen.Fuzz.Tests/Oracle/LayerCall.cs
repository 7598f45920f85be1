using System.Collections.Immutable;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>A layer with what it needs to run.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Weight">The values of its tensors by suffix, in PyTorch's order; null for one that it has not.</param>
/// <param name="Native">The shape of its input at the declared size.</param>
/// <param name="Slides">Whether a dense layer is the convolution that it equals at the declared size.</param>
/// <param name="ChannelsLast">Whether a map is flattened as (row, column, channel).</param>
internal sealed record LayerCall(Layer Layer, ImmutableArray<Map> Inputs, Func<string, double[]?> Weight, Shape Native, bool Slides, bool ChannelsLast)
{
    /// <summary>Its input, or the branch that a join does not name.</summary>
    public Map X => Inputs[^1];

    /// <summary>The map whose height and width it takes, and where what it keeps begins.</summary>
    public (Map Map, int Top, int Left)? Crop { get; init; }

    public Map Dense()
    {
        var features = Layer.Get("outFeatures", 0);
        var weight = Weight("weight")!;
        if (Slides) return Conv.Run(X, ChannelsLast ? Filters(weight) : weight, Weight("bias"), new WindowSpec(Native.Height, Native.Width), features);
        return ChannelsLast
            ? Reference.Dense.RunChannelsLast(X, weight, Weight("bias"), features)
            : Reference.Dense.RunChannelsFirst(X, weight, Weight("bias"), features);
    }

    // (out, row, column, channel) → (out, channel, row, column)
    private double[] Filters(double[] weight)
    {
        var (pixels, channels) = (Native.Height * Native.Width, Native.Channels);
        var length = pixels * channels;
        return [.. Enumerable.Range(0, weight.Length).Select(i =>
        {
            var (output, channel, pixel) = (i / length, i % length / pixels, i % pixels);
            return weight[(output * length) + (pixel * channels) + channel];
        })];
    }
}
