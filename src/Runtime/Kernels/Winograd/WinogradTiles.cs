using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The map of outputs, cut into tiles of 4×4 or 2×2. A group of tiles is transformed, multiplied point by point with the filters, and transformed back. Threads take
/// a group each; where there are few groups, they go through them together, and share out the tiles of the first step and the output channels of the others.
/// </summary>
internal unsafe struct WinogradTiles<TTransform, TActivation>
    where TTransform : struct, IWinogradTransform
    where TActivation : struct, IActivation
{
    private const int Pair = WinogradWeights.Pair;

    /// <summary>Groups for each thread, so that all are busy to the end, and the fewest tiles of a group that are worth reading the filters for.</summary>
    private const int GroupsPerThread = 6, FewestTiles = 16;

    /// <summary>Pairs of channels whose filters are near: each thread may read them for a few tiles, of which there are to be so many.</summary>
    private const int NearFilters = 256 * 256, FewestTilesNear = 8;

    /// <summary>Parts of the output channels for each thread: every part reads all of a group's transformed inputs.</summary>
    private const int PartsPerThread = 8;

    /// <summary>Elements of maps, 2 MiB, that are near enough without being fetched.</summary>
    private const int NearMaps = 1 << 19;

    private float* _x, _y, _filters, _bias, _scratch;
    private MapSize _xs, _ys;
    private TActivation _activation;
    private AddedMap _added;
    private nint _pointLength, _scratchLength, _tileLength, _inputPoint, _productPoint;

    /// <summary>Of a group of channels.</summary>
    private int _inputs, _outputs, _pairsPerGroup;

    private int _top, _left, _pairs;
    private bool _pooled;

    /// <summary>Rows and columns that a tile stores: as many as it computes, or half of them where it stores the largest of each 2×2.</summary>
    private int _side;

    private int _tileColumns, _tiles, _groups, _parts, _capacity;
    private int _group;
    private ScratchParts _parallelScratch;

    private static int OutputSize
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default(TTransform).OutputSize;
    }

    private static int TileSize
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default(TTransform).OutputSize + default(TTransform).KernelSize - 1;
    }

    private static int Points
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TileSize * TileSize;
    }

    // The transforms of large tiles multiply roundings most: half as long sums took a quarter off the error in a simulation, and a few hundredths longer.
    private static int ChannelsAtOnce
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TileSize > 6 ? WinogradProducts.MostAtOnce / 2 : WinogradProducts.MostAtOnce;
    }

    /// <summary>Runs; everything has been checked.</summary>
    public static void Run(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, bool pooled, ReadOnlySpan<float> added, Span<float> y, MapSize ys, TActivation activation,
        Span<float> scratch, int threads)
    {
        var tilesAtOnce = WinogradConvolution.TilesAtOnce(w);
        var side = pooled ? OutputSize / 2 : OutputSize;
        fixed (float* input = x, output = y, space = scratch, map = added)
        {
            var tiles = new WinogradTiles<TTransform, TActivation>
            {
                _x = input, _y = output, _filters = w.Filters, _bias = w.Bias, _scratch = space,
                _xs = xs, _ys = ys, _activation = activation, _pointLength = (nint)w.PointLength, _scratchLength = WinogradConvolution.ScratchLength(w),
                _inputs = w.GroupInChannels, _outputs = w.GroupOutChannels, _pairsPerGroup = w.PairsPerGroup,
                _top = window.PadTop, _left = window.PadLeft, _pairs = w.PairsPerGroup * w.Groups,
                _added = added.IsEmpty ? default : AddedMap.To(output, map),
                _pooled = pooled, _side = side,
                _tileColumns = (ys.Width + side - 1) / side,
                _capacity = tilesAtOnce,
                _tileLength = WinogradConvolution.TileLength(xs.Channels),
                _inputPoint = WinogradConvolution.InputPointLength(xs.Channels, tilesAtOnce),
                _productPoint = WinogradConvolution.ProductPointLength(w.PairsPerGroup * w.Groups, tilesAtOnce),
                _parallelScratch = new(threads),
            };
            tiles._tiles = checked(tiles._tileColumns * ((ys.Height + side - 1) / side));
            tiles._groups = (tiles._tiles + tilesAtOnce - 1) / tilesAtOnce;
            var fewest = w.GroupInChannels * (long)w.OutChannels <= NearFilters ? FewestTilesNear : FewestTiles * GroupsPerThread;
            if (threads == 1 || tiles._tiles / threads >= fewest) tiles.RunApart(threads);
            else tiles.RunTogether(threads);
        }
    }

    /// <summary>Elementary steps of a tile: its products, which are most of its work.</summary>
    private readonly double StepsPerTile => (double)Points * _inputs * _pairs * Pair / Lanes.Count;

    private void RunApart(int threads)
    {
        // As many for each thread.
        var groups = Math.Max(_groups, Math.Min(GroupsPerThread * threads, _tiles / FewestTiles));
        if (threads > 1) _groups = Math.Min(_tiles, (groups + threads - 1) / threads * threads);
        WorkerPool.For(_groups, StepsPerTile * _tiles / _groups, threads, &RunGroups, Unsafe.AsPointer(ref this));
    }

    private void RunTogether(int threads)
    {
        _parts = Math.Min(_pairs, PartsPerThread * threads);
        for (_group = 0; _group < _groups; _group++)
        {
            var tiles = GroupStart(_group + 1) - GroupStart(_group);
            WorkerPool.For(tiles, (double)Points * _xs.Channels / 2, threads, &TransformTiles, Unsafe.AsPointer(ref this));
            WorkerPool.For(_parts, StepsPerTile * tiles / _parts, threads, &MultiplyParts, Unsafe.AsPointer(ref this));
        }
    }

    private readonly int GroupStart(int group) => Part(_tiles, group, _groups);

    private static void RunGroups(void* context, int first, int end)
    {
        ref var tiles = ref Unsafe.AsRef<WinogradTiles<TTransform, TActivation>>(context);
        var slot = tiles._parallelScratch.Take();
        var inputs = tiles._scratch + slot * tiles._scratchLength;
        for (var group = first; group < end; group++)
        {
            var (tile, count) = (tiles.GroupStart(group), tiles.GroupStart(group + 1) - tiles.GroupStart(group));
            var next = group + 1 < end ? tiles.GroupStart(group + 2) - tile - count : 0;
            tiles.TransformInputs(tile, 0, count, inputs);
            tiles.MultiplyAndTransform(tile, count, next, isAlone: true, 0, tiles._pairs, inputs, tiles.Products(slot));
        }

        tiles._parallelScratch.Return(slot);
    }

    /// <summary>The first step of tiles of the group that is at hand.</summary>
    private static void TransformTiles(void* context, int first, int end)
    {
        ref var tiles = ref Unsafe.AsRef<WinogradTiles<TTransform, TActivation>>(context);
        tiles.TransformInputs(tiles.GroupStart(tiles._group), first, end, tiles._scratch);
    }

    /// <summary>The other steps, for parts of the output channels, of the whole group that is at hand.</summary>
    private static void MultiplyParts(void* context, int first, int end)
    {
        ref var tiles = ref Unsafe.AsRef<WinogradTiles<TTransform, TActivation>>(context);
        var (tile, count) = (tiles.GroupStart(tiles._group), tiles.GroupStart(tiles._group + 1) - tiles.GroupStart(tiles._group));
        var slot = tiles._parallelScratch.Take();
        var (firstPair, endPair) = (Part(tiles._pairs, first, tiles._parts), Part(tiles._pairs, end, tiles._parts));
        tiles.MultiplyAndTransform(tile, count, next: 0, isAlone: false, firstPair, endPair, tiles._scratch, tiles.Products(slot));
        tiles._parallelScratch.Return(slot);
    }

    private readonly float* Products(int slot) => _scratch + slot * _scratchLength + Points * _inputPoint;

    /// <summary>The second and the third step for some output channels, as many at a time as there is memory for.</summary>
    private readonly void MultiplyAndTransform(int tile, int count, int next, bool isAlone, int firstPair, int endPair, float* inputs, float* products)
    {
        for (var pair = firstPair; pair < endPair; pair += WinogradConvolution.PairsAtOnce)
        {
            var end = Math.Min(endPair, pair + WinogradConvolution.PairsAtOnce);
            Multiply(tile, count, next, isAlone, pair, end, inputs, products);
            TransformOutputs(tile, count, pair, end, products);
        }
    }

    private static int Part(int whole, int part, int parts) => (int)((long)whole * part / parts);

    /// <summary>Fills [point][tile][channel] for some tiles of a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void TransformInputs(int group, int first, int end, float* inputs)
    {
        var channels = (nint)_xs.Channels;
        var point = _inputPoint;
        var border = stackalloc Vector256<float>[Points];
        var half = stackalloc Vector256<float>[Points];
        var (tileRow, tileColumn) = Math.DivRem(group + first, _tileColumns);
        for (var tile = first; tile < end; tile++, tileColumn++)
        {
            if (tileColumn == _tileColumns) (tileRow, tileColumn) = (tileRow + 1, 0);
            var (row, column) = (tileRow * OutputSize - _top, tileColumn * OutputSize - _left);
            var inside = row >= 0 && column >= 0 && row + TileSize <= _xs.Height && column + TileSize <= _xs.Width;
            var output = inputs + tile * _tileLength;
            for (nint channel = 0; channel < channels; channel += Lanes.Count)
            {
                var (source, pixel, line) = inside
                    ? ((nint)(_x + ((nint)row * _xs.Width + column) * channels + channel), channels, _xs.Width * channels)
                    : ((nint)border, Lanes.Count, TileSize * Lanes.Count);
                if (!inside) CopyBorder(row, column, channel, border);
                default(TTransform).Input((float*)source, pixel, line, output + channel, point, half);
            }
        }
    }

    /// <summary>A tile that lies partly outside of the map, with zeros there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void CopyBorder(int row, int column, nint channel, Vector256<float>* border)
    {
        for (var i = 0; i < TileSize; i++)
        {
            for (var j = 0; j < TileSize; j++)
            {
                var isInside = (uint)(row + i) < (uint)_xs.Height && (uint)(column + j) < (uint)_xs.Width;
                border[i * TileSize + j] =
                    isInside ? Vector256.Load(_x + ((nint)(row + i) * _xs.Width + column + j) * _xs.Channels + channel) : default;
            }
        }
    }

    /// <summary>Fills [point][pair of blocks][tile][16].</summary>
    /// <param name="tile">The group's first tile.</param>
    /// <param name="count">Tiles of the group.</param>
    /// <param name="next">Tiles of the group after it, whose inputs are fetched meanwhile.</param>
    /// <param name="isAlone">Whether no other thread works on the group.</param>
    /// <param name="firstPair">The first pair of blocks.</param>
    /// <param name="endPair">After the last.</param>
    /// <param name="inputs">[point][tile][channel].</param>
    /// <param name="products">Receives the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(int tile, int count, int next, bool isAlone, int firstPair, int endPair, float* inputs, float* products)
    {
        var channels = (nint)_inputs;

        // A tile's first columns are the last of the one before.
        var inputRows = new TileFetch(_x, _xs, _tileColumns, OutputSize, TileSize, -_top, TileSize - OutputSize - _left);
        var outputRows = new TileFetch(_y, _ys, _tileColumns, _side, _side, 0, 0);
        var fetches = isAlone && firstPair == 0 && (long)_xs.Length + _ys.Length > NearMaps;
        var rows = fetches ? inputRows.Begin(tile + count, next) + outputRows.Begin(tile, count) : 0;
        var (calls, owed) = (Points * (endPair - firstPair), 0);
        var skip = _pointLength - (endPair - firstPair) * channels * Pair;
        for (var point = 0; point < Points; point++)
        {
            var input = inputs + point * _inputPoint;
            var end = _filters + point * _pointLength + endPair * channels * Pair;
            for (var pair = firstPair; pair < endPair; pair++)
            {
                var filters = _filters + point * _pointLength + pair * channels * Pair;
                var sums = products + point * _productPoint + (nint)(pair - firstPair) * _capacity * Pair;
                WinogradProducts.Sum(input + pair / _pairsPerGroup * channels, _tileLength, count, filters, channels, ChannelsAtOnce, sums, end, skip);
                for (owed += rows; owed >= calls; owed -= calls)
                {
                    if (!inputRows.Next()) outputRows.Next();
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void TransformOutputs(int first, int count, int firstPair, int endPair, float* products)
    {
        var channels = (nint)_ys.Channels;
        var point = _productPoint;
        var border = stackalloc Vector256<float>[OutputSize * OutputSize];
        var addedBorder = stackalloc Vector256<float>[OutputSize * OutputSize];
        var half = stackalloc Vector256<float>[TileSize * OutputSize];
        var (firstGroup, firstOfGroup) = Math.DivRem(firstPair, _pairsPerGroup);
        var (tileRow, tileColumn) = Math.DivRem(first, _tileColumns);
        for (var tile = 0; tile < count; tile++, tileColumn++)
        {
            if (tileColumn == _tileColumns) (tileRow, tileColumn) = (tileRow + 1, 0);
            var (row, column) = (tileRow * _side, tileColumn * _side);
            var inside = row + _side <= _ys.Height && column + _side <= _ys.Width;
            var output = _y + ((nint)row * _ys.Width + column) * channels;
            var (group, pairOfGroup) = (firstGroup, firstOfGroup);
            for (var pair = firstPair; pair < endPair; pair++)
            {
                // A group's last pair may have but one block.
                var channel = group * _outputs + pairOfGroup * Pair;
                var end = Math.Min(channel + Pair, (group + 1) * _outputs);
                if (++pairOfGroup == _pairsPerGroup) (group, pairOfGroup) = (group + 1, 0);
                var product = products + ((nint)(pair - firstPair) * _capacity + tile) * Pair;
                var bias = _bias + (nint)pair * Pair;
                for (; channel < end; channel += Lanes.Count, product += Lanes.Count, bias += Lanes.Count)
                {
                    var (target, pixel, line) = inside
                        ? ((nint)(output + channel), channels, _ys.Width * channels)
                        : ((nint)border, Lanes.Count, _side * Lanes.Count);
                    var added = !_added.Exists ? null : inside ? _added.At(output + channel) : AddedBorder(addedBorder, row, column, output + channel);
                    if (_pooled) default(TTransform).PooledOutput(product, point, bias, _activation, (float*)target, pixel, line, half);
                    else default(TTransform).Output(product, point, bias, _activation, added, (float*)target, pixel, line, half);
                    if (!inside) StoreBorder(border, row, column, output + channel);
                }
            }
        }
    }

    /// <summary>What is added to a tile that lies partly outside of the map: what StoreBorder will store, and whatever was there before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float* AddedBorder(Vector256<float>* border, int row, int column, float* output)
    {
        for (var i = 0; i < Math.Min(OutputSize, _ys.Height - row); i++)
        {
            for (var j = 0; j < Math.Min(OutputSize, _ys.Width - column); j++)
            {
                border[i * OutputSize + j] = Vector256.Load(_added.At(output + ((nint)i * _ys.Width + j) * _ys.Channels));
            }
        }

        return (float*)border;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void StoreBorder(Vector256<float>* border, int row, int column, float* output)
    {
        for (var i = 0; i < Math.Min(_side, _ys.Height - row); i++)
        {
            for (var j = 0; j < Math.Min(_side, _ys.Width - column); j++)
            {
                border[i * _side + j].Store(output + ((nint)i * _ys.Width + j) * _ys.Channels);
            }
        }
    }
}
