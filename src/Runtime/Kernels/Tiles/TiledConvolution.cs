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

    /// <summary>
    /// y = activation(Σ x·w + bias) over the map that is x enlarged to its nearest pixels by the weights' factor, and padded so that the output is as large.
    /// </summary>
    /// <param name="tiles">The sums of a phase, which also apply the activation.</param>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="y">The output, (factor·H)×(factor·W)×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes, weights or tiles do not fit each other, or the spans overlap.</exception>
    public static unsafe void RunEnlarged(
        ConvolutionTiles tiles, ReadOnlySpan<float> x, MapSize xs, EnlargedWeights w, Span<float> y, MapSize ys, int threads)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentNullException.ThrowIfNull(w);
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Positive(threads, nameof(threads));
        Guard.Equal(xs.Channels, w.InChannels, "The number of input channels", nameof(xs));
        Guard.Equal(ys.Channels, w.OutChannels, "The number of output channels", nameof(ys));
        Guard.Equal(ys.Height, (long)xs.Height * w.Scale, "The number of rows", nameof(ys));
        Guard.Equal(ys.Width, (long)xs.Width * w.Scale, "The number of columns", nameof(ys));
        var shape = tiles.Shape;
        var window = new Window(w.Phases[0].KernelHeight, w.Phases[0].KernelWidth);
        Check(shape, xs, w.Phases[0], window, xs with { Channels = shape.OutChannels });
        Guard.Equal(shape.OutputStep, w.JoinsColumns ? 1 : w.Scale, "The step of the output", nameof(tiles));
        Guard.Equal(shape.RowsTogether, 1, "The number of rows that are pooled", nameof(tiles));
        var row = ys.Width * ys.Channels;
        var passes = stackalloc TilePass[w.Phases.Length];
        for (var phase = 0; phase < w.Phases.Length; phase++)
        {
            var (rowPhase, columnPhase) = w.JoinsColumns ? (phase, 0) : Math.DivRem(phase, w.Scale);
            passes[phase] = new TilePass
            {
                Filters = w.Phases[phase].Filters, Bias = w.Phases[phase].Bias,
                PadTop = -w.Rows.First(rowPhase), PadLeft = -w.Columns.First(columnPhase),
                Output = rowPhase * row + columnPhase * ys.Channels,
            };
        }

        TiledRows.Run(tiles, x, xs, passes, w.Phases.Length, window, y, xs, w.Scale * row, threads);
        GC.KeepAlive(w);
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
