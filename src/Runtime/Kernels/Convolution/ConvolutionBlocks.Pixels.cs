using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

// 1×1 convolutions of maps that are one row, and of short sums: the tiles of a block are run one after the other.
internal unsafe partial struct ConvolutionBlocks<TActivation>
{
    /// <summary>Products of a sum for three blocks of output channels, that is begun and finished at once: their weights, 18 KiB, stay in the first-level cache too.</summary>
    private const int WholeLengthOfThree = 192;

    private void FindPixelTiles(ConvolutionWeights w)
    {
        var isPixelRow = _xs == _ys with { Channels = _xs.Channels } && _ys.Height == 1 && _window is { KernelHeight: 1, KernelWidth: 1, StrideWidth: 1, PadTop: 0, PadLeft: 0 };
        _pixelwise = isPixelRow && w.GroupInChannels <= WholeLength && w.GroupOutChannels % (2 * Lanes.Count) == 0;
        _threeBlocks = isPixelRow && w.GroupInChannels <= WholeLengthOfThree && w.GroupOutChannels == 3 * Lanes.Count;
    }

    /// <summary>Runs some chunks as one where all weights stay near: blocks would only begin and end more often.</summary>
    /// <returns>Whether it has.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly bool TryRunPixels(int firstChunk, int endChunk)
    {
        if ((!_pixelwise && !_threeBlocks) || _pairChunks > 1) return false;
        var (column, endColumn) = (Column(firstChunk), Column(endChunk));
        if (endColumn - column < PixelTile.Pixels) return false;
        if (_threeBlocks) RunThreeBlocks(column, endColumn);
        else if (_pairs <= _pairsAtOnce) RunPixels(column, endColumn, 0, _pairs);
        else return false;
        return true;
    }

    /// <summary>
    /// A 1×1 convolution of some pixels, which lie side by side, if its sums are short and all channels of pairs exist. Weights that are needed next are fetched: in small
    /// maps few tiles share them, and those that waited for them took twice as long as the others together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunPixels(int column, int endColumn, int firstPair, int endPair)
    {
        for (var pair = firstPair; pair < endPair;)
        {
            var (group, index) = Math.DivRem(pair, _pairsPerGroup);
            var pairs = Math.Min(Math.Min(_pairsAtOnce, endPair - pair), _pairsPerGroup - index);
            var weights = 2 * pairs * _blockLength;
            var panel = PixelsAt(column, endColumn, group, 2 * index);
            var tiles = WideTile.IsSupported ? WidePixelTile.Tiles(panel.Pixels) : PixelTile.Tiles(panel.Pixels);
            panel.Pairs = pairs;
            panel.Next = panel.Weights + weights;
            panel.NextPart = nint.Min(weights, (nint)(_filtersEnd - panel.Next)) / tiles;
            if (WideTile.IsSupported) WidePixelTile.Run(panel, _activation, _added);
            else PixelTile.Run(panel, _activation, _added);
            pair += pairs;
        }
    }

    /// <summary>The same for groups of three blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunThreeBlocks(int column, int endColumn)
    {
        for (var group = 0; 2 * group < _pairs; group++) PixelTripleTile.Run(PixelsAt(column, endColumn, group, 0), _activation, _added);
    }

    /// <summary>Some pixels, and the blocks of a group from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly PixelPanel PixelsAt(int column, int endColumn, int group, int block)
    {
        var first = (nint)group * _blocksPerGroup + block;
        return new()
        {
            Input = _x + (nint)column * _xs.Channels + (nint)group * _groupIn, InputStep = _xs.Channels, Length = _groupIn,
            Weights = _filters + first * _blockLength, Block = _blockLength, Bias = _bias + first * Lanes.Count,
            Output = _y + (nint)column * _ys.Channels + (nint)group * _groupOut + block * Lanes.Count, OutputStep = _ys.Channels,
            Pixels = endColumn - column,
        };
    }
}
