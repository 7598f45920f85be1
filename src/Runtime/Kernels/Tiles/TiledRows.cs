using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Drives the tiles of a convolution over a map. Rows are shared out among the threads. Tiles whose taps all lie inside of the map read it directly; for
/// the others, at the borders, the part of the map that they read is first copied to a small buffer, with zeros around it, so that the same code computes
/// them and no pixel is computed singly.
/// </summary>
internal unsafe partial struct TiledRows
{
    /// <summary>Floats of the buffer for tiles at a border: half of the first-level cache.</summary>
    private const int StageLength = 4096;

    /// <summary>Floats of the buffer for outputs of a map that is narrower than a tile.</summary>
    private const int NarrowLength = 2048;

    /// <summary>Floats of the output that are finished while they are still in the second-level cache.</summary>
    private const int BandLength = 16384;

    /// <summary>Parts of few long rows for each thread.</summary>
    private const int PartsPerThread = 4;

    private ConvolutionTiles _tiles;
    private TileShape _shape;
    private float* _x, _y;
    private MapSize _xs;
    private Window _window;
    private TilePass* _passes;
    private int _passCount;
    private int _xLength, _yLength;
    private int _rows, _columns;
    private int _outputRow;
    private int _columnParts;

    /// <summary>The arguments have been checked.</summary>
    public static void Run(
        ConvolutionTiles tiles, ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, Span<float> y, MapSize ys, int threads)
    {
        var shape = tiles.Shape;
        if (!shape.PoolsMaxima) PixelRow.Join(ref xs, window, ref ys);
        var pass = new TilePass { Filters = w.Filters, Bias = w.Bias, PadTop = window.PadTop, PadLeft = window.PadLeft };
        Run(tiles, x, xs, &pass, 1, window, y, new MapSize(ys.Height * shape.RowsTogether, ys.Width * shape.RowsTogether, ys.Channels), ys.Width * ys.Channels, threads);
        GC.KeepAlive(w);
    }

    /// <summary>The arguments have been checked.</summary>
    /// <param name="tiles">The sums.</param>
    /// <param name="x">The input.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="passes">What is done for each row of sums in turn.</param>
    /// <param name="passCount">How many.</param>
    /// <param name="window">The geometry without its padding, which the passes state.</param>
    /// <param name="y">The output.</param>
    /// <param name="sums">The size of the map of sums in each pass.</param>
    /// <param name="outputRow">Floats of the output from a row of sums, or two that are stored as one, to the next.</param>
    /// <param name="threads">At most so many.</param>
    public static void Run(
        ConvolutionTiles tiles, ReadOnlySpan<float> x, MapSize xs, TilePass* passes, int passCount, in Window window, Span<float> y, MapSize sums,
        int outputRow, int threads)
    {
        var shape = tiles.Shape;
        fixed (float* input = x, output = y)
        {
            var rows = new TiledRows
            {
                _tiles = tiles, _shape = shape, _x = input, _y = output, _xs = xs, _window = window, _passes = passes, _passCount = passCount,
                _xLength = x.Length, _yLength = y.Length, _rows = sums.Height, _columns = sums.Width, _outputRow = outputRow,
            };
            rows.CheckTile();
            var products = (double)passCount * sums.Height * sums.Width * shape.KernelHeight * shape.KernelWidth * shape.InChannels * shape.OutChannels;
            rows.Split(WorkerPool.Threads(threads, products / Lanes.Count));
            var units = sums.Height / shape.RowsTogether * rows._columnParts;
            WorkerPool.For(units, products / Lanes.Count / units, threads, &RunUnits, Unsafe.AsPointer(ref rows));
        }
    }

