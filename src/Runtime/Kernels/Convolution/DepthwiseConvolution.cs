using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Convolution of every channel with its own filter.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DepthwiseConvolution
{
    /// <summary>y = activation(Σ x·w + bias) per channel, the sum over the window's taps inside of the map, row by row.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, DepthwiseWeights w, in Window window,
        Span<float> y, MapSize ys, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        WindowRows.Check(x, xs, window, y, ys, threads);
        ArgumentNullException.ThrowIfNull(w);
        Guard.Equal(xs.Channels, w.Channels, "The number of channels", nameof(xs));
        Guard.Equal(window.KernelHeight, w.KernelHeight, "The kernel height", nameof(window));
        Guard.Equal(window.KernelWidth, w.KernelWidth, "The kernel width", nameof(window));
        if (DepthwisePairs<TActivation>.Takes(xs, window, ys)) DepthwisePairs<TActivation>.Run(x, xs, w, window, y, ys, activation, threads);
        else DepthwiseRows<TActivation>.Run(x, xs, w, window, y, ys, activation, threads);
    }
}
