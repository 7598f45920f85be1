using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class PoolingTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(150);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MaxPool_equals_the_reference(int seed)
    {
        var (x, geometry) = Next(seed);
        var expected = Reference.MaxPool.Run(x, geometry.Spec);
        KernelRun.AssertClose(x, expected, Tolerance.Exact, geometry, (input, output) =>
            NetGen.Kernels.MaxPool.Run(input, SizeOf(x), geometry.Window, output, SizeOf(expected), 1 + seed % 3));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AveragePool_equals_the_reference(int seed)
    {
        var (x, geometry) = Next(seed);
        foreach (var countPad in new[] { false, true })
        {
            var expected = Reference.AveragePool.Run(x, geometry.Spec with { CountPad = countPad });
            KernelRun.AssertClose(x, expected, Tolerance.Elementwise, $"{geometry}, pad counted: {countPad}", (input, output) =>
                NetGen.Kernels.AveragePool.Run(input, SizeOf(x), geometry.Window, countPad, output, SizeOf(expected), 1 + seed % 3));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pools_of_the_whole_map_equal_the_reference(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var x = random.NextMap(random.NextInt(1, 12), random.NextInt(1, 12), WindowCase.NextChannels(random));
        var mean = Reference.GlobalAveragePool.Run(x);
        var largest = Reference.GlobalMaxPool.Run(x);
        var (rows, columns) = (random.NextInt(1, 13), random.NextInt(1, 13));
        var adaptive = Reference.AdaptiveAveragePool.Run(x, rows, columns);
        KernelRun.AssertClose(x, mean, Tolerance.Elementwise, SizeOf(x), (input, output) =>
            NetGen.Kernels.GlobalAveragePool.Run(input, SizeOf(x), output, 1));
        KernelRun.AssertClose(x, largest, Tolerance.Exact, SizeOf(x), (input, output) =>
            NetGen.Kernels.GlobalMaxPool.Run(input, SizeOf(x), output, 1));
        KernelRun.AssertClose(x, adaptive, Tolerance.Elementwise, $"{SizeOf(x)} to {rows}×{columns}", (input, output) =>
            NetGen.Kernels.AdaptiveAveragePool.Run(input, SizeOf(x), output, SizeOf(adaptive), 1));
    }

    [Fact]
    public void The_mean_of_a_large_map_is_accurate()
    {
        var size = new MapSize(1000, 700, 3);
        var x = new float[size.Length];
        x.AsSpan().Fill(1000.1f);
        var y = KernelRun.Output(x, 3, (input, output) => NetGen.Kernels.GlobalAveragePool.Run(input, size, output, 1));
        Assert.Equal([1000.1f, 1000.1f, 1000.1f], y);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(43)]
    [InlineData(100)]
    public void Pools_of_the_whole_map_take_many_channels_at_once(int channels)
    {
        var x = new RandomSource(4).NextMap(7, 5, channels);
        KernelRun.AssertClose(x, Reference.GlobalMaxPool.Run(x), Tolerance.Exact, channels, (input, output) =>
            NetGen.Kernels.GlobalMaxPool.Run(input, SizeOf(x), output, 2));
        KernelRun.AssertClose(x, Reference.GlobalAveragePool.Run(x), Tolerance.Elementwise, channels, (input, output) =>
            NetGen.Kernels.GlobalAveragePool.Run(input, SizeOf(x), output, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(40)]
    public void A_NaN_wins_in_the_windows_that_hold_it(int channels)
    {
        var x = new float[6 * 6 * channels];
        x[(2 * 6 + 3) * channels + channels - 1] = float.NaN;
        x[0] = float.NegativeInfinity;
        var window = new WindowCase(6, 6, WindowSpec.Square(2, stride: 2)).Window;
        var y = KernelRun.Output(x, 9 * channels, (input, output) =>
            NetGen.Kernels.MaxPool.Run(input, new(6, 6, channels), window, output, new(3, 3, channels), 1));
        for (var i = 0; i < y.Length; i++) Assert.Equal(i == 4 * channels + channels - 1 ? float.NaN : 0, y[i]);
        var global = KernelRun.Output(x, channels, (input, output) => NetGen.Kernels.GlobalMaxPool.Run(input, new(6, 6, channels), output, 1));
        Assert.Equal(float.NaN, global[^1]);
    }

    [Theory]
    [InlineData(8, 2, 0)]
    [InlineData(40, 2, 1)]
    [InlineData(43, 1, 1)]
    public void The_first_of_zeros_wins_and_any_NaN(int channels, int stride, int pad)
    {
        const int Extent = 15;
        float[] values = [0, -0f, 0, -0f, -1, -2, float.NegativeInfinity, float.NaN];
        var random = new RandomSource(5);
        var x = new float[Extent * Extent * channels];
        for (var i = 0; i < x.Length; i++) x[i] = values[random.NextInt(0, values.Length - (random.NextInt(0, 9) == 0 ? 1 : 2))];
        var geometry = new WindowCase(Extent, Extent, WindowSpec.Square(3, stride, pad));
        var outputs = geometry.OutputHeight;
        var expected = new float[outputs * outputs * channels];
        for (var i = 0; i < expected.Length; i++)
        {
            var (row, column, channel) = (i / channels / outputs * stride - pad, i / channels % outputs * stride - pad, i % channels);
            expected[i] = float.NegativeInfinity;
            for (var tap = 0; tap < 9; tap++)
            {
                var (r, c) = (row + tap / 3, column + tap % 3);
                if (r is < 0 or >= Extent || c is < 0 or >= Extent) continue;
                var value = x[(r * Extent + c) * channels + channel];
                if (value > expected[i] || float.IsNaN(value)) expected[i] = value;
                if (float.IsNaN(expected[i])) break;
            }
        }

        var y = KernelRun.Output(x, expected.Length, (input, output) => NetGen.Kernels.MaxPool.Run(
            input, new(Extent, Extent, channels), geometry.Window, output, new(outputs, outputs, channels), 1));
        KernelRun.AssertBits(y, expected, "the maxima");
    }

    [Fact]
    public void Padding_never_wins()
    {
        var window = new WindowCase(2, 2, WindowSpec.Square(3, pad: 1)).Window;
        var y = KernelRun.Output([-5, -6, -7, -8], 4, (input, output) =>
            NetGen.Kernels.MaxPool.Run(input, new(2, 2, 1), window, output, new(2, 2, 1), 1));
        Assert.Equal([-5f, -5f, -5f, -5f], y);
    }

    private static (Map X, WindowCase Geometry) Next(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var geometry = WindowCase.Next(random);
        return (random.NextMap(geometry.Height, geometry.Width, WindowCase.NextChannels(random)), geometry);
    }

    private static MapSize SizeOf(Map map) => new(map.Height, map.Width, map.Channels);
}
