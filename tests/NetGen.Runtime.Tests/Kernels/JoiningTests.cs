using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class JoiningTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(60);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Sums_and_products_equal_the_reference(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var maps = Maps(random, 4);
        var x = maps.Select(map => map.ToNhwc()).ToArray();
        for (var count = 2; count <= 4; count++)
        {
            var branches = maps[..count];
            var (sum, product) = (Join.Add(branches), Join.Multiply(branches).Apply(value => Math.Max(value, 0)));
            var n = count;
            KernelRun.AssertClose(branches[0], sum, Tolerance.Elementwise, $"{n} sums", (first, y) => Add(n, first, x, y));
            KernelRun.AssertClose(branches[0], product, Tolerance.Elementwise, $"{n} products", (first, y) => Multiply(n, first, x, y));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_output_over_any_branch_gives_the_same_bits(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var x = Maps(random, 4).Select(map => map.ToNhwc()).ToArray();
        var apart = KernelRun.Output(x[0], x[0].Length, (first, y) => Add(4, first, x, y));
        for (var over = 0; over < 4; over++)
        {
            var copies = x.Select(values => values.ToArray()).ToArray();
            NetGen.Kernels.Add.Run(copies[0], copies[1], copies[2], copies[3], copies[over], default(Identity), 2);
            KernelRun.AssertBits(copies[over], apart, $"the sum over branch {over}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Concatenations_equal_the_reference(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var (height, width) = (random.NextInt(1, 9), random.NextInt(1, 20));
        var maps = Enumerable.Range(0, random.NextInt(1, 4)).Select(_ => random.NextMap(height, width, WindowCase.NextChannels(random))).ToArray();
        var expected = Join.Concat(maps);
        MapSize size = new(height, width, expected.Channels);
        KernelRun.AssertClose(maps[0], expected, Tolerance.Exact, $"{size} of {maps.Length}", (_, y) =>
        {
            var first = 0;
            foreach (var map in maps)
            {
                NetGen.Kernels.Concat.Run(map.ToNhwc(), map.Channels, y, size, first, random.NextInt(1, 3));
                first += map.Channels;
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8191)]
    [InlineData(8193)]
    [InlineData(100_003)]
    public void The_number_of_threads_changes_no_bit(int length)
    {
        var random = new RandomSource((ulong)length);
        float[] a = random.NextMap(1, 1, length).ToNhwc(), b = random.NextMap(1, 1, length).ToNhwc(), c = random.NextMap(1, 1, length).ToNhwc();
        float[] Sum(int threads) => KernelRun.Output(a, length, (x, y) => NetGen.Kernels.Add.Run(x, b, c, y, default(Tanh), threads));
        KernelRun.AssertBits(Sum(3), Sum(1), "the sum on 3 threads");
    }

    [Fact]
    public void Branches_of_other_lengths_are_refused_with_both_figures()
    {
        AssertFigures(6, 5, () => NetGen.Kernels.Add.Run(new float[6], new float[5], new float[6], default(Identity), 1));
        AssertFigures(6, 7, () => NetGen.Kernels.Add.Run(new float[6], new float[6], new float[7], new float[6], default(Identity), 1));
        AssertFigures(6, 8, () => NetGen.Kernels.Multiply.Run(new float[6], new float[6], new float[6], new float[8], new float[6], default(Identity), 1));
        AssertFigures(12, 11, () => NetGen.Kernels.Concat.Run(new float[11], 3, new float[20], new(2, 2, 5), 0, 1));
        Assert.ThrowsAny<ArgumentException>(() => NetGen.Kernels.Add.Run(new float[6], new float[6], new float[6], default(Identity), 0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Channels_outside_of_the_output_are_refused(int first)
    {
        var message = Assert.Throws<ArgumentException>(() => NetGen.Kernels.Concat.Run(new float[12], 3, new float[20], new(2, 2, 5), first, 1)).Message;
        Assert.Contains($"Channels {first} to", message);
    }

    private static Map[] Maps(RandomSource random, int count)
    {
        var (height, width, channels) = (random.NextInt(1, 20), random.NextInt(1, 9), WindowCase.NextChannels(random));
        return [.. Enumerable.Range(0, count).Select(_ => random.NextMap(height, width, channels))];
    }

    private static void Add(int count, ReadOnlySpan<float> first, float[][] x, Span<float> y)
    {
        if (count == 2) NetGen.Kernels.Add.Run(first, x[1], y, default(Identity), 2);
        else if (count == 3) NetGen.Kernels.Add.Run(first, x[1], x[2], y, default(Identity), 2);
        else NetGen.Kernels.Add.Run(first, x[1], x[2], x[3], y, default(Identity), 2);
    }

    private static void Multiply(int count, ReadOnlySpan<float> first, float[][] x, Span<float> y)
    {
        if (count == 2) NetGen.Kernels.Multiply.Run(first, x[1], y, default(Relu), 2);
        else if (count == 3) NetGen.Kernels.Multiply.Run(first, x[1], x[2], y, default(Relu), 2);
        else NetGen.Kernels.Multiply.Run(first, x[1], x[2], x[3], y, default(Relu), 2);
    }

    private static void AssertFigures(int expected, int actual, Action call)
    {
        var message = Assert.ThrowsAny<ArgumentException>(call).Message;
        Assert.Contains(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), message);
        Assert.Contains(actual.ToString(System.Globalization.CultureInfo.InvariantCulture), message);
    }
}
