using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>The activation of a tile's sums, and what is stored of them: all, or the largest of each 2×2.</summary>
internal static class TileStores
{
    public static void Write(SourceWriter writer, UnrolledTile tile, bool activates)
    {
        var pixels = tile.PoolsMaxima ? tile.Pixels / 2 : tile.Pixels;
        var place = CSharp.Product(tile.PoolsMaxima ? "first / 2" : "first", tile.OutputStep * tile.Conv.OutChannels);
        if (tile.BlockGroups > 1) place += $" + block * {(tile.Blocks * UnrolledConvolution.Lanes).Text()}";
        writer.Line($"ref var y = ref {CSharp.At("band.Output", $"{(tile.PoolsMaxima ? "row / 2" : "row")} * band.OutputRow + {place}")};");
        if (activates) WriteActivations(writer, tile);
        if (tile.PoolsMaxima) WriteMaxima(writer, tile);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            foreach (var block in Enumerable.Range(0, tile.Blocks))
            {
                var sum = SumName.Of(tile, tile.PoolsMaxima ? 2 * pixel : pixel, block);
                writer.Line($"Store({sum}, ref {CSharp.At("y", Place(tile, pixel, block))}, {Channels(tile, block)});");
            }
        }
    }

    private static void WriteActivations(SourceWriter writer, UnrolledTile tile)
    {
        foreach (var block in Enumerable.Range(0, tile.Blocks))
        {
            for (var pixel = 0; pixel < tile.Pixels; pixel++)
            {
                var sum = SumName.Of(tile, pixel, block);
                writer.Line($"{sum} = activation.Invoke({sum});");
            }
        }
    }

    // Of two rows, the second finds the first's maxima stored.
    private static void WriteMaxima(SourceWriter writer, UnrolledTile tile)
    {
        var all = Enumerable.Range(0, tile.Pixels / 2).SelectMany(pixel => Enumerable.Range(0, tile.Blocks).Select(block => (pixel, block))).ToList();
        foreach (var (pixel, block) in all)
        {
            var first = SumName.Of(tile, 2 * pixel, block);
            writer.Line($"{first} = Larger({first}, {SumName.Of(tile, (2 * pixel) + 1, block)});");
        }

        writer.Block("if (row % 2 == 1)", () =>
        {
            foreach (var (pixel, block) in all)
            {
                var first = SumName.Of(tile, 2 * pixel, block);
                writer.Line($"{first} = Larger(Load(ref {CSharp.At("y", Place(tile, pixel, block))}, {Channels(tile, block)}), {first});");
            }
        });
        writer.Line();
    }

    private static string Place(UnrolledTile tile, int pixel, int block) =>
        ((pixel * tile.OutputStep * tile.Conv.OutChannels) + (block * UnrolledConvolution.Lanes)).Text();

    private static string Channels(UnrolledTile tile, int block) =>
        System.Math.Min(UnrolledConvolution.Lanes, tile.BlockGroups > 1 ? UnrolledConvolution.Lanes : tile.Conv.OutChannels - (block * UnrolledConvolution.Lanes)).Text();
}
