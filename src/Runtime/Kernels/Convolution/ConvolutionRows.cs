using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Transposed convolutions, and convolutions for which <see cref="ConvolutionBlocks{TActivation}"/> is not made: the map of outputs is cut into chunks for the threads, and their rows into tiles for
/// <see cref="ConvolutionTile"/>. Along a row, every <see cref="_phases"/>-th output is met by the same taps, and their inputs are
/// <see cref="_step"/> columns apart: a convolution has one phase; a transposed one has as many as its stride, and a step of 1.
/// </summary>
internal unsafe struct ConvolutionRows<TActivation> where TActivation : struct, IActivation
{
    /// <summary>Parts for each thread: they differ in what they take, since taps outside of the map are left out, and none is to wait long for another.</summary>
    private const int PartsPerThread = 16;

    /// <summary>Of those parts, as few panels of output channels are enough: panels of fewer blocks take longer.</summary>
    private const int PartsPerPanel = 4;

    /// <summary>Blocks of 8 output channels that are worked on together, and the fewest where that gives each thread some work.</summary>
    private const int MostPanelBlocks = 8, FewestPanelBlocks = 4;

    /// <summary>Columns from which a part of a row is worth its while: several tiles.</summary>
    private const int ColumnsPerPart = 48;

    /// <summary>What an output of 8 channels costs besides its products, in products: its tile's begin and end, and the activation.</summary>
    private const int StepsPerOutput = 16;

    private const int LargestTile = 12;

    /// <summary>
    /// Weights of a panel that stay in the first-level cache, 16 KiB: all of its blocks are then done tile by tile, so that whole pixels are written at once.
    /// </summary>
    private const int WeightsAtHand = 4096;

    private float* _x, _y, _filters, _bias;
    private MapSize _xs, _ys;
    private Window _window;
    private TActivation _activation;
    private AddedMap _added;
    private nint _blockLength;
    private int _groupIn, _groupOut, _blocksPerGroup, _panelBlocks, _panelsPerGroup, _panels;
    private int _phases, _step;
    private int _columnParts, _mapParts, _panelParts;
    private bool _transposed;

    /// <summary>The arguments have been checked.</summary>
    public static void Run(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, bool transposed, ReadOnlySpan<float> added,
        Span<float> y, MapSize ys, TActivation activation, int threads)
    {
        fixed (float* input = x, output = y, map = added)
        {
            var rows = new ConvolutionRows<TActivation>
            {
                _x = input, _y = output, _filters = w.Filters, _bias = w.Bias,
                _xs = xs, _ys = ys, _window = window, _activation = activation, _transposed = transposed,
                _blockLength = (nint)w.BlockLength, _groupIn = w.GroupInChannels, _groupOut = w.GroupOutChannels,
                _blocksPerGroup = w.BlocksPerGroup,
                _added = added.IsEmpty ? default : AddedMap.To(output, map),
                _phases = transposed ? window.StrideWidth : 1, _step = transposed ? 1 : window.StrideWidth,
            };
            PixelRow.Join(ref rows._xs, window, ref rows._ys);
            var steps = (double)ys.Height * ys.Width * w.Groups * w.BlocksPerGroup * (w.FilterLength + StepsPerOutput);
            threads = WorkerPool.Threads(threads, steps);
            rows.Split(threads, WorkerPool.Parts(threads, steps, PartsPerThread), w.Groups, weightsFirst: w.Bytes / sizeof(float) > x.Length);
            var parts = rows._mapParts * rows._panelParts;
            WorkerPool.For(parts, steps / parts, threads, &RunParts, Unsafe.AsPointer(ref rows));
        }

        GC.KeepAlive(w);
    }

    /// <summary>The checks at the door of convolutions.</summary>
    public static void Check(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, ReadOnlySpan<float> y, MapSize ys, int threads)
    {
        CheckJoined(x, xs, w, window, y, ys, threads);
        Guard.Equal(ys.Channels, w.OutChannels, "The number of output channels", nameof(ys));
    }

    /// <summary>The same, but for the channels of the output, which may be some of a map's: those of a pixel are as far apart as the map's are many.</summary>
    public static void CheckJoined(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, ReadOnlySpan<float> y, MapSize ys, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Window(window);
        Guard.Positive(threads, nameof(threads));
        ArgumentNullException.ThrowIfNull(w);
        Guard.Equal(xs.Channels, w.InChannels, "The number of input channels", nameof(xs));
        Guard.Equal(window.KernelHeight, w.KernelHeight, "The kernel height", nameof(window));
        Guard.Equal(window.KernelWidth, w.KernelWidth, "The kernel width", nameof(window));
    }

