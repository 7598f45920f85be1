using System;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Tiles whose vectors hold pixels of one output channel, for layers whose few channels leave lanes of other tiles empty: none of their products is wasted. The map has to be put
/// in order for them, channel by channel, and what they give has to be put in order again, so that windows of few taps do not gain. Sums are the same to the bit.
/// </summary>
internal static class PlanarTiles
{
    /// <summary>More need more weights in registers than there are left.</summary>
    private const int MostOutChannels = 6;

    /// <summary>Windows of fewer taps read each value of the map too seldom: from 32 channels to one, 1×1 took 1.25 of the time.</summary>
    private const long FewestTaps = 4;

    /// <summary>Sums in registers.</summary>
    private const int MostSums = 12;

    /// <summary>Vectors side by side: more than the pixels of a small map fill.</summary>
    private const int MostVectors = 8;

    /// <summary>Sums that are begun while one is finished: with fewer, they wait for each other.</summary>
    private const double LeastSums = 8;

    // Cycles, of measurements and by counting instructions: to put a sum of 8 pixels in order, to begin a tile, to put 8 values of the map in order.
    private const double StoreCost = 2, TileCost = 6, OrderCost = 3;

    /// <summary>What a tile has to be cheaper by, since costs are estimates.</summary>
    private const double Margin = 0.95;

    /// <summary>The width that is planned for where it is not known.</summary>
    private const long LikelyWidth = 256;

    /// <summary>The cheapest such tile; null where one of blocks of channels is cheaper.</summary>
    /// <param name="tile">The best tile of blocks of channels.</param>
    /// <param name="width">Sums in a row, if they are known.</param>
    public static UnrolledTile? Cheaper(UnrolledTile tile, long? width)
    {
        if (tile.Conv.OutChannels > MostOutChannels || (long)tile.Conv.Window.Rows.Kernel * tile.Conv.Window.Columns.Kernel < FewestTaps) return null;
        var rows = tile.PoolsMaxima ? 2 : 1;
        var sums = (width ?? LikelyWidth) / rows * rows;
        var best = Enumerable.Range(1, Math.Min(MostVectors, MostSums / rows / tile.Conv.OutChannels))
            .Select(vectors => tile with { Pixels = vectors * UnrolledConvolution.Lanes, IsPlanar = true })
            .Where(Fits)
            .OrderBy(planar => Cycles(planar, sums))
            .FirstOrDefault();
        return best is not null && Cycles(best, sums) < Margin * UnrolledConvolution.Cost(tile.Conv, sums, tile.Blocks, tile.Pixels) * Products(tile) ? best : null;
    }

    /// <summary>Cycles of a sum of 8 lanes: two products a cycle.</summary>
    private static double Products(UnrolledTile tile) => tile.Conv.Window.Rows.Kernel * (double)tile.Conv.Window.Columns.Kernel * tile.Channels / 2;

    private static double Cycles(UnrolledTile tile, long width)
    {
        var (rows, columns) = (tile.Conv.Window.Rows, tile.Conv.Window.Columns);
        var sums = tile.Vectors * tile.Rows * tile.Conv.OutChannels;
        var ofTile = (Math.Max(sums, LeastSums) * Products(tile)) + (sums * StoreCost) + TileCost;
        var tiles = (width + tile.Pixels - 1) / tile.Pixels;
        var ordered = IsInOrder(tile) ? 0 : (double)rows.Stride * columns.Stride * tile.Channels * tiles * tile.Vectors;
        return (tiles * ofTile / tile.Rows) + (ordered * OrderCost);
    }

    /// <summary>Whether rows of the map are as tiles read them.</summary>
    private static bool IsInOrder(UnrolledTile tile) => tile.Channels == 1 && tile.Conv.Window.Columns.Stride == 1;

    // As the runtime's TileShape has it.
    private static bool Fits(UnrolledTile tile)
    {
        var (rows, columns) = (tile.Conv.Window.Rows, tile.Conv.Window.Columns);
        var height = ((tile.PoolsMaxima ? 1L : 0L) * rows.Stride) + rows.Span;
        var line = tile.Pixels + ((columns.Kernel - 1L) * columns.Dilation / columns.Stride);
        return Numbers.SaturatingProduct(height, columns.Stride, tile.Channels, line) <= UnrolledConvolution.StageLength
            && (long)tile.Pixels * tile.Conv.OutChannels * tile.OutputStep <= UnrolledConvolution.NarrowLength;
    }
}
