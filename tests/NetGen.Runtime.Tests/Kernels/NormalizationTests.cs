using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class NormalizationTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(60);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ChannelAffine_equals_batch_normalisation(int seed)
    {
        var (random, x, size) = Next(seed);
        var (scale, shift) = (random.NextValues(size.Channels), random.NextValues(size.Channels));
        var expected = Map.Build(
            size.Height, size.Width, size.Channels, (y, column, c) => Math.Max(0, x[y, column, c] * scale[c] + shift[c]));
        Kernel kernel = (input, output) => ChannelAffine.Run(
            input, size, RandomSource.ToSingle(scale), RandomSource.ToSingle(shift), output, default(Relu), 1);
        AssertBoth(x, expected, Tolerance.Elementwise, size, kernel);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GroupNorm_equals_the_reference(int seed)
    {
        var (random, x, size) = Next(seed);
        var (weight, bias) = (random.NextValues(size.Channels), random.NextValues(size.Channels));
        foreach (var groups in Enumerable.Range(1, size.Channels).Where(groups => size.Channels % groups == 0))
        {
            var affine = Reference.GroupNorm.Run(x, groups, weight, bias);
            var (factors, summands) = (RandomSource.ToSingle(weight), RandomSource.ToSingle(bias));
            AssertBoth(x, affine, Tolerance.DirectSum, $"{size}, {groups} groups", (input, output) =>
                NetGen.Kernels.GroupNorm.Run(input, size, groups, factors, summands, 1e-5f, output, 1));
            var plain = Reference.GroupNorm.Run(x, groups, null, null);
            AssertBoth(x, plain, Tolerance.DirectSum, $"{size}, {groups} groups, plain", (input, output) =>
                NetGen.Kernels.GroupNorm.Run(input, size, groups, [], [], 1e-5f, output, 1));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void GroupNorm_keeps_its_digits_far_from_zero(int groups)
    {
        var x = new RandomSource(1).NextMap(20, 30, 9, 4000, 4001);
        KernelRun.AssertClose(x, Reference.GroupNorm.Run(x, groups, null, null), Tolerance.DirectSum, groups, (input, output) =>
            NetGen.Kernels.GroupNorm.Run(input, new(20, 30, 9), groups, [], [], 1e-5f, output, 1));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LocalResponseNorm_equals_the_reference(int seed)
    {
        var (random, x, size) = Next(seed);
        var channels = random.NextInt(1, 9);
        foreach (var beta in new[] { 0.75f, 0.6f })
        {
            KernelRun.AssertClose(
                x, Reference.LocalResponseNorm.Run(x, channels, 0.5f, beta, 2), Tolerance.Elementwise, $"{size}, {channels} channels, to the power of {beta}",
                (input, output) => NetGen.Kernels.LocalResponseNorm.Run(input, size, channels, 0.5f, beta, 2, output, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Softmaxes_equal_the_reference(int seed)
    {
        var (_, x, size) = Next(seed, range: 20);
        AssertBoth(x, Reference.Softmax.Run(x), Tolerance.Elementwise, size, (input, output) =>
            NetGen.Kernels.Softmax.Run(input, size, output, 1));
        AssertBoth(x, Reference.LogSoftmax.Run(x), Tolerance.Elementwise, size, (input, output) =>
            NetGen.Kernels.LogSoftmax.Run(input, size, output, 1));
    }

    [Fact]
    public void Softmaxes_of_large_logits_are_finite()
    {
        float[] logits = [3e38f, -3e38f, 3e38f];
        Assert.Equal([0.5f, 0, 0.5f], KernelRun.Output(logits, 3, (x, y) => NetGen.Kernels.Softmax.Run(x, new(1, 1, 3), y, 1)));
        float[] others = [1000, 900, 0];
        var logarithms = KernelRun.Output(others, 3, (x, y) => NetGen.Kernels.LogSoftmax.Run(x, new(1, 1, 3), y, 1));
        Assert.Equal([0f, -100f, -1000f], logarithms);
    }

    [Fact]
    public void A_NaN_spreads_over_its_pixel_alone()
    {
        float[] x = [1, float.NaN, 2, 1, 2, 3];
        foreach (var y in new[]
        {
            KernelRun.Output(x, 6, (input, output) => NetGen.Kernels.Softmax.Run(input, new(1, 2, 3), output, 1)),
            KernelRun.Output(x, 6, (input, output) => NetGen.Kernels.LogSoftmax.Run(input, new(1, 2, 3), output, 1)),
        })
        {
            Assert.All(y[..3], value => Assert.Equal(float.NaN, value));
            Assert.All(y[3..], value => Assert.True(float.IsFinite(value)));
        }
    }

    private static (RandomSource Random, Map X, MapSize Size) Next(int seed, double range = 1)
    {
        var random = new RandomSource((ulong)seed);
        var size = new MapSize(random.NextInt(1, 9), random.NextInt(1, 9), WindowCase.NextChannels(random));
        return (random, random.NextMap(size.Height, size.Width, size.Channels, -range, range), size);
    }

    private static void AssertBoth(Map x, Map expected, double tolerance, object description, Kernel kernel)
    {
        KernelRun.AssertClose(x, expected, tolerance, description, kernel);
        KernelRun.AssertClose(KernelRun.InPlace(x.ToNhwc(), kernel), expected, tolerance, $"{description}, in place");
    }
}
