using System.Runtime.Intrinsics;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>
/// Tiles with vectors of 512 bits give the bits of those with 256, on any processor: one without such vectors computes them in halves. Networks use them only where they are.
/// </summary>
public sealed unsafe class WideTileTests
{
    private const int Guard = 24;
    private const float Untouched = -77;

    public static TheoryData<int> Sizes => [.. Enumerable.Range(WideTile.LeastPixels, WideTile.MostPixels - WideTile.LeastPixels + 1)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sums_are_those_of_single_pixels(int count)
    {
        const int rows = 3, runs = 2, length = 7;
        var taps = new TileTaps
        {
            Rows = rows, RowInput = 200, RowWeights = runs * length * Lanes.Count,
            Runs = runs, RunInput = 31, RunWeights = length * Lanes.Count,
            RunLength = length, Block = rows * runs * length * Lanes.Count,
        };
        var input = Values(1000, 1);
        var weights = Values(2 * (int)taps.Block, 2);
        var bias = Values(2 * Lanes.Count, 3);
        var pixels = Enumerable.Range(0, count).Select(pixel => (nint)(pixel * pixel * 3)).ToArray();
        var sums = Filled(count * 2 * Lanes.Count + Guard);
        var expected = new float[2 * Lanes.Count];
        fixed (float* x = input, w = weights, b = bias, y = sums, z = expected)
        {
            fixed (nint* at = pixels)
            {
                foreach (var continues in new[] { false, true })
                {
                    var before = sums.ToArray();
                    WideTile.Sum(count, taps, x, at, w, b, (Vector256<float>*)y, continues);
                    for (var pixel = 0; pixel < count; pixel++)
                    {
                        before.AsSpan(pixel * expected.Length, expected.Length).CopyTo(expected);
                        ConvolutionTile.Sum1x2(taps, x, at + pixel, w, b, (Vector256<float>*)z, continues);
                        Assert.Equal(expected, sums.AsSpan(pixel * expected.Length, expected.Length).ToArray());
                    }
                }
            }
        }

        Assert.All(sums[^Guard..], value => Assert.Equal(Untouched, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_of_pixels_are_those_of_narrow_tiles(int addition)
    {
        const int pairs = 3, gap = 5;
        foreach (var pixels in Enumerable.Range(PixelTile.Pixels, 40))
        {
            var length = 1 + (pixels * 7 % 18);
            var (step, outputStep, block) = (length + 2, pairs * 2 * Lanes.Count + gap, length * Lanes.Count);
            var input = Values(pixels * step, pixels);
            var weights = Values(2 * pairs * block, 2);
            var bias = Values(2 * pairs * Lanes.Count, 3);
            var map = Values((pixels * outputStep) + Guard, 4);
            var (wide, narrow) = (Filled(map.Length), Filled(map.Length));
            if (addition == 2) (wide, narrow) = (map.ToArray(), map.ToArray());
            fixed (float* x = input, w = weights, b = bias, m = map, y = wide, z = narrow)
            {
                var panel = new PixelPanel
                {
                    Input = x, InputStep = step, Length = length, Weights = w, Block = block, Bias = b,
                    Output = y, OutputStep = outputStep, Pixels = pixels, Pairs = pairs, Next = w,
                };
                WidePixelTile.Run(panel, new Relu(), Added(addition, y, m));
                panel.Output = z;
                PixelTile.Run(panel, new Relu(), Added(addition, z, m));
            }

            Assert.Equal(narrow, wide);
        }
    }

    [Fact]
    public void Products_of_Winograd_are_summed_in_order_of_the_channels()
    {
        const int channels = 29, tile = 40;
        var filters = Values(channels * WinogradWeights.Pair, 1);
        foreach (var tiles in Enumerable.Range(1, 50))
        {
            var inputs = Values(tiles * tile, tiles);
            var before = Values(tiles * WinogradWeights.Pair, 3);
            foreach (var continues in new[] { false, true })
            {
                var sums = Filled(before.Length + Guard);
                before.CopyTo(sums, 0);
                fixed (float* x = inputs, w = filters, y = sums) WideWinogradProducts.SumPart(x, tile, tiles, w, channels, (Vector512<float>*)y, continues, w);
                for (var output = 0; output < before.Length; output++)
                {
                    var sum = Vector256<float>.Zero;
                    var (row, lane) = Math.DivRem(output, WinogradWeights.Pair);
                    for (var channel = 0; channel < channels; channel++)
                    {
                        var (value, weight) = (inputs[row * tile + channel], filters[channel * WinogradWeights.Pair + lane]);
                        sum = Vector256.MultiplyAddEstimate(Vector256.Create(value), Vector256.Create(weight), sum);
                    }

                    Assert.Equal(continues ? sum[0] + before[output] : sum[0], sums[output]);
                }

                Assert.All(sums[^Guard..], value => Assert.Equal(Untouched, value));
            }
        }
    }

    /// <summary>Nothing, another map, or in place the output itself.</summary>
    private static AddedMap Added(int addition, float* output, float* map) => addition == 0 ? default : AddedMap.To(output, addition == 1 ? map : output);

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static float[] Filled(int count)
    {
        var values = new float[count];
        Array.Fill(values, Untouched);
        return values;
    }
}
