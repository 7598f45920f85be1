using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>A layer of a <see cref="BandChain"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BandStage
{
    private readonly Window _window;
    private readonly bool _same;

    private protected BandStage(int inChannels, int outChannels, in Window window, bool same)
    {
        Guard.Window(window);
        if (!same && (PastTheEdge(window.PadTop, window.PadBottom) >= RowSpan(window) || PastTheEdge(window.PadLeft, window.PadRight) >= ColumnSpan(window)))
        {
            throw new ArgumentException("A window may lie outside of the map as a whole.", nameof(window));
        }

        (InChannels, OutChannels, _window, _same) = (inChannels, outChannels, window, same);

        static int PastTheEdge(int before, int after) => Math.Max(before, after);
    }

    /// <summary>Channels of what it reads.</summary>
    internal int InChannels { get; }

    /// <summary>Channels of what it gives.</summary>
    internal int OutChannels { get; }

    /// <summary>What an output of 8 channels costs, in multiply-adds of 8 lanes.</summary>
    internal abstract double Steps { get; }

    /// <summary>Rows from the first tap of a window to the last.</summary>
    internal static long RowSpan(in Window window) => (window.KernelHeight - 1L) * window.DilationHeight + 1;

    /// <summary>Columns from the first tap of a window to the last.</summary>
    internal static long ColumnSpan(in Window window) => (window.KernelWidth - 1L) * window.DilationWidth + 1;

    /// <summary>The window over a map, with SAME's padding for its size.</summary>
    internal Window WindowOver(MapSize xs)
    {
        if (!_same) return _window;
        var (rows, columns) = ((int)RowSpan(_window), (int)ColumnSpan(_window));
        return _window with
        {
            PadTop = SamePadding.Before(xs.Height, rows, _window.StrideHeight), PadBottom = SamePadding.After(xs.Height, rows, _window.StrideHeight),
            PadLeft = SamePadding.Before(xs.Width, columns, _window.StrideWidth), PadRight = SamePadding.After(xs.Width, columns, _window.StrideWidth),
        };
    }

    /// <summary>Runs the layer's kernel on some rows, on this thread alone.</summary>
    /// <param name="x">The rows that are read.</param>
    /// <param name="xs">Their size.</param>
    /// <param name="window">The geometry; pads are where these rows end with the map.</param>
    /// <param name="added">What is added to the rows that are written; empty if nothing is.</param>
    /// <param name="y">The rows that are written.</param>
    /// <param name="ys">Their size.</param>
    internal abstract void Run(ReadOnlySpan<float> x, MapSize xs, in Window window, ReadOnlySpan<float> added, Span<float> y, MapSize ys);
}

/// <summary>A 1×1 convolution.</summary>
/// <param name="weights">Its weights.</param>
/// <param name="activation">Applied to every output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PixelStage<TActivation>(ConvolutionWeights weights, TActivation activation) : BandStage(weights.InChannels, weights.OutChannels, new(1, 1), same: false)
    where TActivation : struct, IActivation
{
    internal override double Steps => weights.FilterLength;

    internal override void Run(ReadOnlySpan<float> x, MapSize xs, in Window window, ReadOnlySpan<float> added, Span<float> y, MapSize ys)
    {
        if (added.IsEmpty) Convolution.Run(x, xs, weights, window, y, ys, activation, threads: 1);
        else Convolution.RunAdded(x, xs, weights, window, added, y, ys, activation, threads: 1);
    }
}

/// <summary>A depthwise convolution. Nothing can be added to it.</summary>
/// <param name="weights">Its weights.</param>
/// <param name="window">The geometry.</param>
/// <param name="same">Whether pads are SAME's, which depend on the size of the map.</param>
/// <param name="activation">Applied to every output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DepthwiseStage<TActivation>(DepthwiseWeights weights, Window window, bool same, TActivation activation)
    : BandStage(weights.Channels, weights.Channels, window, same)
    where TActivation : struct, IActivation
{
    internal override double Steps => DepthwiseRows<TActivation>.StepsPerTap * weights.FilterLength;

    internal override void Run(ReadOnlySpan<float> x, MapSize xs, in Window window, ReadOnlySpan<float> added, Span<float> y, MapSize ys) =>
        DepthwiseConvolution.Run(x, xs, weights, window, y, ys, activation, threads: 1);
}
