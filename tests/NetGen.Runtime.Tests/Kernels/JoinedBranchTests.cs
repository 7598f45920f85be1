using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>Convolutions that write to some channels of a larger map: what a copy of their output would, and nothing else.</summary>
public sealed class JoinedBranchTests
{
    private delegate void Branch(ReadOnlySpan<float> x, Span<float> y, MapSize ys, int first, int threads);

    public static TheoryData<int> Seeds => WindowCase.Seeds(40);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_direct_sum_writes_its_channels_alone(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var test = ConvolutionCase.Next(random);
        var (xs, packed, window) = (new MapSize(test.Geometry.Height, test.Geometry.Width, test.InChannels), test.Pack(), test.Geometry.Window);
        var scratch = new float[3 * Convolution.ScratchLength(window, xs.Channels)];
        AssertWritesItsChannels(test, random, 1 + seed % 3, (x, y, ys, first, threads) => Convolution.RunJoined(x, xs, packed, window, y, ys, first, default(Relu), threads),
            (x, y, ys, threads) => Convolution.Run(x, xs, packed, window, y, ys, default(Relu), threads));
        AssertWritesItsChannels(test, random, 1 + seed % 3, (x, y, ys, first, threads) => Convolution.RunJoined(x, xs, packed, window, y, ys, first, default(Relu), scratch, threads),
            (x, y, ys, threads) => Convolution.Run(x, xs, packed, window, y, ys, default(Relu), threads));
    }

    [Theory]
    [InlineData(1, 1, 40, 136)] // whole pixels at once
    [InlineData(1, 1, 24, 20)] // channels that do not fill pairs of blocks
    [InlineData(3, 1, 48, 72)]
    [InlineData(3, 2, 200, 24)] // segments
    public void So_it_does_for_larger_layers(int kernel, int stride, int inChannels, int outChannels)
    {
        var random = new RandomSource(7);
        var test = ConvolutionCase.Next(random, new WindowCase(19, 40, WindowSpec.Square(kernel, stride, kernel / 2)), inChannels, outChannels, 1);
        var (xs, packed, window) = (new MapSize(19, 40, inChannels), test.Pack(), test.Geometry.Window);
        var scratch = new float[3 * Convolution.ScratchLength(window, xs.Channels)];
        foreach (var threads in new[] { 1, 3 })
        {
            AssertWritesItsChannels(test, random, threads, (x, y, ys, first, threads) => Convolution.RunJoined(x, xs, packed, window, y, ys, first, default(Relu), scratch, threads),
                (x, y, ys, threads) => Convolution.Run(x, xs, packed, window, y, ys, default(Relu), threads));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Winograd_writes_its_channels_alone(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var (kernel, outputSize) = WinogradTests.FormOf(seed);
        var geometry = new WindowCase(random.NextInt(1, 20), random.NextInt(1, 27), WindowSpec.Square(kernel, pad: kernel / 2));
        var groups = random.NextInt(1, 3);
        var test = ConvolutionCase.Next(random, geometry, 8 * groups * random.NextInt(1, 4), 8 * groups * random.NextInt(1, 6), groups);
        var (xs, weights) = (new MapSize(geometry.Height, geometry.Width, test.InChannels), WinogradWeights.From(test.Pack(), outputSize));
        var scratch = new float[3 * WinogradConvolution.ScratchLength(weights)];
        AssertWritesItsChannels(test, random, 1 + seed % 3,
            (x, y, ys, first, threads) => WinogradConvolution.RunJoined(x, xs, weights, geometry.Window, y, ys, first, default(Relu), scratch, threads),
            (x, y, ys, threads) => WinogradConvolution.Run(x, xs, weights, geometry.Window, y, ys, default(Relu), scratch, threads));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void Refuses_channels_that_the_map_does_not_have(int first)
    {
        var test = ConvolutionCase.Next(new RandomSource(1), new WindowCase(6, 5, WindowSpec.Square(3, pad: 1)), 8, 8, 1);
        var (xs, ys, packed, window) = (new MapSize(6, 5, 8), new MapSize(6, 5, 12), test.Pack(), test.Geometry.Window);
        var (weights, scratch) = (WinogradWeights.From(packed), new float[1 << 20]);
        var (x, y) = (new float[xs.Length], new float[ys.Length]);
        void AssertRefused(Action call) => Assert.Contains("do not lie within 12", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        AssertRefused(() => Convolution.RunJoined(x, xs, packed, window, y, ys, first, default(Relu), 1));
        AssertRefused(() => Convolution.RunJoined(x, xs, packed, window, y, ys, first, default(Relu), scratch, 1));
        AssertRefused(() => WinogradConvolution.RunJoined(x, xs, weights, window, y, ys, first, default(Relu), scratch, 1));
        Assert.All(y, value => Assert.Equal(0, value));
    }

    private static void AssertWritesItsChannels(ConvolutionCase test, RandomSource random, int threads, Branch joined, Action<float[], float[], MapSize, int> alone)
    {
        var (geometry, before, after) = (test.Geometry, random.NextInt(0, 20), random.NextInt(0, 20));
        MapSize own = new(geometry.OutputHeight, geometry.OutputWidth, test.OutChannels), ys = own with { Channels = before + own.Channels + after };
        var x = random.NextMap(geometry.Height, geometry.Width, test.InChannels).ToNhwc();
        var map = random.NextMap(ys.Height, ys.Width, ys.Channels).ToNhwc();
        var branch = new float[own.Length];
        alone(x, branch, own, threads);
        var expected = map.ToArray();
        NetGen.Kernels.Concat.Run(branch, own.Channels, expected, ys, before, 1);
        var actual = KernelRun.Output(x, map.Length, (from, to) =>
        {
            map.CopyTo(to);
            joined(from, to, ys, before, threads);
        });
        KernelRun.AssertBits(actual, expected, $"{test} on {threads} threads, channels from {before} on of {ys.Channels}");
    }
}
