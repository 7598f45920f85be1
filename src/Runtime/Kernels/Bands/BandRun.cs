using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One run of a <see cref="BandChain"/>. The last map's rows are shared out among the threads. Where rows are so long that scratch memory does not hold a few of each map, they
/// are cut by columns too: parts of rows are then copied from the input, and to the output. What two parts both need of the maps between is computed for each.
/// </summary>
internal unsafe struct BandRun
{
    /// <summary>Rows of the output in a part, at least: each computes some rows again that the one before it has.</summary>
    private const int RowsPerPart = 12;

    /// <summary>Parts for each thread, so that none waits long for another.</summary>
    private const int PartsPerThread = 4;

    /// <summary>Rows of the output in a band, at least, unless columns are few.</summary>
    private const int FewestRows = 2;

    private const int FewestColumns = 16;

    private BandChain _chain;
    private BandSizes _sizes;
    private float* _x, _y, _added, _scratch;
    private int _columnTiles, _band, _parts;
    private ScratchParts _free;

    private readonly int Last => _chain.Stages.Length;

    private readonly bool IsTiled => _columnTiles > 1;

    public static void Run(BandChain chain, ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> added, Span<float> y, MapSize ys, Span<float> scratch, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Apart(x, scratch);
        Guard.Apart(y, scratch);
        Guard.Positive(threads, nameof(threads));
        Guard.Equal(xs.Channels, chain.Stages[0].InChannels, "The number of input channels", nameof(xs));
        if (scratch.Length < BandChain.ScratchLength) throw new ArgumentException($"The scratch memory needs {BandChain.ScratchLength} values for each thread, but the span has {scratch.Length}.", nameof(scratch));
        var run = new BandRun { _chain = chain };
        var steps = run._sizes.Set(chain.Stages, xs);
        if (run._sizes[chain.Stages.Length].Size != ys) throw new ArgumentException($"The layers give {run._sizes[chain.Stages.Length].Size}, not {ys}.", nameof(ys));
        threads = (int)Math.Min(Math.Min(WorkerPool.Threads(threads, steps), ScratchParts.Most), scratch.Length / BandChain.ScratchLength);
        fixed (float* input = x, output = y, space = scratch, map = added)
        {
            run._x = input;
            run._y = output;
            run._scratch = space;
            run._added = map;
            run._free = new(threads);
            run.Split(threads);
            WorkerPool.For(run._parts, steps / run._parts, threads, &RunParts, Unsafe.AsPointer(ref run));
        }
    }

    /// <summary>The fewest tiles of columns for which scratch memory holds a few rows of each map, and as many rows as it holds.</summary>
    private void Split(int threads)
    {
        var ys = _sizes[Last].Size;
        _parts = threads == 1 ? 1 : Math.Clamp(ys.Height / RowsPerPart / threads * threads, 1, threads * PartsPerThread);
        var most = (ys.Height + _parts - 1) / _parts;
        for (_columnTiles = 1; ; _columnTiles++)
        {
            var columns = (ys.Width + _columnTiles - 1) / _columnTiles;
            _band = Fitting(columns, most);
            if (_band >= Math.Min(FewestRows, most) || (_band > 0 && columns <= FewestColumns)) return;
            if (columns == 1) throw new ArgumentException($"Scratch memory does not hold what a single output reads of {_sizes[0].Size}.", "scratch");
        }
    }

    /// <summary>The most rows of a band so many columns wide; 0 if there is no room for one.</summary>
    private readonly int Fitting(int columns, int most)
    {
        if (_sizes.Room(Last, 1, columns, IsTiled) > BandChain.ScratchLength) return 0;
        var (fits, exceeds) = (1, most + 1);
        while (exceeds - fits > 1)
        {
            var rows = fits + (exceeds - fits) / 2;
            if (_sizes.Room(Last, rows, columns, IsTiled) <= BandChain.ScratchLength) fits = rows;
            else exceeds = rows;
        }

        // Kernels go through pairs of rows.
        return fits > 1 && fits < most ? fits & ~1 : fits;
    }

    private static void RunParts(void* context, int first, int end)
    {
        ref var run = ref Unsafe.AsRef<BandRun>(context);
        var part = run._free.Take();
        try
        {
            run.RunRows(run.Row(first), run.Row(end), run._scratch + (nint)part * BandChain.ScratchLength);
        }
        finally
        {
            run._free.Return(part);
        }
    }

    private readonly int Row(int part) => (int)((long)_sizes[Last].Size.Height * part / _parts);

    private readonly void RunRows(int first, int end, float* scratch)
    {
        // A copy: each part has its own rows of the maps.
        var maps = _sizes;
        var width = maps[Last].Size.Width;
        for (var tile = 0; tile < _columnTiles; tile++)
        {
            maps.Place(Last, (int)((long)width * tile / _columnTiles), (int)((long)width * (tile + 1) / _columnTiles), _band, IsTiled, scratch);
            for (var row = first; row < end; row += _band) Produce(ref maps, Last, row, Math.Min(row + _band, end));
        }
    }

    /// <summary>Sees to it that some rows of a map are there: those at hand stay, and the rows before them go.</summary>
    private readonly void Produce(ref BandSizes maps, int index, int first, int end)
    {
        ref var map = ref maps[index];
        if (index == 0 && !IsTiled) return;
        map.Keep(first);
        var next = Math.Max(map.End, first);
        if (next >= end) return;
        if (index == 0)
        {
            map.Gather(_x, next, end);
            map.End = end;
            return;
        }

        var (top, bottom) = maps.RowsBefore(index, next, end);
        Produce(ref maps, index - 1, top, bottom);
        ref var before = ref maps[index - 1];
        var input = index == 1 && !IsTiled ? _x + (nint)top * before.Row : before.At(top);
        var output = index == Last && !IsTiled ? _y + (nint)next * map.Row : map.At(next);
        var length = (end - next) * map.Row;
        var added = default(ReadOnlySpan<float>);
        if (index == Last && _added != null)
        {
            if (IsTiled) map.Gather(_added, next, end);
            added = new(IsTiled ? output : _added + (nint)next * map.Row, length);
        }

        _chain.Stages[index - 1].Run(
            new(input, (bottom - top) * before.Row), before.Rows(bottom - top), maps.WindowOf(index, next, top), added, new(output, length), map.Rows(end - next));
        map.End = end;
        if (index == Last && IsTiled) map.Scatter(_y, next, end);
    }
}
