using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>
/// The products of one kernel row with several blocks of 8 output channels, tap by tap: each value that is read of the input is used for all blocks. Taps and
/// channels that lie side by side in the input, and whose weights do too, are one loop, unrolled a little.
/// </summary>
internal static class RunTaps
{
    private const int MostAtOnce = 8;
    private const int MostProducts = 96;

    public static void Write(SourceWriter writer, UnrolledTile tile)
    {
        var columns = tile.Conv.Window.Columns;
        if (columns.Dilation == 1)
        {
            WriteRun(writer, tile, columns.Kernel * tile.Channels);
            return;
        }

        writer.Block($"for (var tap = 0; tap < {columns.Kernel.Text()}; tap++)", () =>
        {
            WriteRun(writer, tile, tile.Channels);
            writer.Line($"x = ref {CSharp.At("x", ((columns.Dilation - 1) * tile.Channels).Text())};");
        });
    }

    private static void WriteRun(SourceWriter writer, UnrolledTile tile, int length)
    {
        // Not beyond the distance of two pixels: values that they share would be kept in registers, of which there are no more.
        var most = new[] { MostAtOnce, tile.Conv.Window.Columns.Stride * tile.Channels, MostProducts / (tile.Pixels * tile.Blocks) }.Min();
        var atOnce = Enumerable.Range(1, most).Last(taps => length % taps == 0);
        writer.Block($"for (var i = 0; i < {length.Text()}; i += {atOnce.Text()})", () =>
        {
            for (var tap = 0; tap < atOnce; tap++) WriteTap(writer, tile, tap);
            writer.Line($"x = ref {CSharp.At("x", atOnce.Text())};");
            writer.Line($"w = ref {CSharp.At("w", (atOnce * UnrolledConvolution.Lanes).Text())};");
        });
    }

    private static void WriteTap(SourceWriter writer, UnrolledTile tile, int tap)
    {
        string Weight(int block) => $"w{tap.Text()}{SumName.Letter(tile, block)}";
        var blocks = Enumerable.Range(0, tile.Blocks).ToList();
        foreach (var block in blocks)
        {
            writer.Line($"var {Weight(block)} = {CSharp.LoadVector("w", (tap * UnrolledConvolution.Lanes) + (block * tile.BlockLength))};");
        }

        for (var pixel = 0; pixel < tile.Pixels; pixel++)
        {
            var value = $"x{tap.Text()}_{pixel.Text()}";
            writer.Line($"var {value} = {CSharp.Broadcast("x", (pixel * tile.Conv.Window.Columns.Stride * tile.Channels) + tap)};");
            foreach (var block in blocks)
            {
                var sum = SumName.Of(tile, pixel, block);
                writer.Line($"{sum} = {CSharp.MultiplyAdd(value, Weight(block), sum)};");
            }
        }
    }
}
