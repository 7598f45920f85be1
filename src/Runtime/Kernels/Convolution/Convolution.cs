using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Convolution in single precision. A dense layer is a convolution whose window covers the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Convolution
{
    /// <summary>
    /// y = activation(Σ x·w + bias), the sum over the window's taps inside of the map in the fixed order kernel row, kernel column, input
    /// channel: to the bit the same wherever the window lies and however many threads take part.
    /// </summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window,
        Span<float> y, MapSize ys, TActivation activation, int threads)
        where TActivation : struct, IActivation =>
        ConvolutionRows<TActivation>.Run(x, xs, w, window, transposed: false, y, ys, activation, threads);
}
