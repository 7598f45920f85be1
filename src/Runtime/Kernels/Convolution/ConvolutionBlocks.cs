using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Convolutions whose map of outputs is cut into blocks of some 90 pixels. A block's part of the input is read where it lies or, if windows reach past the border,
/// from a copy with zeros around it, so that every tile of six pixels is like any other; tiles run on from a row into the next. The products of a sum are cut into
/// segments whose weights stay in a near cache while all tiles of the block pass by; between them, sums wait in memory. Their order is that of
/// <see cref="ConvolutionRows{TActivation}"/>: to the bit the same results.
/// </summary>
internal unsafe partial struct ConvolutionBlocks<TActivation> where TActivation : struct, IActivation
{
    /// <summary>Pixels of a block at most: 16 tiles of six.</summary>
    private const int MostPixels = 96;

    /// <summary>Products of a segment at most: their weights for two blocks of 8 output channels take 72 KiB. Shorter ones cost more calls than nearer weights gain.</summary>
    private const int SegmentLength = 1152;

    /// <summary>
    /// Products of a sum that is begun, summed and finished at once: the weights of two blocks, 8 KiB, then stay in the first-level cache while the tiles pass by. Longer
    /// sums took up to a tenth longer so.
    /// </summary>
    private const int WholeLength = 128;

    /// <summary>Weights of pairs of blocks that are worked on together, tile by tile, so that whole pixels are written at once: 16 KiB.</summary>
    private const int WeightsAtHand = 4096;

    /// <summary>Blocks of a map whose weights are read too few times to come near by themselves.</summary>
    private const int FewBlocks = 2;

    /// <summary>Products of sums that take less time than what is around them.</summary>
    private const int ShortSum = 64;

    /// <summary>Columns of a map that is not cut by columns.</summary>
    private const int NarrowMap = 32;

    /// <summary>Columns of a block of a wider map.</summary>
    private const int WideColumns = 24;

    /// <summary>Blocks for each thread, so that none waits long for another; those of a map are cut by output channels, too, where they are fewer.</summary>
    private const int PartsPerThread = 4;

    /// <summary>So many offsets a tile may read past the last pixel's, its own six and the next six; they repeat it.</summary>
    private const int LargestTile = 12;

    private float* _x, _y, _filters, _filtersEnd, _bias, _scratch;
    private MapSize _xs, _ys;
    private Window _window;
    private TActivation _activation;
    private AddedMap _added;
    private nint _blockLength, _scratchLength;
    private int _groupIn, _groupOut, _blocksPerGroup, _pairsPerGroup, _pairs;
    private int _rowChunks, _columnChunks, _pairChunks, _pairsAtOnce;
    private bool _joined, _pixelwise, _threeBlocks;
    private ScratchParts _parts;

    /// <summary>
    /// The most elements of a block's input, whatever the size of the map, borders included: the product is largest for the longest blocks. Infinite or huge for
    /// windows that are.
    /// </summary>
    public static double LargestInput(in Window window, int channels)
    {
        var height = Math.Max((window.KernelHeight - 1d) * window.DilationHeight + 1, window.StrideHeight);
        var width = Math.Max((window.KernelWidth - 1d) * window.DilationWidth + 1, window.StrideWidth);
        var wide = height * ((MostPixels - 1d) * window.StrideWidth + width);
        var high = ((MostPixels - 1d) * window.StrideHeight + height) * width;
        return Math.Max(wide, high) * channels;
    }

    /// <summary>
    /// Whether it is faster than <see cref="ConvolutionRows{TActivation}"/>: not for a single pixel, whose weights are what takes time, nor for short sums of channels
    /// that do not fill pairs of blocks.
    /// </summary>
    public static bool Pays(ConvolutionWeights w, MapSize ys) =>
        (ys.Height > 1 || ys.Width > 1) && (w.FilterLength >= ShortSum || w.GroupOutChannels % (2 * Lanes.Count) == 0);

    /// <summary>Whether every window lies inside of the map.</summary>
    public static bool StaysInside(MapSize xs, in Window window, MapSize ys) =>
        window is { PadTop: 0, PadLeft: 0 }
        && (ys.Height - 1L) * window.StrideHeight + (window.KernelHeight - 1L) * window.DilationHeight < xs.Height
        && (ys.Width - 1L) * window.StrideWidth + (window.KernelWidth - 1L) * window.DilationWidth < xs.Width;

