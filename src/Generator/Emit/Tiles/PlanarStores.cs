using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>The activation of sums whose vectors hold pixels, the largest of each 2×2 if they are pooled, and how they become pixels of channels, four channels at a time.</summary>
internal static class PlanarStores
{
    private const int Quad = 4;

    public static void Write(SourceWriter writer, UnrolledTile tile, bool activates)
    {
        var channels = tile.Conv.OutChannels;
        var place = CSharp.Product(tile.PoolsMaxima ? "first / 2" : "first", tile.OutputStep * channels);
        writer.Line($"ref var y = ref {CSharp.At("band.Output", $"{(tile.PoolsMaxima ? "row / 2" : "row")} * band.OutputRow + {place}")};");
        if (activates)
        {
            var sums =
                from channel in Enumerable.Range(0, channels)
                from row in Enumerable.Range(0, tile.Rows)
                from vector in Enumerable.Range(0, tile.Vectors)
                select PlanarTaps.Sum(channel, row, vector);
            foreach (var sum in sums) writer.Line($"{sum} = activation.Invoke({sum});");
        }

        for (var vector = 0; vector < tile.Vectors; vector++)
        {
            if (channels == 1 && tile.OutputStep == 1 && !tile.PoolsMaxima)
            {
                writer.Line($"{CSharp.Simd}Vector256.StoreUnsafe({PlanarTaps.Sum(0, 0, vector)}, ref y, {(vector * UnrolledConvolution.Lanes).Text()});");
                continue;
            }

            for (var first = 0; first < channels; first += Quad)
            {
                if (tile.PoolsMaxima) WriteMaxima(writer, tile, vector, first);
                else WritePixels(writer, tile, vector, first);
            }
        }
    }

    /// <summary>Eight pixels of up to four channels. Where there are fewer, the last stands for those that are missing.</summary>
    private static void WritePixels(SourceWriter writer, UnrolledTile tile, int vector, int first)
    {
        var suffix = $"{first.Text()}_{vector.Text()}";
        string Sum(int channel) => PlanarTaps.Sum(Math.Min(first + channel, tile.Conv.OutChannels - 1), 0, vector);
        foreach (var part in new[] { "Evens", "Odds" })
        {
            var pairs = Pairs(tile, first).Select(pair => (Name: $"{part.ToLowerInvariant()}{pair.Text()}_{suffix}", Pair: pair)).ToList();
            foreach (var (name, pair) in pairs) writer.Line($"var {name} = {part}({Sum(2 * pair)}, {Sum((2 * pair) + 1)});");
            var from = $"{pairs[0].Name}, {pairs[pairs.Count - 1].Name}";
            var at = (vector * UnrolledConvolution.Lanes) + (part == "Evens" ? 0 : 1);
            WriteTwo(writer, tile, $"Evens({from})", first, at, at + 4);
            WriteTwo(writer, tile, $"Odds({from})", first, at + 2, at + 6);
        }
    }

    /// <summary>
    /// Four pixels, each the largest of 2×2 sums: of columns first, then of rows, as <see cref="TileStores"/> has it, since which of two zeros is taken depends on it.
    /// </summary>
    private static void WriteMaxima(SourceWriter writer, UnrolledTile tile, int vector, int first)
    {
        string Sum(int channel, int row) => PlanarTaps.Sum(Math.Min(first + channel, tile.Conv.OutChannels - 1), row, vector);
        var maxima = new List<string>();
        foreach (var pair in Pairs(tile, first))
        {
            string OfRow(int row)
            {
                var sums = $"{Sum(2 * pair, row)}, {Sum((2 * pair) + 1, row)}";
                return $"Larger(Evens({sums}), Odds({sums}))";
            }

            maxima.Add($"maxima{pair.Text()}_{first.Text()}_{vector.Text()}");
            writer.Line($"var {maxima[maxima.Count - 1]} = Larger({OfRow(0)}, {OfRow(1)});");
        }

        var from = $"{maxima[0]}, {maxima[maxima.Count - 1]}";
        var at = vector * UnrolledConvolution.Lanes / 2;
        WriteTwo(writer, tile, $"Evens({from})", first, at, at + 2);
        WriteTwo(writer, tile, $"Odds({from})", first, at + 1, at + 3);
    }

    private static IEnumerable<int> Pairs(UnrolledTile tile, int first) => Enumerable.Range(0, tile.Conv.OutChannels - first > 2 ? 2 : 1);

    private static void WriteTwo(SourceWriter writer, UnrolledTile tile, string value, int first, int low, int high)
    {
        string Pixel(int pixel) => CSharp.At("y", ((pixel * tile.OutputStep * tile.Conv.OutChannels) + first).Text());
        writer.Line($"StorePixels({value}, ref {Pixel(low)}, ref {Pixel(high)}, {Math.Min(Quad, tile.Conv.OutChannels - first).Text()});");
    }
}
