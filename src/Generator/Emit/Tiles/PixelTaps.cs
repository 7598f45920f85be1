using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>
/// The products of one kernel row with several blocks of 8 output channels, input channel by input channel and tap by tap: each value that is read of the input
/// is used for all blocks. The order of the products is that of <see cref="ColumnTaps"/>.
/// </summary>
internal static class PixelTaps
{
    private const int MostAtOnce = 4;

    public static void Write(SourceWriter writer, UnrolledTile tile)
    {
        var kernel = tile.Conv.Window.Columns.Kernel;

        // The distance of taps is not written as a constant: the compiler would see what pixels have in common, and spill it to keep it.
        foreach (var tap in Enumerable.Range(1, kernel - 1))
        {
            writer.Line($"ref var {Input(tap)} = ref {CSharp.At(Input(tap - 1), "band.KernelColumn")};");
        }

        var atOnce = kernel == 1 ? Enumerable.Range(1, MostAtOnce).Last(channels => tile.Channels % channels == 0) : 1;
        if (tile.Channels == atOnce)
        {
            WriteChannels(writer, tile, atOnce);
        }
        else
        {
            writer.Block($"for (var channel = 0; channel < {tile.Channels.Text()}; channel += {atOnce.Text()})", () =>
            {
                WriteChannels(writer, tile, atOnce);
                foreach (var tap in Enumerable.Range(0, kernel)) writer.Line($"{Input(tap)} = ref {CSharp.At(Input(tap), atOnce.Text())};");
                writer.Line($"w = ref {CSharp.At("w", (atOnce * UnrolledConvolution.Lanes).Text())};");
            });
        }

        // Past the weights of the row's other columns.
        var passed = tile.Channels == atOnce ? 0 : 1;
        var rest = (kernel - passed) * tile.Channels * UnrolledConvolution.Lanes;
        if (rest > 0) writer.Line($"w = ref {CSharp.At("w", rest.Text())};");
    }

    private static string Input(int tap) => tap == 0 ? "x" : "x" + tap.Text();

    private static void WriteChannels(SourceWriter writer, UnrolledTile tile, int atOnce)
    {
        foreach (var tap in Enumerable.Range(0, tile.Conv.Window.Columns.Kernel))
        {
            for (var channel = 0; channel < atOnce; channel++) WriteTap(writer, tile, tap, channel);
        }
    }

    private static void WriteTap(SourceWriter writer, UnrolledTile tile, int tap, int channel)
    {
        var number = (tap + channel).Text();
        string Weight(int block) => $"w{number}{SumName.Letter(tile, block)}";
        var blocks = Enumerable.Range(0, tile.Blocks).ToList();
        foreach (var block in blocks)
        {
            var distance = (((tap * tile.Channels) + channel) * UnrolledConvolution.Lanes) + (block * tile.BlockLength);
            writer.Line($"var {Weight(block)} = {CSharp.LoadVector("w", distance)};");
        }

        for (var pixel = 0; pixel < tile.Pixels; pixel++)
        {
            var value = $"v{number}_{pixel.Text()}";
            writer.Line($"var {value} = {CSharp.Broadcast(Input(tap), (pixel * tile.Conv.Window.Columns.Stride * tile.Channels) + channel)};");
            foreach (var block in blocks)
            {
                var sum = SumName.Of(tile, pixel, block);
                writer.Line($"{sum} = {CSharp.MultiplyAdd(value, Weight(block), sum)};");
            }
        }
    }
}