    /// <summary>
    /// So many parts: of the output channels if the weights are what memory has to deliver, otherwise of the map; of both where one does not
    /// give enough.
    /// </summary>
    private void Split(int threads, int target, int groups, bool weightsFirst)
    {
        var panels = Math.Max(threads, target / PartsPerPanel);
        _panelBlocks = MostPanelBlocks;
        while (weightsFirst && _panelBlocks > FewestPanelBlocks && groups * (_blocksPerGroup / _panelBlocks) < panels) _panelBlocks /= 2;
        _panelsPerGroup = (_blocksPerGroup + _panelBlocks - 1) / _panelBlocks;
        _panels = checked(_panelsPerGroup * groups);
        _columnParts = Math.Min(1 + _ys.Width / ColumnsPerPart, Share(target, _ys.Height));
        var units = _ys.Height * _columnParts;
        _mapParts = weightsFirst ? Math.Min(units, Share(target, _panels)) : units;
        _panelParts = weightsFirst ? _panels : Math.Min(_panels, Share(target, units));

        static int Share(int target, int parts) => (target + parts - 1) / parts;
    }

    /// <summary>Parts, for each part of the panels those of the map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunParts(void* context, int first, int end)
    {
        ref readonly var rows = ref Unsafe.AsRef<ConvolutionRows<TActivation>>(context);
        var sums = stackalloc Vector256<float>[LargestTile];
        while (first < end)
        {
            var (panelPart, mapPart) = Math.DivRem(first, rows._mapParts);
            var mapParts = Math.Min(rows._mapParts - mapPart, end - first);
            var (firstPanel, endPanel) = (Part(rows._panels, panelPart, rows._panelParts), Part(rows._panels, panelPart + 1, rows._panelParts));
            for (var panel = firstPanel; panel < endPanel; panel++) rows.RunMap(panel, mapPart, mapPart + mapParts, sums);
            first += mapParts;
        }
    }

    /// <summary>Parts of the map: rows, or parts of rows.</summary>
    private readonly void RunMap(int panel, int firstPart, int endPart, Vector256<float>* sums)
    {
        var units = _ys.Height * _columnParts;
        var (unit, end) = (Part(units, firstPart, _mapParts), Part(units, endPart, _mapParts));
        while (unit < end)
        {
            var (row, column) = Math.DivRem(unit, _columnParts);
            var columns = Math.Min(_columnParts - column, end - unit);
            RunRow(panel, row, column, column + columns, sums);
            unit += columns;
        }
    }

    private static int Part(int whole, int part, int parts) => (int)((long)whole * part / parts);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunRow(int panelIndex, int outputRow, int firstPart, int endPart, Vector256<float>* sums)
    {
        var panel = PanelAt(panelIndex, outputRow);
        var rows = _transposed
            ? TapLine.Transposed(_window.KernelHeight, _window.StrideHeight, _window.DilationHeight, _window.PadTop, outputRow)
            : TapLine.Convolution(_window.KernelHeight, _window.StrideHeight, _window.DilationHeight, _window.PadTop, outputRow);
        rows = rows.Inside(_xs.Height);
        for (var phase = 0; phase < Math.Min(_phases, _ys.Width); phase++)
        {
            var columns = _transposed
                ? TapLine.Transposed(_window.KernelWidth, _window.StrideWidth, _window.DilationWidth, _window.PadLeft, phase)
                : TapLine.Convolution(_window.KernelWidth, _window.StrideWidth, _window.DilationWidth, _window.PadLeft, phase);
            var outputs = (_ys.Width - phase - 1) / _phases + 1;
            var (first, end) = (Part(outputs, firstPart, _columnParts), Part(outputs, endPart, _columnParts));
            RunPhase(panel, rows, columns, phase, first, end, sums);
        }
    }

