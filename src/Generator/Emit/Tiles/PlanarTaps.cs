using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>
/// The products of a tile whose vectors hold pixels: kernel row by kernel row, input channel by input channel and tap by tap, each vector that is read of the input meets the
/// weight of every output channel. The order of the products is that of <see cref="ColumnTaps"/>.
/// </summary>
internal static class PlanarTaps
{
    public static void Write(SourceWriter writer, UnrolledTile tile)
    {
        var (rows, columns) = (tile.Conv.Window.Rows, tile.Conv.Window.Columns);
        writer.Line("ref var w = ref band.Filters;");
        foreach (var channel in Enumerable.Range(0, tile.Conv.OutChannels))
        {
            var names = Sums(tile, channel).ToList();
            writer.Line($"var {names[0]} = {CSharp.Broadcast("band.Bias", channel)};");
            if (names.Count > 1) writer.Line($"{CSharp.Vector} {string.Join(", ", names.Skip(1).Select(name => $"{name} = {names[0]}"))};");
        }

        writer.Block($"for (var kernelRow = 0; kernelRow < {rows.Kernel.Text()}; kernelRow++)", () =>
        {
            writer.Line("ref var x = ref line;");
            if (tile.Channels == 1)
            {
                WriteChannel(writer, tile);
            }
            else
            {
                writer.Block($"for (var channel = 0; channel < {tile.Channels.Text()}; channel++)", () =>
                {
                    WriteChannel(writer, tile);
                    writer.Line($"x = ref {CSharp.At("x", CSharp.Product("band.Line", columns.Stride))};");
                    writer.Line($"w = ref {CSharp.At("w", UnrolledConvolution.Lanes.Text())};");
                });
            }

            // Past the weights of the row's other columns.
            var rest = (columns.Kernel - (tile.Channels == 1 ? 0 : 1)) * tile.Channels * UnrolledConvolution.Lanes;
            if (rest > 0) writer.Line($"w = ref {CSharp.At("w", rest.Text())};");
            writer.Line($"line = ref {CSharp.At("line", "band.KernelRow")};");
        });
        writer.Line();
    }

    /// <summary>The name of a sum.</summary>
    public static string Sum(int channel, int row, int vector) => $"s{channel.Text()}_{row.Text()}_{vector.Text()}";

    private static IEnumerable<string> Sums(UnrolledTile tile, int channel) =>
        from row in Enumerable.Range(0, tile.Rows)
        from vector in Enumerable.Range(0, tile.Vectors)
        select Sum(channel, row, vector);

    private static void WriteChannel(SourceWriter writer, UnrolledTile tile)
    {
        var columns = tile.Conv.Window.Columns;
        var taps = Enumerable.Range(0, columns.Kernel).Select(tap => (Tap: tap, Line: tap * columns.Dilation % columns.Stride, Distance: tap * columns.Dilation / columns.Stride)).ToList();
        foreach (var line in taps.Select(tap => tap.Line).Distinct())
        {
            for (var row = 0; row < tile.Rows; row++)
            {
                var parts = new[] { line == 0 ? null : CSharp.Product("band.Line", line), row == 0 ? null : CSharp.Product("band.InputRow", row) };
                if (line > 0 || row > 0) writer.Line($"ref var {Input(line, row)} = ref {CSharp.At("x", string.Join(" + ", parts.Where(part => part is not null)))};");
            }
        }

        foreach (var (tap, line, distance) in taps)
        {
            for (var row = 0; row < tile.Rows; row++)
            {
                for (var vector = 0; vector < tile.Vectors; vector++)
                {
                    writer.Line($"var {Value(tap, row, vector)} = {CSharp.LoadVector(Input(line, row), distance + (vector * UnrolledConvolution.Lanes))};");
                }
            }

            foreach (var channel in Enumerable.Range(0, tile.Conv.OutChannels))
            {
                var weight = $"w{tap.Text()}_{channel.Text()}";
                writer.Line($"var {weight} = {CSharp.Broadcast("w", (tap * tile.Channels * UnrolledConvolution.Lanes) + channel)};");
                for (var row = 0; row < tile.Rows; row++)
                {
                    for (var vector = 0; vector < tile.Vectors; vector++)
                    {
                        var sum = Sum(channel, row, vector);
                        writer.Line($"{sum} = {CSharp.MultiplyAdd(Value(tap, row, vector), weight, sum)};");
                    }
                }
            }
        }
    }

    private static string Input(int line, int row) => (line, row) == (0, 0) ? "x" : $"x{line.Text()}_{row.Text()}";

    private static string Value(int tap, int row, int vector) => $"v{tap.Text()}_{row.Text()}_{vector.Text()}";
}
