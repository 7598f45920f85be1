using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The taps of a window that lie inside of the map. Distances are in elements.</summary>
internal struct WindowTaps
{
    /// <summary>Kernel rows inside.</summary>
    public nint Rows;

    /// <summary>The first of them.</summary>
    public nint FirstRow;

    /// <summary>From a kernel row to the next, in the input.</summary>
    public nint RowInput;

    /// <summary>Kernel columns inside.</summary>
    public nint Columns;

    /// <summary>The first of them.</summary>
    public nint FirstColumn;

    /// <summary>From a kernel column to the next, in the input.</summary>
    public nint ColumnInput;

    /// <summary>Taps inside of the map and its padding.</summary>
    public long PaddedTaps;
}

/// <summary>What becomes of a window, channel by channel.</summary>
internal unsafe interface IWindowReduction
{
    /// <summary>The result for 8 channels.</summary>
    /// <param name="taps">The taps inside of the map.</param>
    /// <param name="x">The first channel at the first tap.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="rest">Channels from there on; those past the eighth are not asked for.</param>
    Vector256<float> Reduce(in WindowTaps taps, float* x, nint channel, nint rest);

    /// <summary>The results for 8 channels of four windows side by side, side by side: one alone would wait for itself.</summary>
    /// <param name="taps">The taps, all inside of the map's columns.</param>
    /// <param name="x">The first channel at the first tap of the first window.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="step">From a window to the next, in the input.</param>
    /// <param name="y">Receives the first window's result.</param>
    /// <param name="outputStep">From a window's result to the next one's.</param>
    void ReduceFour(in WindowTaps taps, float* x, nint channel, nint step, float* y, nint outputStep);
}

/// <summary>Slides a window over a map, every channel for itself: pools and depthwise convolutions.</summary>
internal static unsafe class WindowRows
{
    /// <summary>What a tap of 8 channels costs, in multiply-adds whose operands are at hand.</summary>
    private const double StepsPerTap = 4;

    /// <summary>Windows side by side that are reduced at once.</summary>
    private const int Tile = 4;

    public static void Check(ReadOnlySpan<float> x, MapSize xs, in Window window, ReadOnlySpan<float> y, MapSize ys, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Window(window);
        Guard.Positive(threads, nameof(threads));
        Guard.Equal(ys.Channels, xs.Channels, "The number of output channels", nameof(ys));
    }

    /// <summary>Reduces every window; the arguments have been checked.</summary>
    public static void Run<TReduction>(
        ReadOnlySpan<float> x, MapSize xs, in Window window, Span<float> y, MapSize ys, TReduction reduction, int threads)
        where TReduction : struct, IWindowReduction
    {
        fixed (float* input = x, output = y)
        {
            var call = new Call<TReduction> { X = input, Xs = xs, Window = window, Y = output, Ys = ys, Reduction = reduction };
            var stepsPerRow = StepsPerTap * ys.Width * ((ys.Channels + Lanes.Count - 1) / Lanes.Count) * window.KernelHeight * window.KernelWidth;
            WorkerPool.For(ys.Height, stepsPerRow, threads, &RunRows<TReduction>, Unsafe.AsPointer(ref call));
        }
    }

    private static void RunRows<TReduction>(void* context, int first, int end) where TReduction : struct, IWindowReduction
    {
        for (var row = first; row < end; row++) RunRow(Unsafe.AsRef<Call<TReduction>>(context), row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRow<TReduction>(in Call<TReduction> call, int row) where TReduction : struct, IWindowReduction
    {
        var (window, xs, ys) = (call.Window, call.Xs, call.Ys);
        var vertical = TapLine.Convolution(window.KernelHeight, window.StrideHeight, window.DilationHeight, window.PadTop, row);
        var rows = vertical.Inside(xs.Height);
        var paddedRows = Padded(vertical, window.PadTop, window.PadBottom, xs.Height);
        var output = call.Y + (nint)row * ys.Width * ys.Channels;
        var input = call.X + (nint)rows.At * xs.Width * xs.Channels;
        var (inner, innerEnd) = Inner(window, xs.Width, ys.Width);
        for (var column = 0; column < ys.Width;)
        {
            if (column == inner && innerEnd - inner >= Tile && ys.Channels >= Lanes.Count)
            {
                RunTiles(call, Taps(call, rows, paddedRows, column, out var start), input + start, output, column, innerEnd);
                column = innerEnd;
                continue;
            }

            var taps = Taps(call, rows, paddedRows, column, out var at);
            for (nint channel = 0; channel < ys.Channels; channel += Lanes.Count)
            {
                var rest = ys.Channels - channel;
                Lanes.Store(call.Reduction.Reduce(taps, input + at + channel, channel, rest), output + (nint)column * ys.Channels + channel, rest);
            }

            column++;
        }
    }

    /// <summary>
    /// Windows whose columns all lie inside of the map, from one to the next the same taps. The last four, and the last 8 channels, are moved back over those
    /// before: what is computed twice is the same to the bit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTiles<TReduction>(in Call<TReduction> call, in WindowTaps taps, float* input, float* output, int first, int end)
        where TReduction : struct, IWindowReduction
    {
        nint channels = call.Ys.Channels;
        var step = call.Window.StrideWidth * channels;
        for (var column = first; column < end; column += Tile)
        {
            var start = Math.Min(column, end - Tile);
            var x = input + (start - first) * step;
            var y = output + start * channels;
            for (nint next = 0; next < channels; next += Lanes.Count)
            {
                var channel = nint.Min(next, channels - Lanes.Count);
                call.Reduction.ReduceFour(taps, x + channel, channel, step, y + channel, channels);
            }
        }
    }

    /// <summary>The columns of the output whose windows lie inside of the map: from one to the next, the same taps meet the next inputs.</summary>
    private static (int First, int End) Inner(in Window window, int width, int outputs)
    {
        var last = width - 1 - (window.KernelWidth - 1L) * window.DilationWidth + window.PadLeft;
        var end = Math.Min(last < 0 ? 0 : last / window.StrideWidth + 1, outputs);
        return ((int)Math.Min(((long)window.PadLeft + window.StrideWidth - 1) / window.StrideWidth, end), (int)end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static WindowTaps Taps<TReduction>(in Call<TReduction> call, in TapLine rows, long paddedRows, int column, out nint at)
        where TReduction : struct, IWindowReduction
    {
        var (window, xs) = (call.Window, call.Xs);
        var horizontal = TapLine.Convolution(window.KernelWidth, window.StrideWidth, window.DilationWidth, window.PadLeft, column);
        var columns = horizontal.Inside(xs.Width);
        at = (nint)columns.At * xs.Channels;
        return new WindowTaps
        {
            Rows = (nint)rows.Count, FirstRow = (nint)rows.Tap, RowInput = (nint)rows.AtStep * xs.Width * xs.Channels,
            Columns = (nint)columns.Count, FirstColumn = (nint)columns.Tap, ColumnInput = (nint)columns.AtStep * xs.Channels,
            PaddedTaps = paddedRows * Padded(horizontal, window.PadLeft, window.PadRight, xs.Width),
        };
    }

    /// <summary>How many taps lie inside of the map and its padding.</summary>
    private static long Padded(in TapLine line, int before, int after, int extent) =>
        line.Inside((long)extent + before + after, before).Count;

    private struct Call<TReduction>
    {
        public float* X;
        public MapSize Xs;
        public Window Window;
        public float* Y;
        public MapSize Ys;
        public TReduction Reduction;
    }
}
