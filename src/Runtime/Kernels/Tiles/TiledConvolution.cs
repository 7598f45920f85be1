using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Convolutions whose sums the generator has written out for their channels and taps.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TiledConvolution
{
    /// <summary>
    /// y = activation(Σ x·w + bias), or the largest of each 2×2 of these, to the bit the same wherever the window lies and however many threads take part.
    /// </summary>
    /// <param name="tiles">The sums, which also apply the activation.</param>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes, weights or tiles do not fit each other, or the spans overlap.</exception>
    public static void Run(
        ConvolutionTiles tiles, ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, Span<float> y, MapSize ys, int threads)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentNullException.ThrowIfNull(w);
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Window(window);
        Guard.Positive(threads, nameof(threads));
        var shape = tiles.Shape;
        Check(shape, xs, w, window, ys);
        TiledRows.Run(tiles, x, xs, w, window, y, ys, threads);
    }

    private static void Check(in TileShape shape, MapSize xs, ConvolutionWeights w, in Window window, MapSize ys)
    {
        Guard.Equal(xs.Channels, shape.InChannels, "The number of input channels", nameof(xs));
        Guard.Equal(ys.Channels, shape.OutChannels, "The number of output channels", nameof(ys));
        Guard.Equal(w.InChannels, shape.InChannels, "The number of input channels", nameof(w));
        Guard.Equal(w.OutChannels, shape.OutChannels, "The number of output channels", nameof(w));
        Guard.Equal(w.Groups, 1, "The number of groups", nameof(w));
        Guard.Equal(w.KernelHeight, shape.KernelHeight, "The kernel height", nameof(w));
        Guard.Equal(w.KernelWidth, shape.KernelWidth, "The kernel width", nameof(w));
        Guard.Equal(window.KernelHeight, shape.KernelHeight, "The kernel height", nameof(window));
        Guard.Equal(window.KernelWidth, shape.KernelWidth, "The kernel width", nameof(window));
        Guard.Equal(window.StrideWidth, shape.StrideWidth, "The stride over columns", nameof(window));
        Guard.Equal(window.DilationWidth, shape.DilationWidth, "The dilation over columns", nameof(window));
    }
}
