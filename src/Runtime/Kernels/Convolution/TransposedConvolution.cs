using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Transposed convolution in single precision, in gather form: each output collects the inputs that reach it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TransposedConvolution
{
    /// <summary>
    /// y = activation(Σ x·w + bias), the sum over kernel row, kernel column and input channel, of the taps whose row (oy + PadTop −
    /// ky·dilation)/stride is whole and inside of the map, likewise their column. An output that no input reaches is activation(bias).
    /// </summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights, by output channel as for a convolution.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size, output padding included.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window,
        Span<float> y, MapSize ys, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        ConvolutionRows<TActivation>.Check(x, xs, w, window, y, ys, threads);
        ConvolutionRows<TActivation>.Run(x, xs, w, window, transposed: true, default, y, ys, activation, threads);
    }
}
