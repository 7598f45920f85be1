using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Drives the tiles of a depthwise convolution over a map. Rows are shared out among the threads. They are gone through one after the other with all of their channels, so
/// that memory is read from front to back, which the machine foresees; rows so long that a cache would not hold a window's height of them, in parts of their columns.
/// </summary>
internal unsafe struct DepthwiseRows<TActivation> where TActivation : struct, IActivation
{
    /// <summary>What a tap of 8 channels costs, in multiply-adds whose operands are at hand.</summary>
    public const double StepsPerTap = 2;

    /// <summary>Elements of the rows of a window, or of a part of them, that are gone through together: half of the second-level cache.</summary>
    private const int NearLength = 1 << 16;

    private const int LargeTile = 8, SmallTile = 4;

    private float* _x, _y;
    private MapSize _xs, _ys;
    private Window _window;
    private DepthwisePixels _pixels;
    private TActivation _activation;
    private int _blocks, _columnsAtOnce;
    private int _inner, _innerEnd;

    /// <summary>The arguments have been checked.</summary>
    public static void Run(
        ReadOnlySpan<float> x, MapSize xs, DepthwiseWeights w, in Window window, Span<float> y, MapSize ys, TActivation activation, int threads)
    {
        fixed (float* input = x, output = y)
        {
            var rows = new DepthwiseRows<TActivation>
            {
                _x = input, _y = output, _xs = xs, _ys = ys, _window = window, _activation = activation,
                _pixels = new()
                {
                    Step = (nint)window.StrideWidth * xs.Channels, Filters = w.Filters, TapLength = (nint)w.TapLength,
                    RowWeights = window.KernelWidth * (nint)w.TapLength, Bias = w.Bias, OutputStep = ys.Channels, LastChannel = xs.Channels - Lanes.Count,
                },
            };
            rows.Split();
            var stepsPerRow = StepsPerTap * ys.Width * rows._blocks * window.KernelHeight * window.KernelWidth;
            WorkerPool.For(ys.Height, stepsPerRow, threads, &RunRows, Unsafe.AsPointer(ref rows));
        }

        GC.KeepAlive(w);
    }

    /// <summary>A multiple of a tile's columns: so many that a cache holds some rows of what they read.</summary>
    public static int ColumnsAtOnce(in Window window, MapSize xs, MapSize ys, int rows, int tile)
    {
        var span = (window.KernelWidth - 1d) * window.DilationWidth;
        var tiles = (NearLength / ((double)rows * xs.Channels) - span) / window.StrideWidth / tile;
        return tile * (int)Math.Clamp(tiles, 1, 1 + ys.Width / tile);
    }

