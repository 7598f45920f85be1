using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>
/// The products of one kernel row with one block of 8 output channels, input channel by input channel. The row's weights stay in registers while the columns
/// of the input go by, so that each is read once for all sums that it takes part in: loads would otherwise outnumber products.
/// </summary>
internal static class ColumnTaps
{
    public static void Write(SourceWriter writer, UnrolledTile tile)
    {
        var columns = tile.Conv.Window.Columns;
        if (tile.Channels == 1)
        {
            WriteChannel(writer, tile);
        }
        else
        {
            writer.Block($"for (var channel = 0; channel < {tile.Channels.Text()}; channel++)", () =>
            {
                WriteChannel(writer, tile);
                writer.Line($"x = ref {CSharp.At("x", "1")};");
                writer.Line($"w = ref {CSharp.At("w", UnrolledConvolution.Lanes.Text())};");
            });
        }

        // Past the weights of the row's other columns.
        var passed = tile.Channels == 1 ? 0 : 1;
        var rest = (columns.Kernel - passed) * tile.Channels * UnrolledConvolution.Lanes;
        if (rest > 0) writer.Line($"w = ref {CSharp.At("w", rest.Text())};");
    }

    private static void WriteChannel(SourceWriter writer, UnrolledTile tile)
    {
        var columns = tile.Conv.Window.Columns;
        foreach (var tap in Enumerable.Range(0, columns.Kernel))
        {
            writer.Line($"var w{tap.Text()} = {CSharp.LoadVector("w", tap * tile.Channels * UnrolledConvolution.Lanes)};");
        }

        for (var column = 0; column <= ((tile.Pixels - 1) * columns.Stride) + ((columns.Kernel - 1) * columns.Dilation); column++)
        {
            var met = Enumerable.Range(0, columns.Kernel)
                .Select(tap => (Tap: tap, Distance: column - (tap * columns.Dilation)))
                .Where(sum => sum.Distance >= 0 && sum.Distance % columns.Stride == 0 && sum.Distance / columns.Stride < tile.Pixels)
                .Select(sum => (sum.Tap, Name: SumName.Of(tile, sum.Distance / columns.Stride, 0)))
                .ToList();
            if (met.Count == 0) continue;
            var value = $"x{column.Text()}";
            writer.Line($"var {value} = {CSharp.Broadcast("x", column * tile.Channels)};");
            foreach (var (tap, name) in met) writer.Line($"{name} = {CSharp.MultiplyAdd(value, $"w{tap.Text()}", name)};");
        }
    }
}
