using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>Layers band by band give, to the bit, what they give one by one, and that is what the reference gives.</summary>
public sealed class BandChainTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(60);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equals_layers_one_by_one(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var size = new MapSize(random.NextInt(1, 40), random.NextInt(1, 60), WindowCase.NextChannels(random));
        Layer[] layers = [.. Enumerable.Range(0, random.NextInt(1, 5)).Select(_ => Layer.Next(random))];
        AssertSame(random, size, layers, WindowCase.NextChannels);
    }

    /// <summary>Inverted residuals of MobileNetV2, and maps so wide or of so many channels that rows are cut into parts.</summary>
    [Theory]
    [InlineData(56, 56, 24, 144, 3, 1, 24)]
    [InlineData(57, 41, 16, 96, 3, 2, 24)]
    [InlineData(30, 700, 16, 96, 3, 2, 24)] // columns in parts
    [InlineData(9, 1300, 8, 64, 5, 1, 16)]
    [InlineData(20, 33, 64, 1280, 3, 1, 40)] // few columns at a time
    [InlineData(1, 900, 32, 192, 3, 1, 16)]
    [InlineData(900, 1, 32, 192, 3, 2, 16)]
    public void Equals_inverted_residuals(int height, int width, int inChannels, int expanded, int kernel, int stride, int outChannels)
    {
        var random = new RandomSource(31);
        var channels = new Queue<int>([expanded, outChannels]);
        Layer[] layers = [Layer.Pixels, new(WindowSpec.Square(kernel, stride, pad: kernel / 2)), Layer.Pixels];
        AssertSame(random, new(height, width, inChannels), layers, _ => channels.Dequeue());
    }

    /// <summary>What the layers give by themselves, and the map added to it before the last activation, whether or not the map lies where the output goes.</summary>
    [Theory]
    [InlineData(56, 56, 24, 144)]
    [InlineData(31, 500, 24, 96)] // columns in parts
    [InlineData(7, 5, 8, 16)]
    public void Adds_a_map(int height, int width, int channels, int expanded)
    {
        var random = new RandomSource(33);
        MapSize size = new(height, width, channels), wide = size with { Channels = expanded };
        ConvolutionCase Pixels(int from, int to) => ConvolutionCase.Next(random, new WindowCase(height, width, WindowSpec.Square(1)), from, to, 1);
        var (expand, project) = (Pixels(channels, expanded).Pack(), Pixels(expanded, channels).Pack());
        var test = ConvolutionCase.Next(random, new WindowCase(height, width, WindowSpec.Square(3, pad: 1)), expanded, expanded, expanded);
        var (filter, window) = (ConvolutionTests.PackDepthwise(test), test.Geometry.Window);
        float[] x = random.NextMap(height, width, channels).ToNhwc(), added = random.NextMap(height, width, channels).ToNhwc();
        float[] first = new float[wide.Length], second = new float[wide.Length], expected = new float[size.Length];
        Convolution.Run(x, size, expand, new(1, 1), first, wide, default(Relu), 1);
        DepthwiseConvolution.Run(first, wide, filter, window, second, wide, default(Relu), 1);
        Convolution.RunAdded(second, wide, project, new(1, 1), added, expected, size, default(Tanh), 1);
        var chain = new BandChain(new PixelStage<Relu>(expand, default), new DepthwiseStage<Relu>(filter, window, same: false, default), new PixelStage<Tanh>(project, default));
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var scratch = new float[threads * BandChain.ScratchLength];
            KernelRun.AssertBits(KernelRun.Output(x, expected.Length, (from, to) => chain.RunAdded(from, size, added, to, size, scratch, threads)), expected, "a map apart");
            KernelRun.AssertBits(
                KernelRun.Output(x, expected.Length, (from, to) =>
                {
                    added.CopyTo(to);
                    chain.RunAdded(from, size, to, to, size, scratch, threads);
                }),
                expected,
                "a map in place");
        }
    }

    [Fact]
    public void Pads_as_SAME_does_for_the_size_of_the_map()
    {
        foreach (var (height, width) in new[] { (7, 8), (8, 7), (31, 30), (1, 1), (64, 129) })
        {
            foreach (var stride in new[] { 1, 2, 3 })
            {
                Layer[] layers = [Layer.Pixels, new(new WindowSpec(3, 5) { StrideHeight = stride, StrideWidth = stride, Same = true }), Layer.Pixels];
                AssertSame(new RandomSource(32), new(height, width, 8), layers, _ => 24);
            }
        }
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var pixels = new PixelStage<Relu>(ConvolutionWeights.Allocate(16, 8, 1, 1, 1), default);
        var depthwise = new DepthwiseStage<Relu>(DepthwiseWeights.Allocate(16, 3, 3), new(3, 3), same: false, default);
        var chain = new BandChain(pixels, depthwise);
        var scratch = new float[BandChain.ScratchLength];
        chain.Run(new float[5 * 6 * 8], new(5, 6, 8), new float[3 * 4 * 16], new(3, 4, 16), scratch, 1);
        string Refusal(Action call) => Assert.ThrowsAny<ArgumentException>(call).Message;
        Assert.Contains("The layers give", Refusal(() => chain.Run(new float[240], new(5, 6, 8), new float[320], new(4, 5, 16), scratch, 1)));
        Assert.Contains("smaller than a window", Refusal(() => chain.Run(new float[96], new(2, 6, 8), new float[64], new(1, 4, 16), scratch, 1)));
        Assert.Contains("input channels", Refusal(() => chain.Run(new float[210], new(5, 6, 7), new float[192], new(3, 4, 16), scratch, 1)));
        Assert.Contains("scratch memory needs", Refusal(() => chain.Run(new float[240], new(5, 6, 8), new float[192], new(3, 4, 16), scratch.AsSpan(1), 1)));
        Assert.Contains("channels between two layers", Refusal(() => new BandChain(depthwise, pixels)));
        Assert.Contains("outside of the map", Refusal(() => new DepthwiseStage<Relu>(DepthwiseWeights.Allocate(16, 3, 3), new(3, 3, PadTop: 3), same: false, default)));
        var wide = new BandChain(new PixelStage<Relu>(ConvolutionWeights.Allocate(100_000, 8, 1, 1, 1), default), new PixelStage<Relu>(ConvolutionWeights.Allocate(1, 100_000, 1, 1, 1), default));
        Assert.Contains("does not hold", Refusal(() => wide.Run(new float[8], new(1, 1, 8), new float[1], new(1, 1, 1), scratch, 1)));
    }

    private static void AssertSame(RandomSource random, MapSize size, Layer[] layers, Func<RandomSource, int> nextChannels)
    {
        var x = random.NextMap(size.Height, size.Width, size.Channels);
        var (pixels, map, stages, sizes) = (x.ToNhwc(), x, new List<BandStage>(), new List<MapSize> { size });
        foreach (var layer in layers)
        {
            var spec = layer.Spec.Rows.Extent > map.Height + layer.Spec.PadTop + layer.Spec.PadBottom || layer.Spec.Columns.Extent > map.Width + layer.Spec.PadLeft + layer.Spec.PadRight
                ? WindowSpec.Square(1) : layer.Spec;
            var geometry = new WindowCase(map.Height, map.Width, spec);
            var (channels, last) = (map.Channels, sizes[^1]);
            if (layer.IsPixels)
            {
                var test = Scaled(ConvolutionCase.Next(random, new WindowCase(map.Height, map.Width, WindowSpec.Square(1)), channels, nextChannels(random), 1));
                var weights = test.Pack();
                stages.Add(new PixelStage<Tanh>(weights, default));
                sizes.Add(last with { Channels = test.OutChannels });
                map = Conv.Run(map, test.Weight, test.Bias, test.Geometry.Spec, test.OutChannels).Apply(Reference.Activation.Tanh);
                pixels = KernelRun.Output(pixels, map.Length, (from, to) => Convolution.Run(from, last, weights, new(1, 1), to, sizes[^1], default(Tanh), 1));
            }
            else
            {
                var test = Scaled(ConvolutionCase.Next(random, geometry, channels, channels, channels));
                var weights = ConvolutionTests.PackDepthwise(test);
                stages.Add(new DepthwiseStage<Tanh>(weights, spec.Same ? geometry.Window with { PadTop = 0, PadLeft = 0, PadBottom = 0, PadRight = 0 } : geometry.Window, spec.Same, default));
                sizes.Add(new(geometry.OutputHeight, geometry.OutputWidth, channels));
                map = Conv.Run(map, test.Weight, test.Bias, spec, channels, channels).Apply(Reference.Activation.Tanh);
                pixels = KernelRun.Output(pixels, map.Length, (from, to) => DepthwiseConvolution.Run(from, last, weights, geometry.Window, to, sizes[^1], default(Tanh), 1));
            }
        }

        var chain = new BandChain([.. stages]);
        var description = string.Join(" → ", sizes);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var scratch = new GuardedFloats(threads * BandChain.ScratchLength, threads == 2 ? Edge.Start : Edge.End);
            var actual = KernelRun.Output(x.ToNhwc(), pixels.Length, (from, to) => chain.Run(from, size, to, sizes[^1], scratch.Span, threads));
            KernelRun.AssertBits(actual, pixels, $"{description} on {threads} threads");
            KernelRun.AssertClose(actual, map, layers.Length * Tolerance.DirectSum, description);
        }
    }

    /// <summary>Weights for which sums are about as large as what they are made of: of larger ones, activations in between would make steps, at which a rounding is no longer small.</summary>
    private static ConvolutionCase Scaled(ConvolutionCase test)
    {
        var products = test.Weight.Length / test.OutChannels;
        return test with { Weight = [.. test.Weight.Select(weight => (double)(float)(weight / Math.Sqrt(products)))] };
    }

    /// <summary>A 1×1 convolution, or a depthwise one.</summary>
    private sealed record Layer(WindowSpec Spec, bool IsPixels = false)
    {
        public static Layer Pixels { get; } = new(WindowSpec.Square(1), IsPixels: true);

        public static Layer Next(RandomSource random)
        {
            if (random.NextInt(0, 2) == 0) return Pixels;
            var spec = WindowCase.Next(random).Spec with { Ceil = false };
            bool Fits(int pad, int extent) => pad < extent;
            return spec.Same || (Fits(spec.PadTop, spec.Rows.Extent) && Fits(spec.PadBottom, spec.Rows.Extent) && Fits(spec.PadLeft, spec.Columns.Extent) && Fits(spec.PadRight, spec.Columns.Extent))
                ? new(spec)
                : Pixels;
        }
    }
}