    private void Split()
    {
        _blocks = (_ys.Channels + Lanes.Count - 1) / Lanes.Count;
        var span = (_window.KernelWidth - 1d) * _window.DilationWidth;
        _columnsAtOnce = ColumnsAtOnce(_window, _xs, _ys, _window.KernelHeight, LargeTile);

        // The columns of the output whose windows lie inside of the map.
        var last = _xs.Width - 1 - (long)span + _window.PadLeft;
        _innerEnd = (int)Math.Clamp(last < 0 ? 0 : last / _window.StrideWidth + 1, 0, _ys.Width);
        _inner = (int)Math.Min(((long)_window.PadLeft + _window.StrideWidth - 1) / _window.StrideWidth, _innerEnd);
        if (_xs.Channels < Lanes.Count) _inner = _innerEnd;
        if (_innerEnd > _inner) Place(ref _pixels, _inner);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRows(void* context, int first, int end)
    {
        ref readonly var rows = ref Unsafe.AsRef<DepthwiseRows<TActivation>>(context);
        for (var column = rows._inner; column < Math.Max(rows._innerEnd, rows._inner + 1); column += rows._columnsAtOnce)
        {
            for (var row = first; row < end; row++) rows.RunPart(row, column);
        }
    }

    /// <summary>Some columns of a row: those at whose left the map begins with the first, and those at the right after the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunPart(int row, int column)
    {
        var line = LineAt(row);
        var end = Math.Min(column + _columnsAtOnce, _innerEnd);
        if (column == _inner) RunSingles(line, 0, _inner);
        RunTiles(line, column, end);
        if (end == _innerEnd) RunSingles(line, _innerEnd, _ys.Width);
    }

    private readonly Line LineAt(int row)
    {
        var rows = TapLine.Convolution(_window.KernelHeight, _window.StrideHeight, _window.DilationHeight, _window.PadTop, row);
        if (rows.At < 0 || rows.At + (rows.Count - 1) * rows.AtStep >= _xs.Height) rows = rows.Inside(_xs.Height);
        return new()
        {
            Rows = (nint)rows.Count,
            RowInput = (nint)rows.AtStep * _xs.Width * _xs.Channels,
            Input = _x + (nint)rows.At * _xs.Width * _xs.Channels,
            Filters = (nint)rows.Tap * _pixels.RowWeights,
            Output = _y + (nint)row * _ys.Width * _ys.Channels,
        };
    }

    /// <summary>Pixels whose taps all lie inside of the map's columns; the last tiles are moved back over the ones before, or over those of the part before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunTiles(in Line line, int column, int end)
    {
        var before = end - _inner;
        if (before < SmallTile)
        {
            RunSingles(line, column, end);
            return;
        }

        var pixels = _pixels;
        pixels.Taps.Rows = line.Rows;
        pixels.Taps.RowInput = line.RowInput;
        pixels.Filters += line.Filters;
        while (column < end)
        {
            var left = end - column;
            if (left == 1)
            {
                RunSingles(line, column, end);
                return;
            }

            var tile = left >= LargeTile || (left > SmallTile + 1 && before >= LargeTile) ? LargeTile : SmallTile;
            column = Math.Min(column, end - tile);
            pixels.Input = line.Input + ((nint)column * _window.StrideWidth - _window.PadLeft) * _xs.Channels;
            pixels.Output = line.Output + (nint)column * _ys.Channels;
            if (tile == SmallTile) DepthwiseTile.Sum4(pixels, _blocks, _activation);
            else DepthwiseTile.Sum8(pixels, _blocks, _activation);
            column += tile;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunSingles(in Line line, int first, int end)
    {
        if (first >= end) return;
        var pixels = _pixels;
        pixels.Taps.Rows = line.Rows;
        pixels.Taps.RowInput = line.RowInput;
        for (var column = first; column < end; column++)
        {
            var at = Place(ref pixels, column);
            pixels.Filters += line.Filters;
            pixels.Input = line.Input + at;
            pixels.Output = line.Output + (nint)column * _ys.Channels;
            if (_ys.Channels < Lanes.Count) DepthwiseTile.SumPart(pixels, _ys.Channels, _activation);
            else DepthwiseTile.Sum1(pixels, _blocks, _activation);
        }
    }

    /// <summary>The taps that meet a column of the output, and where in a row of the input the first lies.</summary>
    private readonly nint Place(ref DepthwisePixels pixels, int column)
    {
        var columns = TapLine.Convolution(_window.KernelWidth, _window.StrideWidth, _window.DilationWidth, _window.PadLeft, column).Inside(_xs.Width);
        pixels.Taps.Columns = (nint)columns.Count;
        pixels.Taps.ColumnInput = (nint)columns.AtStep * _xs.Channels;
        pixels.Filters = _pixels.Filters + (nint)columns.Tap * _pixels.TapLength;
        return (nint)columns.At * _xs.Channels;
    }

    /// <summary>A row of the output.</summary>
    private struct Line
    {
        /// <summary>Kernel rows inside of the map.</summary>
        public nint Rows;

        /// <summary>From one to the next, in the input.</summary>
        public nint RowInput;

        /// <summary>Weights before the first of them.</summary>
        public nint Filters;

        /// <summary>The first of them, and the row of the output.</summary>
        public float* Input, Output;
    }
}