    /// <summary>The buffers hold what one tile reads and writes.</summary>
    private readonly void CheckTile()
    {
        var reads = (double)StageHeight(_shape.RowsTogether) * _shape.RowLength(_shape.Pixels);
        var writes = _shape.OutputLength(_shape.Pixels);
        if (reads <= StageLength && writes <= NarrowLength) return;
        throw new ArgumentException(
            $"A tile reads {reads} elements and writes {writes}, but at most {StageLength} and {NarrowLength} are possible.", "tiles");
    }

    /// <summary>
    /// Rows of sums are shared out; where there are few, and each is one of the output, parts of them, which are then finished while they are in the cache.
    /// </summary>
    private void Split(int threads)
    {
        var shares = threads == 1 ? 1 : PartsPerThread * threads * _shape.RowsTogether / _rows;
        _columnParts = _passCount > 1 ? 1 : Math.Clamp(Math.Max(shares, _outputRow / BandLength), 1, Math.Max(_columns / (4 * _shape.Pixels), 1));
    }

    /// <summary>Rows of the output, or parts of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunUnits(void* context, int first, int end)
    {
        ref readonly var rows = ref Unsafe.AsRef<TiledRows>(context);
        if (rows._columnParts == 1)
        {
            rows.RunRows(first, end, 0, rows._columns);
            return;
        }

        for (var unit = first; unit < end; unit++)
        {
            var (row, part) = Math.DivRem(unit, rows._columnParts);
            rows.RunRows(row, row + 1, rows.PartStart(part), rows.PartStart(part + 1));
        }
    }

    /// <summary>Rows of the output, as many at a time as are finished while they are in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunRows(int first, int end, int left, int right)
    {
        var together = _shape.RowsTogether;
        var most = Math.Max(1, BandLength / _outputRow);
        for (int row = first, next; row < end; row = next)
        {
            next = Math.Min(row + most, end);
            for (var pass = 0; pass < _passCount; pass++) RunBand(_passes[pass], row * together, next * together, left, right);
            Finish(row, next, left, right);
        }
    }

    /// <summary>The first column of a part of a row: all but the last are whole tiles.</summary>
    private readonly int PartStart(int part) =>
        part == _columnParts ? _columns : (int)((long)(_columns / _shape.Pixels) * part / _columnParts) * _shape.Pixels;

    /// <summary>Finishes whole rows of the output, or a part of one.</summary>
    private readonly void Finish(int row, int end, int left, int right)
    {
        var width = _outputRow / (_columns / _shape.RowsTogether);
        var start = left / _shape.RowsTogether * width;
        var stop = right == _columns ? _outputRow : right / _shape.RowsTogether * width;
        _tiles.Finish(new Span<float>(_y + (nint)row * _outputRow + start, (end - 1 - row) * _outputRow + stop - start));
    }

    /// <summary>Rows of sums whose taps are all inside of the map as far as they can be, in the middle; the others through the buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunBand(in TilePass pass, int first, int end, int firstColumn, int endColumn)
    {
        if (!_shape.ReadsMap)
        {
            RunStaged(pass, first, end, firstColumn, endColumn);
            return;
        }

        var (inner, innerEnd) = Inside(
            _window.StrideHeight, pass.PadTop, (_window.KernelHeight - 1L) * _window.DilationHeight, _xs.Height, _shape.RowsTogether, first, end);
        var (left, right) = Inside(
            _window.StrideWidth, pass.PadLeft, (_window.KernelWidth - 1L) * _window.DilationWidth, _xs.Width, _shape.Pixels, firstColumn, endColumn);

        // What fits the buffer as a whole is copied at once: border by border, small maps would take longer.
        var isInside = (inner, innerEnd, left, right) == (first, end, firstColumn, endColumn);
        if (inner == innerEnd || left == right || (!isInside && StageHeight(end - first) * _shape.RowLength(endColumn - firstColumn) <= StageLength))
        {
            RunStaged(pass, first, end, firstColumn, endColumn);
            return;
        }

        RunStaged(pass, first, inner, firstColumn, endColumn);
        RunDirect(pass, inner, innerEnd, left, right);
        RunStaged(pass, inner, innerEnd, firstColumn, left);
        RunStaged(pass, inner, innerEnd, right, endColumn);
        RunStaged(pass, innerEnd, end, firstColumn, endColumn);
    }