    /// <summary>The arguments have been checked; scratch memory is needed unless windows stay inside of the map.</summary>
    public static void Run(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, ReadOnlySpan<float> added,
        Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int scratchLength, int threads)
    {
        PixelRow.Join(ref xs, window, ref ys);
        var steps = (double)ys.Height * ys.Width * w.OutChannels * w.FilterLength / Lanes.Count;
        threads = Math.Min(WorkerPool.Threads(threads, steps), ScratchParts.Most);
        if (scratchLength > 0) threads = Math.Min(threads, scratch.Length / scratchLength);
        fixed (float* input = x, output = y, space = scratch, map = added)
        {
            var blocks = new ConvolutionBlocks<TActivation>
            {
                _x = input, _y = output, _filters = w.Filters, _bias = w.Bias, _scratch = space,
                _filtersEnd = w.Filters + w.BlockLength * w.BlocksPerGroup * w.Groups,
                _xs = xs, _ys = ys, _window = window, _activation = activation,
                _blockLength = (nint)w.BlockLength, _scratchLength = scratchLength, _groupIn = w.GroupInChannels, _groupOut = w.GroupOutChannels,
                _blocksPerGroup = w.BlocksPerGroup, _pairsPerGroup = (w.BlocksPerGroup + 1) / 2,
                _added = added.IsEmpty ? default : AddedMap.To(output, map),
                _joined = w.Groups == 1 && window.DilationWidth == 1,
                _parts = new(threads),
            };
            blocks._pairs = checked(blocks._pairsPerGroup * w.Groups);
            blocks.FindPixelTiles(w);
            blocks.Split(WorkerPool.Parts(threads, steps, PartsPerThread), threads);
            var chunks = blocks._rowChunks * blocks._columnChunks * blocks._pairChunks;
            WorkerPool.For(chunks, steps / chunks, threads, &RunChunks, Unsafe.AsPointer(ref blocks));
        }

        GC.KeepAlive(w);
    }