    /// <summary>Outputs of one phase from first to end: tiles where every tap is inside of the map, single pixels at its borders.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunPhase(
        in Panel panel, in TapLine rows, in TapLine columns, int phase, int first, int end, Vector256<float>* sums)
    {
        var reach = (columns.Count - 1) * columns.AtStep;
        var lowest = columns.At + Math.Min(0, reach);
        var highest = columns.At + Math.Max(0, reach);
        var enter = lowest < 0 ? (-lowest + _step - 1) / _step : 0;
        var leave = highest < _xs.Width ? (_xs.Width - 1 - highest) / _step + 1 : 0;
        var inner = (int)Math.Clamp(enter, first, end);
        var innerEnd = (int)Math.Clamp(leave, inner, end);
        RunSingles(panel, rows, columns, phase, first, inner, sums);
        if (innerEnd - inner < 4) RunSingles(panel, rows, columns, phase, inner, innerEnd, sums);
        else RunTiles(panel, rows, columns, phase, inner, innerEnd, sums);
        RunSingles(panel, rows, columns, phase, innerEnd, end, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunSingles(
        in Panel panel, in TapLine rows, in TapLine columns, int phase, int first, int end, Vector256<float>* sums)
    {
        nint pixel = 0;
        for (var output = first; output < end; output++)
        {
            var inside = columns.Inside(_xs.Width, (long)output * _step);
            var taps = Taps(rows, inside);
            var input = InputAt(panel, rows, inside.At);
            for (var block = 0; block < panel.Blocks;)
            {
                // One chain of sums takes as long as eight side by side: a rest is summed with blocks before it, where there are any.
                var (blocks, again) = SinglesAt(panel, block);
                var weights = WeightsAt(panel, block - again, rows, inside);
                var bias = panel.Bias + (block - again) * Lanes.Count;
                if (blocks == 8) ConvolutionTile.Sum1x8(taps, input, &pixel, weights, bias, sums, continues: false);
                else if (blocks == 4) ConvolutionTile.Sum1x4(taps, input, &pixel, weights, bias, sums, continues: false);
                else if (blocks == 2) ConvolutionTile.Sum1x2(taps, input, &pixel, weights, bias, sums, continues: false);
                else ConvolutionTile.Sum1x1(taps, input, &pixel, weights, bias, sums, continues: false);
                Finish(panel, block, blocks - again, phase, output, 1, sums + again);
                block += blocks - again;
            }
        }
    }

    /// <summary>How many blocks to sum, and how many of them have been before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly (int Blocks, int Again) SinglesAt(in Panel panel, int block)
    {
        var rest = panel.Blocks - block;
        var (enough, fewer) = rest switch { >= 8 => (8, 8), > 4 => (8, 4), 4 => (4, 4), 3 => (4, 2), 2 => (2, 2), _ => (1, 1) };
        return enough - rest <= panel.FirstBlock + block ? (enough, Math.Max(enough - rest, 0)) : (fewer, 0);
    }

    /// <summary>
    /// At least 4 outputs. The last tile is moved back over the one before it: to compute some twice is cheaper than single pixels. What has been stored is not
    /// stored again, since something may be added to it in place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunTiles(
        in Panel panel, in TapLine rows, in TapLine columns, int phase, int first, int end, Vector256<float>* sums)
    {
        var taps = Taps(rows, columns);
        var weights = WeightsAt(panel, 0, rows, columns);
        var offsets = stackalloc nint[8];
        for (var pixel = 0; pixel < 8; pixel++) offsets[pixel] = (nint)pixel * _step * _xs.Channels;
        var paired = panel.Blocks & ~1;
        var together = paired * _blockLength <= WeightsAtHand ? paired : 2;
        for (var block = 0; block < paired; block += together)
        {
            for (var output = first; output < end;)
            {
                var pixels = end - output <= 4 || end - first < 6 ? 4 : 6;
                var start = Math.Min(output, end - pixels);
                RunPairs(panel, taps, InputAt(panel, rows, columns.At + (long)start * _step), offsets, weights, block, block + together, phase, start, output, pixels, sums);
                output = start + pixels;
            }
        }

        if (paired == panel.Blocks) return;
        for (var output = first; output < end;)
        {
            var pixels = end - output <= 4 || end - first < 8 ? 4 : 8;
            var start = Math.Min(output, end - pixels);
            var input = InputAt(panel, rows, columns.At + (long)start * _step);
            var bias = panel.Bias + paired * Lanes.Count;
            if (pixels == 8) ConvolutionTile.Sum8x1(taps, input, offsets, weights + paired * _blockLength, bias, sums, continues: false);
            else ConvolutionTile.Sum4x1(taps, input, offsets, weights + paired * _blockLength, bias, sums, continues: false);
            Finish(panel, paired, 1, phase, output, start + pixels - output, sums + (output - start));
            output = start + pixels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void RunPairs(
        in Panel panel, in TileTaps taps, float* input, nint* offsets, float* weights, int firstBlock, int endBlock, int phase, int start, int output, int pixels,
        Vector256<float>* sums)
    {
        for (var block = firstBlock; block < endBlock; block += 2)
        {
            var bias = panel.Bias + block * Lanes.Count;
            if (pixels == 6) ConvolutionTile.Sum6x2(taps, input, offsets, weights + block * _blockLength, bias, sums, continues: false);
            else ConvolutionTile.Sum4x2(taps, input, offsets, weights + block * _blockLength, bias, sums, continues: false);
            Finish(panel, block, 2, phase, output, start + pixels - output, sums + 2 * (output - start));
        }
    }

    /// <summary>What is added, activation, and the channels that exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Finish(in Panel panel, int firstBlock, int blocks, int phase, int firstOutput, int pixels, Vector256<float>* sums)
    {
        var channel = firstBlock * Lanes.Count;
        var channels = panel.Channels - channel;
        var output = panel.Output + (phase + (nint)_phases * firstOutput) * _ys.Channels + channel;
        var step = (nint)_phases * _ys.Channels;
        if (blocks == 2 && channels >= 2 * Lanes.Count) FinishPair(sums, pixels, output, step);
        else FinishBlocks(sums, pixels, blocks, output, step, channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void FinishPair(Vector256<float>* sums, int pixels, float* output, nint step)
    {
        var (activation, added) = (_activation, _added);
        for (var pixel = 0; pixel < pixels; pixel++, sums += 2, output += step)
        {
            activation.Invoke(added.AddTo(sums[0], output)).Store(output);
            activation.Invoke(added.AddTo(sums[1], output + Lanes.Count)).Store(output + Lanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void FinishBlocks(Vector256<float>* sums, int pixels, int blocks, float* output, nint step, int channels)
    {
        var (activation, added) = (_activation, _added);
        for (var pixel = 0; pixel < pixels; pixel++, output += step)
        {
            for (var channel = 0; channel < blocks * Lanes.Count; channel += Lanes.Count)
            {
                var sum = added.AddTo(*sums++, output + channel, channels - channel);
                Lanes.Store(activation.Invoke(sum), output + channel, channels - channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TileTaps Taps(in TapLine rows, in TapLine columns)
    {
        var taps = new TileTaps
        {
            Rows = (nint)rows.Count,
            RowInput = (nint)rows.AtStep * _xs.Width * _xs.Channels,
            RowWeights = (nint)rows.TapStep * _window.KernelWidth * _groupIn * Lanes.Count,
            Runs = (nint)columns.Count,
            RunInput = (nint)columns.AtStep * _xs.Channels,
            RunWeights = (nint)columns.TapStep * _groupIn * Lanes.Count,
            RunLength = _groupIn,
            Block = _blockLength,
            Next = _filters,
        };
        taps.Join();
        return taps;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float* InputAt(in Panel panel, in TapLine rows, long column) =>
        panel.Input + ((nint)rows.At * _xs.Width + (nint)column) * _xs.Channels;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float* WeightsAt(in Panel panel, int block, in TapLine rows, in TapLine columns) =>
        panel.Filters + block * _blockLength + (nint)(rows.Tap * _window.KernelWidth + columns.Tap) * _groupIn * Lanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly Panel PanelAt(int index, int outputRow)
    {
        var (group, panel) = Math.DivRem(index, _panelsPerGroup);
        var block = panel * _panelBlocks;
        var firstBlock = (nint)group * _blocksPerGroup + block;
        var channel = block * Lanes.Count;
        return new Panel
        {
            Input = _x + (nint)group * _groupIn,
            Filters = _filters + firstBlock * _blockLength,
            Bias = _bias + firstBlock * Lanes.Count,
            Output = _y + (nint)outputRow * _ys.Width * _ys.Channels + (nint)group * _groupOut + channel,
            FirstBlock = block,
            Blocks = Math.Min(_panelBlocks, _blocksPerGroup - block),
            Channels = _groupOut - channel,
        };
    }

    /// <summary>Blocks of output channels of one group, and one row of the output.</summary>
    private struct Panel
    {
        /// <summary>The group's first channel at the input's first pixel.</summary>
        public float* Input;

        /// <summary>The first block's weights.</summary>
        public float* Filters;

        /// <summary>The first block's biases.</summary>
        public float* Bias;

        /// <summary>The first block's first channel at the output row's first pixel.</summary>
        public float* Output;

        /// <summary>The first block among those of the group.</summary>
        public int FirstBlock;

        /// <summary>Blocks.</summary>
        public int Blocks;

        /// <summary>Channels of the group from the first block on.</summary>
        public int Channels;
    }
}