    /// <summary>
    /// The sums along an axis, from <paramref name="first"/> to <paramref name="end"/>, whose taps are all inside of the map: whole units, and a rest at the end
    /// after at least one.
    /// </summary>
    private static (int First, int End) Inside(int stride, int pad, long span, int extent, int unit, int first, int end)
    {
        // Divisions take as long as a tile's row: most are of nothing, or by one.
        var enter = pad == 0 ? 0 : RoundUp(stride == 1 ? pad : ((long)pad + stride - 1) / stride, unit);
        var inner = Math.Clamp(enter, first, end);
        var last = extent - 1 + (long)pad - span;
        var leave = last < 0 ? 0 : stride == 1 ? last + 1 : last / stride + 1;
        if (leave >= end && end - inner >= unit) return ((int)inner, end);
        return ((int)inner, (int)Math.Clamp(leave / unit * unit, inner, end));
    }

    private static long RoundUp(long value, int unit) => (value + unit - 1) / unit * unit;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunDirect(in TilePass pass, int first, int end, int left, int right)
    {
        var row = _xs.Width * _xs.Channels;
        var start = (((nint)first * _window.StrideHeight - pass.PadTop) * _xs.Width + (nint)left * _window.StrideWidth - pass.PadLeft) * _xs.Channels;
        var output = OutputAt(pass, first, left);
        _tiles.Run(new TileBand(
            _shape, new ReadOnlySpan<float>(_x + start, _xLength - (int)start), _window.DilationHeight * row, _window.StrideHeight * row, pass,
            new Span<float>(_y + output, _yLength - output), _outputRow, end - first, right - left));
    }