    /// <summary>
    /// Blocks as even as they can be: of whole rows if these are short, otherwise of few columns, so that those at the border, which are copied, are few and little
    /// larger than what they give. Where blocks are few, they are shared out by output channels too.
    /// </summary>
    private void Split(int parts, int threads)
    {
        var columns = Math.Max(MostPixels / _ys.Height, WideColumns);
        _columnChunks = _ys.Width <= Math.Max(columns, NarrowMap) ? 1 : (int)((_ys.Width + columns - 1L) / columns);
        var rows = MostPixels / ((_ys.Width + _columnChunks - 1) / _columnChunks);
        _rowChunks = (_ys.Height + rows - 1) / rows;
        var blocks = (long)_rowChunks * _columnChunks;
        if (blocks >= parts && _ys.Height == 1) _columnChunks = WorkerPool.Even(_columnChunks, threads);
        _pairChunks = blocks >= parts ? 1 : (int)Math.Min(_pairs, (parts + blocks - 1) / blocks);
        if (blocks < parts && blocks * _pairChunks % threads != 0) _pairChunks = Math.Min(_pairs, WorkerPool.Even(_pairChunks, threads));
        var products = (nint)_window.KernelHeight * _window.KernelWidth * _groupIn;
        _pairsAtOnce = products > SegmentLength ? 1 : (int)nint.Max(1, WeightsAtHand / (products * 2 * Lanes.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunChunks(void* context, int first, int end)
    {
        ref var blocks = ref Unsafe.AsRef<ConvolutionBlocks<TActivation>>(context);
        if (blocks.TryRunPixels(first, end)) return;
        var part = blocks._scratchLength == 0 ? 0 : blocks._parts.Take();
        for (var chunk = first; chunk < end; chunk++) blocks.RunChunk(chunk, blocks._scratch + part * blocks._scratchLength);
        if (blocks._scratchLength > 0) blocks._parts.Return(part);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunChunk(int chunk, float* scratch)
    {
        (chunk, var pairChunk) = Math.DivRem(chunk, _pairChunks);
        var (rowChunk, columnChunk) = Math.DivRem(chunk, _columnChunks);
        var block = new Block
        {
            FirstRow = Part(_ys.Height, rowChunk, _rowChunks), EndRow = Part(_ys.Height, rowChunk + 1, _rowChunks),
            FirstColumn = Column(columnChunk), EndColumn = Column(columnChunk + 1),
        };
        var (firstPair, endPair) = (Part(_pairs, pairChunk, _pairChunks), Part(_pairs, pairChunk + 1, _pairChunks));
        RunBlock(block, firstPair, endPair, scratch);
    }

    /// <summary>Where a chunk of columns begins: in a map of one row, with a whole tile.</summary>
    private readonly int Column(int chunk)
    {
        if (_ys.Height > 1) return Part(_ys.Width, chunk, _columnChunks);
        return (int)Math.Min(_ys.Width, (_ys.Width + WholeTile.Pixels - 1L) / WholeTile.Pixels * chunk / _columnChunks * WholeTile.Pixels);
    }

    private static int Part(int whole, int part, int parts) => (int)((long)whole * part / parts);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunBlock(Block block, int firstPair, int endPair, float* scratch)
    {
        if (_pixelwise && block.EndColumn - block.FirstColumn >= PixelTile.Pixels)
        {
            RunPixels(block.FirstColumn, block.EndColumn, firstPair, endPair);
            return;
        }

        var inputs = stackalloc nint[MostPixels + LargestTile];
        var outputs = stackalloc nint[MostPixels + LargestTile];
        var sums = stackalloc Vector256<float>[3 * (MostPixels + LargestTile)];
        PlaceInput(ref block, scratch);
        block.Inputs = inputs;
        block.Outputs = outputs;
        PlacePixels(ref block);
        for (var pair = firstPair; pair < endPair;)
        {
            var (group, index) = Math.DivRem(pair, _pairsPerGroup);
            var first = (nint)group * _blocksPerGroup + 2 * index;
            var pairs = Math.Min(Math.Min(_pairsAtOnce, endPair - pair), _pairsPerGroup - index);

            // A single block at the end of a group goes with the pair before it.
            if (2 * (index + pairs) == _blocksPerGroup - 1 && pair + pairs < endPair) pairs++;
            var panel = new Panel
            {
                Input = block.Input + (nint)group * _groupIn,
                Filters = _filters + first * _blockLength,
                Bias = _bias + first * Lanes.Count,
                Output = _y + (nint)group * _groupOut + 2 * index * Lanes.Count,
                Blocks = Math.Min(2 * pairs, _blocksPerGroup - 2 * index),
                Channels = _groupOut - 2 * index * Lanes.Count,
            };
            RunPanel(block, panel, sums);
            pair += pairs;
        }
    }

    /// <summary>The input of a block: in place, or a copy with zeros where it reaches past the border.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PlaceInput(ref Block block, float* scratch)
    {
        var top = (long)block.FirstRow * _window.StrideHeight - _window.PadTop;
        var left = (long)block.FirstColumn * _window.StrideWidth - _window.PadLeft;
        var bottom = (block.EndRow - 1L) * _window.StrideHeight - _window.PadTop + (_window.KernelHeight - 1L) * _window.DilationHeight + 1;
        var right = (block.EndColumn - 1L) * _window.StrideWidth - _window.PadLeft + (_window.KernelWidth - 1L) * _window.DilationWidth + 1;
        nint channels = _xs.Channels;
        if (top >= 0 && left >= 0 && bottom <= _xs.Height && right <= _xs.Width)
        {
            block.Input = _x + ((nint)top * _xs.Width + (nint)left) * channels;
            block.Row = _xs.Width * channels;
            return;
        }

        block.Input = scratch;
        block.Row = (nint)(right - left) * channels;
        var before = (nint)Math.Clamp(-left, 0, right - left) * channels;
        var after = (nint)Math.Clamp(right - _xs.Width, 0, right - left) * channels;
        for (var row = top; row < bottom; row++, scratch += block.Row)
        {
            var inside = block.Row - before - after;
            if (row < 0 || row >= _xs.Height || inside <= 0)
            {
                Clear(scratch, block.Row);
                continue;
            }

            Clear(scratch, before);
            var length = inside * sizeof(float);
            Buffer.MemoryCopy(_x + ((nint)row * _xs.Width + (nint)Math.Max(left, 0)) * channels, scratch + before, length, length);
            Clear(scratch + before + inside, after);
        }
    }

    private static void Clear(float* target, nint length) => System.Runtime.InteropServices.NativeMemory.Clear(target, (nuint)length * sizeof(float));

    /// <summary>Where the pixels' inputs and outputs lie, row by row; past the last, it is repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PlacePixels(ref Block block)
    {
        nint pixel = 0;
        for (nint row = block.FirstRow; row < block.EndRow; row++)
        {
            var input = (row - block.FirstRow) * _window.StrideHeight * block.Row;
            var output = (row * _ys.Width + block.FirstColumn) * _ys.Channels;
            for (var column = block.FirstColumn; column < block.EndColumn; column++)
            {
                block.Inputs[pixel] = input;
                block.Outputs[pixel++] = output;
                input += (nint)_window.StrideWidth * _xs.Channels;
                output += _ys.Channels;
            }
        }

        block.Pixels = (int)pixel;
        for (var more = 0; more < LargestTile; more++)
        {
            block.Inputs[pixel + more] = block.Inputs[pixel - 1];
            block.Outputs[pixel + more] = block.Outputs[pixel - 1];
        }
    }

    /// <summary>The sums of some blocks of output channels, segment by segment; more than three blocks only if there is but one segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunPanel(in Block block, in Panel panel, Vector256<float>* sums)
    {
        var taps = new TileTaps
        {
            RowInput = _window.DilationHeight * block.Row, RowWeights = (nint)_window.KernelWidth * _groupIn * Lanes.Count,
            RunInput = (nint)_window.DilationWidth * _xs.Channels, RunWeights = (nint)_groupIn * Lanes.Count,
            Block = _blockLength,
        };
        nint runs = _joined ? 1 : _window.KernelWidth;
        nint length = _joined ? (nint)_window.KernelWidth * _groupIn : _groupIn;
        var rowsAtOnce = nint.Max(1, SegmentLength / (runs * length));
        var runsAtOnce = nint.Clamp(SegmentLength / length, 1, runs);
        var pieces = (length + SegmentLength - 1) / SegmentLength;
        var isWhole = (nint)_window.KernelHeight * _window.KernelWidth * _groupIn <= WholeLength && (panel.Blocks & 1) == 0 && panel.Channels >= panel.Blocks * Lanes.Count;
        for (nint row = 0; row < _window.KernelHeight; row += rowsAtOnce)
        {
            taps.Rows = nint.Min(rowsAtOnce, _window.KernelHeight - row);
            for (nint run = 0; run < runs; run += runsAtOnce)
            {
                taps.Runs = nint.Min(runsAtOnce, runs - run);
                for (nint piece = 0; piece < pieces; piece++)
                {
                    var start = length * piece / pieces;
                    taps.RunLength = length * (piece + 1) / pieces - start;
                    var segment = new Segment
                    {
                        Taps = taps,
                        Input = panel.Input + row * taps.RowInput + run * taps.RunInput + start,
                        Filters = panel.Filters + row * taps.RowWeights + run * taps.RunWeights + start * Lanes.Count,
                        Continues = row + run + piece > 0,
                        IsLast = row + taps.Rows == _window.KernelHeight && run + taps.Runs == runs && piece == pieces - 1,
                    };
                    if (isWhole) RunWholeTiles(block, panel, segment);
                    else if ((panel.Blocks & 1) == 0) RunPairTiles(block, panel, segment, sums, panel.Blocks);
                    else if (panel.Blocks == 1) RunTiles(block, panel, segment, sums);
                    else
                    {
                        if (panel.Blocks > 3) RunPairTiles(block, panel, segment, sums, panel.Blocks - 3);
                        RunTripleTiles(block, panel, segment, sums);
                    }
                }
            }
        }
    }

    /// <summary>
    /// All products of pairs of blocks whose channels all exist. The last tile is moved back over the one before it. Weights that are needed next are fetched: in small
    /// maps few tiles share them, and those that waited for them took twice as long as the others together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunWholeTiles(in Block block, in Panel panel, in Segment segment)
    {
        var weights = panel.Blocks * _blockLength;
        var next = panel.Filters + weights;
        var part = nint.Min(weights, (nint)(_filtersEnd - next)) * WholeTile.Pixels / (block.Pixels + WholeTile.Pixels - 1);
        for (var first = 0; first < block.Pixels; first += WholeTile.Pixels, next += part)
        {
            var start = Math.Max(Math.Min(first, block.Pixels - WholeTile.Pixels), 0);
            WholeTile.Run(
                segment.Taps, segment.Input, block.Inputs + start, segment.Filters, panel.Blocks / 2, panel.Bias, _activation, _added, panel.Output,
                block.Outputs + start, first - start, Math.Min(block.Pixels - start, WholeTile.Pixels));
            Prefetch.Lines(next, part);
        }
    }

    /// <summary>
    /// A segment of pairs of blocks: tiles of at least 4 pixels and at most 6, or 12 where vectors are wide, as even as they can be. In small maps, each fetches its share of the weights of the
    /// segment that follows, while it sums.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunPairTiles(in Block block, in Panel panel, in Segment segment, Vector256<float>* sums, int blocks)
    {
        var most = WideTile.IsSupported ? WideTile.MostPixels : WholeTile.Pixels;
        var tiles = (block.Pixels + most - 1) / most;
        var first = 0;
        var weights = segment.Taps.Rows * segment.Taps.Runs * segment.Taps.RunLength * Lanes.Count;
        var next = segment.IsLast ? panel.Filters + panel.Blocks * _blockLength : segment.Filters + weights;
        var share = _rowChunks * _columnChunks > FewBlocks ? 0 : nint.Min(weights, (nint)(_filtersEnd - next)) / tiles;
        var taps = segment.Taps;
        taps.NextStep = (share * Lanes.Count + weights - 1) / weights;
        for (var tile = 1; tile <= tiles; tile++)
        {
            var end = block.Pixels * tile / tiles;
            var pixels = Math.Max(end - first, WideTile.LeastPixels);

            // Past the last weights nothing may be mapped, and to find that out takes time again and again.
            taps.Next = share > 0 ? next : segment.Filters;
            for (var pair = 0; pair < blocks; pair += 2)
            {
                var filters = segment.Filters + pair * _blockLength;
                var bias = panel.Bias + pair * Lanes.Count;
                if (WideTile.IsSupported) WideTile.Sum(pixels, taps, segment.Input, block.Inputs + first, filters, bias, sums, segment.Continues);
                else if (pixels == 6) ConvolutionTile.Sum6x2(taps, segment.Input, block.Inputs + first, filters, bias, sums, segment.Continues);
                else if (pixels == 5) ConvolutionTile.Sum5x2(taps, segment.Input, block.Inputs + first, filters, bias, sums, segment.Continues);
                else ConvolutionTile.Sum4x2(taps, segment.Input, block.Inputs + first, filters, bias, sums, segment.Continues);
                if (segment.IsLast) Finish(panel, pair, 2, block.Outputs + first, end - first, sums);
            }

            next += share;
            sums += 2 * most;
            first = end;
        }
    }

    /// <summary>A segment of the last three blocks of a group: tiles of 4 pixels, which loads do not hold up as they do those of a single block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunTripleTiles(in Block block, in Panel panel, in Segment segment, Vector256<float>* sums)
    {
        var index = panel.Blocks - 3;
        var filters = segment.Filters + index * _blockLength;
        var bias = panel.Bias + index * Lanes.Count;
        for (var first = 0; first < block.Pixels; first += 4)
        {
            ConvolutionTile.Sum4x3(segment.Taps, segment.Input, block.Inputs + first, filters, bias, sums, segment.Continues);
            if (segment.IsLast) Finish(panel, index, 3, block.Outputs + first, Math.Min(4, block.Pixels - first), sums);
            sums += 12;
        }
    }

    /// <summary>A segment of a group's only block: tiles of 8 or 4 pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunTiles(in Block block, in Panel panel, in Segment segment, Vector256<float>* sums)
    {
        for (var first = 0; first < block.Pixels; first += 8)
        {
            var pixels = block.Pixels - first <= 4 ? 4 : 8;
            if (pixels == 8) ConvolutionTile.Sum8x1(segment.Taps, segment.Input, block.Inputs + first, segment.Filters, panel.Bias, sums, segment.Continues);
            else ConvolutionTile.Sum4x1(segment.Taps, segment.Input, block.Inputs + first, segment.Filters, panel.Bias, sums, segment.Continues);
            if (segment.IsLast) Finish(panel, 0, 1, block.Outputs + first, Math.Min(pixels, block.Pixels - first), sums);
            sums += 8;
        }
    }

    /// <summary>What is added, activation, and the channels that exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Finish(in Panel panel, int firstBlock, int blocks, nint* outputs, int pixels, Vector256<float>* sums)
    {
        var channel = (nint)firstBlock * Lanes.Count;
        if (panel.Channels < channel + blocks * Lanes.Count)
        {
            FinishPart(panel, channel, blocks, outputs, pixels, sums);
            return;
        }

        if (blocks != 2)
        {
            FinishWhole(panel, channel, blocks, outputs, pixels, sums);
            return;
        }

        var (activation, added) = (_activation, _added);
        for (var pixel = 0; pixel < pixels; pixel++, sums += 2)
        {
            var output = panel.Output + channel + outputs[pixel];
            activation.Invoke(added.AddTo(sums[0], output)).Store(output);
            activation.Invoke(added.AddTo(sums[1], output + Lanes.Count)).Store(output + Lanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void FinishWhole(in Panel panel, nint firstChannel, int blocks, nint* outputs, int pixels, Vector256<float>* sums)
    {
        var (activation, added) = (_activation, _added);
        var end = firstChannel + blocks * Lanes.Count;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var output = panel.Output + outputs[pixel];
            for (var channel = firstChannel; channel < end; channel += Lanes.Count)
            {
                activation.Invoke(added.AddTo(*sums++, output + channel)).Store(output + channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void FinishPart(in Panel panel, nint firstChannel, int blocks, nint* outputs, int pixels, Vector256<float>* sums)
    {
        var (activation, added) = (_activation, _added);
        nint channels = _ys.Channels;
        var end = firstChannel + blocks * Lanes.Count;

        // Pixels whose channels are all here, side by side: what a whole vector writes past its pixel is written by those after it. Only the last are stored in parts.
        // One loop for both, with a choice in it, took up to a tenth longer.
        var isRun = panel.Channels == channels && firstChannel == 0 && !added.Exists && outputs[pixels - 1] - outputs[0] == (pixels - 1) * channels;
        var first = 0;
        for (; isRun && (pixels - first) * channels >= end; first++)
        {
            var output = panel.Output + outputs[first];
            for (nint channel = 0; channel < end; channel += Lanes.Count) activation.Invoke(*sums++).Store(output + channel);
        }

        for (var pixel = first; pixel < pixels; pixel++)
        {
            var output = panel.Output + outputs[pixel];
            for (var channel = firstChannel; channel < end; channel += Lanes.Count)
            {
                var sum = added.AddTo(*sums++, output + channel, panel.Channels - channel);
                Lanes.Store(activation.Invoke(sum), output + channel, panel.Channels - channel);
            }
        }
    }

    /// <summary>Products of the sums that are added at once.</summary>
    private struct Segment
    {
        /// <summary>Its taps.</summary>
        public TileTaps Taps;

        /// <summary>The first product's input for the first output of the block.</summary>
        public float* Input;

        /// <summary>The first product's weight for the first output channel of the panel.</summary>
        public float* Filters;

        /// <summary>Whether there were segments before.</summary>
        public bool Continues;

        /// <summary>Whether there will be no others.</summary>
        public bool IsLast;
    }

    /// <summary>A rectangle of outputs.</summary>
    private struct Block
    {
        public int FirstRow, EndRow, FirstColumn, EndColumn;

        /// <summary>How many outputs.</summary>
        public int Pixels;

        /// <summary>The first output's first tap.</summary>
        public float* Input;

        /// <summary>From a row of the input to the next.</summary>
        public nint Row;

        /// <summary>The pixels' offsets in the input and the output.</summary>
        public nint* Inputs, Outputs;
    }

    /// <summary>Blocks of output channels of a group.</summary>
    private struct Panel
    {
        /// <summary>The group's first channel at the first output's first tap.</summary>
        public float* Input;

        /// <summary>The first block's weights.</summary>
        public float* Filters;

        /// <summary>The first block's biases.</summary>
        public float* Bias;

        /// <summary>The first block's first channel at the output's first pixel.</summary>
        public float* Output;

        /// <summary>How many; all but the last pair by pair.</summary>
        public int Blocks;

        /// <summary>Channels of the group from the first block on.</summary>
        public int Channels;
    }
}
