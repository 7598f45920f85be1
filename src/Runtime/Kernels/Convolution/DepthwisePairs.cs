using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Drives the tiles of a depthwise convolution by 3×3 taps over a map, two rows of the output at a time. Pairs of rows are shared out among the threads. They are gone through
/// one after the other with all of their channels, so that memory is read from front to back, which the machine foresees; rows so long that a cache would not hold what a pair
/// reads, in parts of their columns.
/// </summary>
internal unsafe struct DepthwisePairs<TActivation> where TActivation : struct, IActivation
{
    private MapSize _xs, _ys;
    private Window _window;
    private float* _x, _y;
    private DepthwisePair _pair;
    private TActivation _activation;
    private int _blocks, _columnsAtOnce;

    /// <summary>Whether it can: windows of 3×3 neighbours one or two rows and columns apart, reaching at most one row and column past the map, and maps wide enough.</summary>
    public static bool Takes(MapSize xs, in Window window, MapSize ys) =>
        window is { KernelHeight: 3, KernelWidth: 3, DilationHeight: 1, DilationWidth: 1, PadTop: <= 1, PadLeft: <= 1 }
        && (window.StrideHeight, window.StrideWidth) is (1, 1) or (2, 2)
        && (ys.Height - 1L) * window.StrideHeight - window.PadTop + 2 <= xs.Height
        && (ys.Width - 1L) * window.StrideWidth - window.PadLeft + 2 <= xs.Width
        && ys.Width >= DepthwisePairTile.Columns && ys.Channels >= Lanes.Count;

    /// <summary>The arguments have been checked.</summary>
    public static void Run(
        ReadOnlySpan<float> x, MapSize xs, DepthwiseWeights w, in Window window, Span<float> y, MapSize ys, TActivation activation, int threads)
    {
        fixed (float* input = x, output = y)
        {
            var pairs = new DepthwisePairs<TActivation>
            {
                _x = input, _y = output, _xs = xs, _ys = ys, _window = window, _activation = activation,
                _blocks = (ys.Channels + Lanes.Count - 1) / Lanes.Count,
                _pair = new()
                {
                    Step = xs.Channels, Row = (nint)xs.Width * xs.Channels, Filters = w.Filters, TapLength = (nint)w.TapLength, Bias = w.Bias,
                    OutputStep = ys.Channels, OutputRow = (nint)ys.Width * ys.Channels, LastChannel = ys.Channels - Lanes.Count,
                },
            };
            var rows = window.StrideHeight + 3;
            pairs._columnsAtOnce = DepthwiseRows<TActivation>.ColumnsAtOnce(window, xs, ys, rows, DepthwisePairTile.Columns);
            var steps = DepthwiseRows<TActivation>.StepsPerTap * 2 * ys.Width * pairs._blocks * window.KernelHeight * window.KernelWidth;
            WorkerPool.For((int)((ys.Height + 1L) / 2), steps, threads, &RunPairs, Unsafe.AsPointer(ref pairs));
        }

        GC.KeepAlive(w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPairs(void* context, int first, int end)
    {
        ref readonly var pairs = ref Unsafe.AsRef<DepthwisePairs<TActivation>>(context);
        for (var column = 0; column < pairs._ys.Width; column += pairs._columnsAtOnce)
        {
            var endColumn = Math.Min(column + pairs._columnsAtOnce, pairs._ys.Width);
            for (var pair = first; pair < end; pair++) pairs.RunTiles(2 * pair, column, endColumn);
        }
    }

    /// <summary>Some columns of two rows, or of the last; the last tile is moved back over the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunTiles(int row, int column, int end)
    {
        var one = row == _ys.Height - 1;
        var pair = _pair;
        var top = (nint)row * _window.StrideHeight - _window.PadTop;
        var bottom = top + (one ? 0 : _window.StrideHeight) + 2;
        (pair.Top, pair.Bottom) = (top >= 0, bottom < _xs.Height);
        for (; column < end; column += DepthwisePairTile.Columns)
        {
            var at = Math.Min(column, _ys.Width - DepthwisePairTile.Columns);
            var left = (nint)at * _window.StrideWidth - _window.PadLeft;
            var right = left + (DepthwisePairTile.Columns - 1) * (nint)_window.StrideWidth + 2;
            (pair.Left, pair.Right) = (left >= 0, right < _xs.Width);
            pair.Input = _x + top * pair.Row + left * pair.Step;
            pair.Output = _y + row * pair.OutputRow + at * pair.OutputStep;
            if (_window.StrideWidth == 1 && one) DepthwisePairTile.One<SlidingRow, TActivation>(pair, _blocks, _activation);
            else if (_window.StrideWidth == 1) DepthwisePairTile.Slide(pair, _blocks, _activation);
            else if (one) DepthwisePairTile.One<SkippingRow, TActivation>(pair, _blocks, _activation);
            else DepthwisePairTile.Skip(pair, _blocks, _activation);
        }
    }
}