    /// <summary>Sums through the buffer, as many rows and tiles at once as it holds.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunStaged(in TilePass pass, int first, int end, int left, int right)
    {
        if (first == end || left == right) return;
        var stage = stackalloc float[StageLength + Lanes.Count];
        var columns = Math.Min(StageColumns(end - first), Math.Max(right - left, _shape.Pixels));
        var stageRow = (int)_shape.RowLength(columns);
        var most = StageRows(stageRow);
        for (var row = first; row < end;)
        {
            var rows = Math.Min(most, end - row);
            for (var column = left; column < right;)
            {
                // The last tiles are moved back over the ones before: what is computed twice is the same to the bit.
                var start = Math.Max(Math.Min(column, right - columns), 0);
                if (_shape.ReadsMap) Stage(pass, stage, stageRow, (int)StageHeight(rows), row, start);
                else StageLines(pass, stage, stageRow, (int)StageHeight(rows), row, start);
                if (columns <= _columns) RunStage(pass, stage, stageRow, row, rows, start, columns);
                else RunNarrow(pass, stage, stageRow, row, rows);
                column = start + columns;
            }

            row += rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunStage(in TilePass pass, float* stage, int stageRow, int row, int rows, int column, int columns)
    {
        var output = OutputAt(pass, row, column);
        _tiles.Run(new TileBand(
            _shape, new ReadOnlySpan<float>(stage, StageLength), _window.DilationHeight * stageRow, _window.StrideHeight * stageRow, pass,
            new Span<float>(_y + output, _yLength - output), _outputRow, rows, columns));
    }

    /// <summary>Rows of a map that is narrower than a tile: what the tile gives past their end is left out.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunNarrow(in TilePass pass, float* stage, int stageRow, int row, int rows)
    {
        var outputs = stackalloc float[NarrowLength];
        var together = _shape.RowsTogether;
        for (int end = row + rows, at = 0; row < end; row += together, at += together * _window.StrideHeight * stageRow)
        {
            _tiles.Run(new TileBand(
                _shape, new ReadOnlySpan<float>(stage + at, StageLength - at), _window.DilationHeight * stageRow, _window.StrideHeight * stageRow, pass,
                new Span<float>(outputs, NarrowLength), outputRow: 0, together, _shape.Pixels));
            for (var column = 0; column < _columns; column += together)
            {
                var pixel = new ReadOnlySpan<float>(outputs + (nint)(column / together) * _shape.OutputStep * _shape.OutChannels, _shape.OutChannels);
                pixel.CopyTo(new Span<float>(_y + OutputAt(pass, row, column), _shape.OutChannels));
            }
        }
    }

    /// <summary>Copies the part of the map that sums read, with zeros where there is no map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Stage(in TilePass pass, float* stage, int stageRow, int height, int row, int column)
    {
        var channels = _xs.Channels;
        var at = (long)column * _window.StrideWidth - pass.PadLeft;
        var top = (long)row * _window.StrideHeight - pass.PadTop;
        var before = (int)Math.Clamp(-at * channels, 0, stageRow);
        var inside = (int)Math.Clamp((_xs.Width - Math.Max(at, 0)) * channels, 0, stageRow - before);
        var after = before + inside;
        var first = (int)Math.Clamp(-top, 0, height);
        var end = inside == 0 ? first : (int)Math.Clamp(_xs.Height - top, first, height);
        Clear(stage, 0, first * stageRow);
        var source = _x + (((nint)top + first) * _xs.Width + (nint)Math.Max(at, 0)) * channels;
        for (var line = first; line < end; line++, source += (nint)_xs.Width * channels)
        {
            var target = stage + line * stageRow;
            Clear(target, 0, before);
            Copy(source, target + before, inside);
            Clear(target, after, stageRow);
        }

        Clear(stage, end * stageRow, height * stageRow);
    }

    // Some ten vectors at most: a call would cost more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* source, float* target, int length)
    {
        if (length < Lanes.Count)
        {
            for (var i = 0; i < length; i++) target[i] = source[i];
            return;
        }

        var last = length - Lanes.Count;
        for (var i = 0; i < last; i += Lanes.Count) Vector256.Load(source + i).Store(target + i);
        Vector256.Load(source + last).Store(target + last);
    }

    /// <summary>Writes zeros, and up to seven more: what follows is written later, or lies behind the buffer's last element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(float* target, int first, int end)
    {
        for (var i = first; i < end; i += Lanes.Count) Vector256<float>.Zero.Store(target + i);
    }

    /// <summary>Columns of sums for which the buffer holds some rows, in whole tiles.</summary>
    private readonly int StageColumns(int rows)
    {
        var some = Columns(Math.Min(rows, 4 * _shape.RowsTogether));
        return (int)(some > 0 ? some : Columns(_shape.RowsTogether));
    }

    private readonly long Columns(int rows)
    {
        var rest = StageLength / StageHeight(rows) - _shape.RowLength(1);
        return rest < 0 ? 0 : (rest / _shape.ColumnLength + 1) / _shape.Pixels * _shape.Pixels;
    }

    /// <summary>Rows of sums for which the buffer holds the input, where its own rows have so many floats.</summary>
    private readonly int StageRows(int stageRow)
    {
        var rows = (StageLength / stageRow - StageHeight(1)) / _window.StrideHeight + 1;
        return (int)(rows / _shape.RowsTogether * _shape.RowsTogether);
    }

    /// <summary>Rows of the input that so many rows of sums read.</summary>
    private readonly long StageHeight(int rows) => (rows - 1L) * _window.StrideHeight + (_window.KernelHeight - 1L) * _window.DilationHeight + 1;

    private readonly int OutputAt(in TilePass pass, int row, int column) =>
        pass.Output + row / _shape.RowsTogether * _outputRow + column / _shape.RowsTogether * _shape.OutputStep * _shape.OutChannels;
}
