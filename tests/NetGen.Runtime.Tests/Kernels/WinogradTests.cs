using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class WinogradTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(60);

    public static TheoryData<int> FewerSeeds => WindowCase.Seeds(30);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equals_the_reference(int seed) => AssertEqualsTheReference(seed, kernel: 3, outputSize: 4, Tolerance.Winograd);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void In_tiles_of_2_by_2_it_is_closer(int seed) => AssertEqualsTheReference(seed, kernel: 3, outputSize: 2, Tolerance.SmallWinograd);

    [Theory]
    [MemberData(nameof(FewerSeeds))]
    public void Filters_of_5_by_5_equal_the_reference(int seed) => AssertEqualsTheReference(seed, kernel: 5, outputSize: 2, Tolerance.Winograd);

    [Theory]
    [MemberData(nameof(FewerSeeds))]
    public void Filters_of_7_by_7_equal_the_reference(int seed) => AssertEqualsTheReference(seed, kernel: 7, outputSize: 2, Tolerance.Winograd);

    private static void AssertEqualsTheReference(int seed, int kernel, int outputSize, double tolerance)
    {
        var random = new RandomSource((ulong)seed);
        var spec = WindowSpec.Square(kernel) with
        {
            PadTop = random.NextInt(0, kernel), PadLeft = random.NextInt(0, kernel), PadBottom = random.NextInt(0, kernel), PadRight = random.NextInt(0, kernel),
        };
        var height = random.NextInt(Math.Max(1, kernel - spec.PadTop - spec.PadBottom), 23);
        var width = random.NextInt(Math.Max(1, kernel - spec.PadLeft - spec.PadRight), 31);

        // The input channels of all groups fill vectors, those of one need not.
        var groups = 1 + seed % 3;
        var inChannels = (groups == 3 ? 24 : 8) * random.NextInt(1, 5);
        var test = ConvolutionCase.Next(random, new WindowCase(height, width, spec), inChannels, 8 * groups * random.NextInt(1, 6), groups);
        var x = random.NextMap(height, width, test.InChannels);
        var expected = Conv.Run(x, test.Weight, test.Bias, spec, test.OutChannels, groups);
        KernelRun.AssertClose(x, expected, tolerance, test, Kernel(test, 1 + seed / 3 % 3, default(Identity), outputSize));
    }

    [Theory]
    [InlineData(14, 14, 256, 64, 3, 4)] // wide, where sums are long
    [InlineData(5, 27, 520, 24, 3, 4)] // sums of sums
    [InlineData(56, 40, 16, 16, 3, 4)] // several groups of tiles
    [InlineData(7, 7, 64, 200, 3, 4)] // fewer tiles than threads, and an odd number of blocks
    [InlineData(9, 6, 24, 1048, 3, 4)] // more pairs of output channels than are held at a time
    [InlineData(14, 14, 256, 64, 3, 2)]
    [InlineData(5, 27, 520, 24, 3, 2)]
    [InlineData(56, 40, 16, 16, 3, 2)]
    [InlineData(7, 7, 64, 200, 3, 2)]
    [InlineData(14, 14, 256, 64, 5, 2)]
    [InlineData(5, 27, 520, 24, 5, 2)]
    [InlineData(56, 40, 16, 16, 5, 2)]
    [InlineData(14, 14, 256, 64, 7, 2)]
    [InlineData(5, 27, 520, 24, 7, 2)]
    [InlineData(56, 40, 16, 16, 7, 2)]
    [InlineData(9, 6, 24, 1048, 7, 2)]
    public void Equals_the_reference_on_larger_layers(int height, int width, int inChannels, int outChannels, int kernel, int outputSize)
    {
        var random = new RandomSource(11);
        var test = ConvolutionCase.Next(random, new WindowCase(height, width, WindowSpec.Square(kernel, pad: kernel / 2)), inChannels, outChannels, 1);
        var x = random.NextMap(height, width, inChannels);
        var expected = Conv.Run(x, test.Weight, test.Bias, test.Geometry.Spec, outChannels);
        foreach (var threads in new[] { 1, 2 }) KernelRun.AssertClose(x, expected, ToleranceOf(kernel, outputSize), test, Kernel(test, threads, default(Identity), outputSize));
    }

    [Theory]
    [InlineData(33, 47, 3, 4)]
    [InlineData(7, 7, 3, 4)]
    [InlineData(33, 47, 3, 2)]
    [InlineData(7, 7, 3, 2)]
    [InlineData(33, 47, 5, 2)]
    [InlineData(7, 7, 7, 2)]
    public void Threads_change_no_bit(int height, int width, int kernel, int outputSize)
    {
        var random = new RandomSource(12);
        var test = ConvolutionCase.Next(random, new WindowCase(height, width, WindowSpec.Square(kernel, pad: kernel / 2)), 24, 560, 2);
        var x = random.NextMap(height, width, 24).ToNhwc();
        var single = KernelRun.Output(x, height * width * 560, Kernel(test, 1, default(Identity), outputSize));
        foreach (var threads in new[] { 2, 3, 8 })
        {
            KernelRun.AssertBits(KernelRun.Output(x, height * width * 560, Kernel(test, threads, default(Identity), outputSize)), single, $"the output on {threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pooled_it_equals_the_map_pooled_afterwards_to_the_bit(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var (kernel, outputSize) = FormOf(seed);
        var geometry = new WindowCase(random.NextInt(2, 20), random.NextInt(2, 27), WindowSpec.Square(kernel, pad: kernel / 2));
        var test = ConvolutionCase.Next(random, geometry, 8 * random.NextInt(1, 4), 8 * random.NextInt(1, 6), 1);
        var x = random.NextMap(geometry.Height, geometry.Width, test.InChannels).ToNhwc();
        if (seed % 7 < 2) x[random.NextInt(0, x.Length)] = float.NaN;
        if (seed % 7 is 2 or 3) x[random.NextInt(0, x.Length)] = float.NegativeInfinity;
        var (map, pooled) = (
            new MapSize(geometry.OutputHeight, geometry.OutputWidth, test.OutChannels),
            new MapSize(geometry.OutputHeight / 2, geometry.OutputWidth / 2, test.OutChannels));
        var whole = KernelRun.Output(x, (int)map.Length, Kernel(test, 1, default(Relu), outputSize));
        var expected = KernelRun.Output(whole, (int)pooled.Length, (from, to) => NetGen.Kernels.MaxPool.Run(from, map, new Window(2, 2, 2, 2), to, pooled, 1));
        foreach (var threads in new[] { 1, 3 })
        {
            KernelRun.AssertBits(KernelRun.Output(x, (int)pooled.Length, PooledKernel(test, pooled, threads, default(Relu), outputSize)), expected, $"the pooled output of {test} on {threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Adding_a_map_equals_adding_it_afterwards_to_the_bit(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var (kernelSize, outputSize) = FormOf(seed);
        var geometry = new WindowCase(random.NextInt(1, 20), random.NextInt(1, 27), WindowSpec.Square(kernelSize, pad: kernelSize / 2));
        var test = ConvolutionCase.Next(random, geometry, 8 * random.NextInt(1, 4), 8 * random.NextInt(1, 6), 1);
        var threads = 1 + seed % 3;
        MapSize xs = new(geometry.Height, geometry.Width, test.InChannels), ys = new(geometry.OutputHeight, geometry.OutputWidth, test.OutChannels);
        var x = random.NextMap(xs.Height, xs.Width, xs.Channels);
        var map = random.NextMap(ys.Height, ys.Width, ys.Channels);
        var (pixels, added, length) = (x.ToNhwc(), map.ToNhwc(), (int)ys.Length);
        var afterwards = KernelRun.Output(KernelRun.Output(pixels, length, Kernel(test, 1, default(Identity), outputSize)), length, (from, to) => NetGen.Kernels.Add.Run(from, added, to, default(Relu), 1));
        KernelRun.AssertClose(afterwards, Join.Add(Conv.Run(x, test.Weight, test.Bias, geometry.Spec, test.OutChannels), map).Apply(Reference.Activation.Relu), ToleranceOf(kernelSize, outputSize), test);
        var weights = WinogradWeights.From(test.Pack(), outputSize);
        var scratch = new float[threads * WinogradConvolution.ScratchLength(weights)];
        Kernel apart = (from, to) => WinogradConvolution.RunAdded(from, xs, weights, geometry.Window, added, to, ys, default(Relu), scratch, threads);
        Kernel inPlace = (from, to) =>
        {
            added.CopyTo(to);
            WinogradConvolution.RunAdded(from, xs, weights, geometry.Window, to, to, ys, default(Relu), scratch, threads);
        };
        foreach (var kernel in new[] { apart, inPlace }) KernelRun.AssertBits(KernelRun.Output(pixels, length, kernel), afterwards, $"{test} on {threads} threads");
    }

    [Fact]
    public void Applies_the_activation_after_the_bias()
    {
        var random = new RandomSource(3);
        var test = ConvolutionCase.Next(random, new WindowCase(9, 10, WindowSpec.Square(3, pad: 1)), 8, 16, 1);
        var x = random.NextMap(9, 10, 8);
        var expected = Conv.Run(x, test.Weight, test.Bias, test.Geometry.Spec, 16).Apply(Reference.Activation.Tanh);
        KernelRun.AssertClose(x, expected, Tolerance.Winograd, test, Kernel(test, 1, default(Tanh)));
    }

    [Theory]
    [InlineData(12, 16, "input channels divided by 8 should be 0, but is 4")]
    [InlineData(16, 12, "output channels divided by 8 should be 0, but is 4")]
    public void Refuses_channels_that_fill_no_vector(int inChannels, int outChannels, string message)
    {
        var test = ConvolutionCase.Next(new RandomSource(1), new WindowCase(8, 8, WindowSpec.Square(3, pad: 1)), inChannels, outChannels, 1);
        var fault = Assert.Throws<ArgumentException>(() => KernelRun.Output(new float[64 * inChannels], 64 * outChannels, Kernel(test, 1)));
        Assert.Contains(message, fault.Message);
    }

    [Fact]
    public void Refuses_scratch_memory_that_is_too_small()
    {
        var test = ConvolutionCase.Next(new RandomSource(1), new WindowCase(8, 8, WindowSpec.Square(3, pad: 1)), 8, 8, 1);
        var weights = WinogradWeights.From(test.Pack());
        var scratch = new float[WinogradConvolution.ScratchLength(weights) - 1];
        Assert.ThrowsAny<ArgumentException>(() => WinogradConvolution.Run(
            new float[512], new(8, 8, 8), weights, test.Geometry.Window, new float[512], new(8, 8, 8), default(Identity), scratch, 1));
    }

    [Theory]
    [InlineData(3, 5, 4)]
    [InlineData(4, 4, 2)]
    [InlineData(3, 3, 3)]
    [InlineData(5, 5, 4)]
    [InlineData(9, 9, 2)]
    public void Takes_filters_and_tiles_that_it_has_an_algorithm_for(int kernelHeight, int kernelWidth, int outputSize) =>
        Assert.Throws<ArgumentException>(() => WinogradWeights.From(ConvolutionWeights.Allocate(8, 8, 1, kernelHeight, kernelWidth), outputSize));

    /// <summary>One of the algorithms.</summary>
    internal static (int Kernel, int OutputSize) FormOf(int seed) => (seed % 4) switch { 0 => (3, 4), 1 => (3, 2), 2 => (5, 2), _ => (7, 2) };

    private static double ToleranceOf(int kernel, int outputSize) => (kernel, outputSize) == (3, 2) ? Tolerance.SmallWinograd : Tolerance.Winograd;

    private static Kernel Kernel(ConvolutionCase test, int threads) => Kernel(test, threads, default(Identity));

    private static Kernel Kernel<TActivation>(ConvolutionCase test, int threads, TActivation activation, int outputSize = 4)
        where TActivation : struct, IActivation
    {
        var weights = WinogradWeights.From(test.Pack(), outputSize);
        return (x, y) =>
        {
            using var scratch = new GuardedFloats(threads * WinogradConvolution.ScratchLength(weights));
            WinogradConvolution.Run(
                x, new(test.Geometry.Height, test.Geometry.Width, test.InChannels), weights, test.Geometry.Window,
                y, new(test.Geometry.OutputHeight, test.Geometry.OutputWidth, test.OutChannels), activation, scratch.Span, threads);
        };
    }

    private static Kernel PooledKernel<TActivation>(ConvolutionCase test, MapSize pooled, int threads, TActivation activation, int outputSize)
        where TActivation : struct, IActivation
    {
        var weights = WinogradWeights.From(test.Pack(), outputSize);
        return (x, y) =>
        {
            using var scratch = new GuardedFloats(threads * WinogradConvolution.ScratchLength(weights));
            WinogradConvolution.RunMaxPooled(
                x, new(test.Geometry.Height, test.Geometry.Width, test.InChannels), weights, test.Geometry.Window, y, pooled, activation, scratch.Span, threads);
        };
    }
}
