using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class ConvolutionTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(150);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equals_the_reference(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var test = ConvolutionCase.Next(random);
        var geometry = test.Geometry;
        var x = random.NextMap(geometry.Height, geometry.Width, test.InChannels);
        var expected = Conv.Run(x, test.Weight, test.Bias, geometry.Spec, test.OutChannels, test.Groups);
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, Kernel(test, threads: 1 + seed % 3));
    }

    [Theory]
    [InlineData(7, 7, 40, 1000, 7, 0)] // a dense layer over a map
    [InlineData(1, 1, 300, 77, 1, 0)] // a dense layer over a vector
    [InlineData(30, 41, 24, 72, 3, 1)] // more than one panel of output channels
    [InlineData(5, 6, 96, 136, 3, 1)] // small maps, where the weights are the larger part
    [InlineData(3, 50, 16, 24, 1, 0)] // pixel by pixel
    public void Equals_the_reference_on_larger_layers(int height, int width, int inChannels, int outChannels, int kernel, int pad)
    {
        var random = new RandomSource(7);
        var geometry = new WindowCase(height, width, WindowSpec.Square(kernel, pad: pad));
        var test = ConvolutionCase.Next(random, geometry, inChannels, outChannels, 1);
        var x = random.NextMap(height, width, inChannels);
        var expected = Conv.Run(x, test.Weight, test.Bias, geometry.Spec, outChannels);
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, Kernel(test, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Scratch_memory_changes_no_bit(int seed)
    {
        var random = new RandomSource((ulong)seed);
        AssertSame(ConvolutionCase.Next(random), random, threads: 1 + seed % 3);
    }

    [Theory]
    [InlineData(14, 14, 160, 48, 3, 1, 1, 1, 1)] // sums in several segments, of whole rows
    [InlineData(9, 40, 1300, 32, 1, 1, 1, 0, 1)] // in pieces of a row
    [InlineData(12, 13, 700, 24, 3, 1, 2, 2, 1)] // in runs of a row, whose taps lie apart; an odd number of blocks
    [InlineData(40, 50, 6, 64, 3, 1, 1, 1, 2)] // short sums for many channels at once
    [InlineData(27, 27, 96, 40, 5, 1, 1, 2, 1)]
    [InlineData(31, 97, 8, 16, 3, 2, 1, 1, 1)]
    [InlineData(1, 3, 20, 33, 3, 1, 1, 1, 1)] // fewer pixels than a tile
    [InlineData(130, 1, 4, 16, 3, 1, 1, 1, 1)]
    [InlineData(6, 7, 10, 16, 9, 1, 1, 8, 1)] // windows that see little of the map
    [InlineData(13, 11, 96, 24, 1, 1, 1, 0, 1)] // three blocks, the last four pixels not filled
    [InlineData(9, 40, 1300, 40, 1, 1, 1, 0, 1)] // two and three, in several segments
    [InlineData(10, 11, 63, 120, 3, 1, 1, 1, 3)] // five in each group
    [InlineData(33, 37, 32, 56, 1, 1, 1, 0, 1)] // rows that mean nothing
    [InlineData(2, 250, 12, 24, 3, 1, 1, 1, 1)] // two rows, in long blocks
    public void Nor_does_it_in_larger_layers(int height, int width, int inChannels, int outChannels, int kernel, int stride, int dilation, int pad, int groups)
    {
        var random = new RandomSource(13);
        var geometry = new WindowCase(height, width, WindowSpec.Square(kernel, stride, pad, dilation));
        var test = ConvolutionCase.Next(random, geometry, inChannels, outChannels, groups);
        foreach (var threads in new[] { 1, 3 }) AssertSame(test, random, threads);
        var x = random.NextMap(height, width, inChannels);
        var expected = Conv.Run(x, test.Weight, test.Bias, geometry.Spec, outChannels, groups);
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, WithScratch(test, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Nor_do_channels_that_fill_no_block(int kernel)
    {
        for (var outChannels = 1; outChannels < 24; outChannels++) Nor_does_it_in_larger_layers(13, 31, 70, outChannels, kernel, stride: 1, dilation: 1, pad: kernel / 2, groups: 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Adding_a_map_equals_adding_it_afterwards_to_the_bit(int seed)
    {
        var random = new RandomSource((ulong)seed);
        AssertAdds(ConvolutionCase.Next(random), random, threads: 1 + seed % 3);
    }

    [Theory]
    [InlineData(14, 14, 160, 48, 3, 1, 1, 1)] // sums in several segments
    [InlineData(13, 11, 24, 32, 1, 1, 0, 1)] // whole tiles, the last of them moved back
    [InlineData(1, 5, 24, 64, 1, 1, 0, 1)] // fewer pixels than a tile
    [InlineData(9, 40, 144, 24, 1, 1, 0, 1)] // a block without a pair
    [InlineData(1, 1, 300, 77, 1, 1, 0, 1)] // a pixel
    [InlineData(31, 97, 8, 20, 3, 2, 1, 1)] // channels that fill no block
    [InlineData(28, 29, 16, 64, 3, 1, 1, 2)]
    public void So_it_does_in_larger_layers(int height, int width, int inChannels, int outChannels, int kernel, int stride, int pad, int groups)
    {
        var random = new RandomSource(14);
        var geometry = new WindowCase(height, width, WindowSpec.Square(kernel, stride, pad));
        foreach (var threads in new[] { 1, 2, 3 }) AssertAdds(ConvolutionCase.Next(random, geometry, inChannels, outChannels, groups), random, threads);
    }

    private static void AssertAdds(ConvolutionCase test, RandomSource random, int threads)
    {
        var (geometry, packed) = (test.Geometry, test.Pack());
        MapSize xs = new(geometry.Height, geometry.Width, test.InChannels), ys = new(geometry.OutputHeight, geometry.OutputWidth, test.OutChannels);
        var x = random.NextMap(xs.Height, xs.Width, xs.Channels);
        var map = random.NextMap(ys.Height, ys.Width, ys.Channels);
        var (pixels, added, length) = (x.ToNhwc(), map.ToNhwc(), (int)ys.Length);
        var scratch = new float[threads * Convolution.ScratchLength(geometry.Window, xs.Channels)];
        var afterwards = KernelRun.Output(KernelRun.Output(pixels, length, Kernel(test, packed, threads)), length, (from, to) => NetGen.Kernels.Add.Run(from, added, to, default(Relu), 1));
        KernelRun.AssertClose(
            afterwards, Join.Add(Conv.Run(x, test.Weight, test.Bias, geometry.Spec, test.OutChannels, test.Groups), map).Apply(Reference.Activation.Relu), Tolerance.DirectSum, test);
        Kernel apart = (from, to) => Convolution.RunAdded(from, xs, packed, geometry.Window, added, to, ys, default(Relu), threads);
        Kernel inPlace = (from, to) =>
        {
            added.CopyTo(to);
            Convolution.RunAdded(from, xs, packed, geometry.Window, to, to, ys, default(Relu), threads);
        };
        Kernel withScratch = (from, to) =>
        {
            added.CopyTo(to);
            Convolution.RunAdded(from, xs, packed, geometry.Window, to, to, ys, default(Relu), scratch, threads);
        };
        foreach (var kernel in new[] { apart, inPlace, withScratch }) KernelRun.AssertBits(KernelRun.Output(pixels, length, kernel), afterwards, test.ToString());
    }

    /// <summary>Of 1×1 windows, tiles of six pixels share all they read: what they give is that of each pixel alone, wherever the last tile begins.</summary>
    [Theory]
    [InlineData(1, 16, 1)]
    [InlineData(3, 32, 1)] // fewer products than are summed at a turn
    [InlineData(17, 16, 1)]
    [InlineData(64, 80, 1)] // more pairs of blocks than stay near
    [InlineData(128, 48, 1)] // the longest sums that are short
    [InlineData(129, 48, 1)]
    [InlineData(40, 96, 2)]
    [InlineData(144, 24, 1)] // three blocks
    [InlineData(74, 48, 2)] // three in each group, an odd number of products
    [InlineData(1, 24, 1)]
    [InlineData(193, 24, 1)]
    public void Pixels_side_by_side_equal_each_alone(int inChannels, int outChannels, int groups)
    {
        var random = new RandomSource(23);
        foreach (var (height, width) in new[] { (1, 1), (1, 5), (1, 6), (1, 7), (1, 11), (2, 6), (1, 13), (3, 33), (9, 22), (25, 31) })
        {
            var test = ConvolutionCase.Next(random, new WindowCase(height, width, WindowSpec.Square(1)), inChannels, outChannels, groups);
            var (packed, window) = (test.Pack(), test.Geometry.Window);
            MapSize xs = new(height, width, inChannels), ys = new(height, width, outChannels), one = new(1, 1, inChannels), result = new(1, 1, outChannels);
            var pixels = random.NextMap(height, width, inChannels).ToNhwc();
            var expected = new float[ys.Length];
            for (var pixel = 0; pixel < height * width; pixel++)
            {
                Convolution.Run(pixels.AsSpan(pixel * inChannels, inChannels), one, packed, window, expected.AsSpan(pixel * outChannels, outChannels), result, default(Relu), 1);
            }

            foreach (var threads in new[] { 1, 2, 3 })
            {
                var actual = KernelRun.Output(pixels, expected.Length, (from, to) => Convolution.Run(from, xs, packed, window, to, ys, default(Relu), threads));
                KernelRun.AssertBits(actual, expected, $"{test} on {threads} threads");
                AssertAdds(test, random, threads);
            }
        }
    }

    /// <summary>Sums begin with the bias: one of −0 must not show whether a tap outside of the map was left out or met a 0.</summary>
    [Fact]
    public void A_bias_of_minus_zero_is_zero()
    {
        var weights = ConvolutionWeights.Allocate(16, 16, 1, 3, 3);
        weights.SetBias(Enumerable.Repeat(-0f, 16).ToArray());
        var geometry = new WindowCase(7, 9, WindowSpec.Square(3, pad: 1));
        MapSize size = new(7, 9, 16);
        var x = Enumerable.Repeat(-1f, (int)size.Length).ToArray();
        var scratch = new float[Convolution.ScratchLength(geometry.Window, 16)];
        var copied = KernelRun.Output(x, x.Length, (from, to) => Convolution.Run(from, size, weights, geometry.Window, to, size, default(Identity), scratch, 1));
        KernelRun.AssertBits(KernelRun.Output(x, x.Length, (from, to) => Convolution.Run(from, size, weights, geometry.Window, to, size, default(Identity), 1)), copied, "the output");
    }

    [Fact]
    public void Refuses_to_add_what_has_another_size_or_lies_across_the_output()
    {
        var test = ConvolutionCase.Next(new RandomSource(1), new WindowCase(4, 4, WindowSpec.Square(1)), 8, 8, 1);
        var (weights, memory) = (test.Pack(), new float[300]);
        void Add(int from, int length) => Convolution.RunAdded(
            new float[128], new(4, 4, 8), weights, test.Geometry.Window, memory.AsSpan(from, length), memory.AsSpan(100, 128), new(4, 4, 8), default(Identity), 1);
        Add(100, 128);
        Assert.Contains("needs 128 elements", Assert.Throws<ArgumentException>(() => Add(100, 127)).Message);
        Assert.Contains("without being the same memory", Assert.Throws<ArgumentException>(() => Add(101, 128)).Message);
    }

    private static void AssertSame(ConvolutionCase test, RandomSource random, int threads)
    {
        var length = test.Geometry.OutputHeight * test.Geometry.OutputWidth * test.OutChannels;
        var x = random.NextMap(test.Geometry.Height, test.Geometry.Width, test.InChannels).ToNhwc();
        KernelRun.AssertBits(KernelRun.Output(x, length, WithScratch(test, threads)), KernelRun.Output(x, length, Kernel(test, threads)), test.ToString());
    }

    [Fact]
    public void Refuses_scratch_memory_that_is_too_small()
    {
        var test = ConvolutionCase.Next(new RandomSource(1), new WindowCase(8, 8, WindowSpec.Square(3, pad: 1)), 8, 8, 1);
        var scratch = new float[Convolution.ScratchLength(test.Geometry.Window, 8) - 1];
        var weights = test.Pack();
        var fault = Assert.Throws<ArgumentException>(() => Convolution.Run(
            new float[512], new(8, 8, 8), weights, test.Geometry.Window, new float[512], new(8, 8, 8), default(Identity), scratch, 1));
        Assert.Contains(FormattableString.Invariant($"needs {scratch.Length + 1} values"), fault.Message);
    }

    [Fact]
    public void Windows_past_reason_need_no_scratch_memory()
    {
        Assert.Equal(0, Convolution.ScratchLength(new Window(3, 3, DilationHeight: 1 << 29, DilationWidth: 1 << 29), 1 << 30));
        var test = ConvolutionCase.Next(new RandomSource(1), new WindowCase(20, 9, WindowSpec.Square(3, pad: 5000, dilation: 5000)), 8, 16, 1);
        Assert.Equal(0, Convolution.ScratchLength(test.Geometry.Window, 8));
        AssertSame(test, new RandomSource(2), 2);
    }

    [Fact]
    public void Applies_the_activation_after_the_bias()
    {
        var random = new RandomSource(3);
        var geometry = new WindowCase(9, 10, WindowSpec.Square(3, pad: 1));
        var test = ConvolutionCase.Next(random, geometry, 5, 17, 1);
        var x = random.NextMap(9, 10, 5);
        var expected = Conv.Run(x, test.Weight, test.Bias, geometry.Spec, 17).Apply(Reference.Activation.Tanh);
        var weights = test.Pack();
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, (input, output) =>
            Convolution.Run(input, new(9, 10, 5), weights, geometry.Window, output, new(9, 10, 17), default(Tanh), 1));
    }

    [Fact]
    public void Windows_that_miss_the_map_give_the_bias()
    {
        var weights = ConvolutionWeights.Allocate(3, 2, 1, 2, 2);
        weights.SetBias([1, -2, 3]);
        for (var o = 0; o < 3; o++) weights.SetOutput(o, [1, 1, 1, 1, 1, 1, 1, 1]);
        var window = new WindowCase(1, 1, WindowSpec.Square(2, stride: 9, pad: 9)).Window;
        var y = KernelRun.Output([5, 5], 3 * 3 * 3, (input, output) =>
            Convolution.Run(input, new(1, 1, 2), weights, window, output, new(3, 3, 3), default(Identity), 1));
        Assert.Equal([1f, -2f, 3f], y[..3]);
        Assert.Equal([11f, 8f, 13f], y[12..15]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Depthwise_equals_the_reference(int seed)
    {
        var random = new RandomSource((ulong)seed);
        AssertDepthwise(random, WindowCase.Next(random), WindowCase.NextChannels(random), 1 + seed % 3);
    }

    /// <summary>Rows of every length about those of its tiles; channels that are few, no multiple of a vector, and more than are worked on together.</summary>
    [Theory]
    [InlineData(7, 7, 960, 3, 1, 1, 1)]
    [InlineData(14, 14, 24, 3, 1, 1, 1)]
    [InlineData(13, 15, 24, 3, 2, 1, 1)]
    [InlineData(12, 13, 17, 3, 1, 1, 1)]
    [InlineData(57, 56, 144, 3, 1, 1, 1)]
    [InlineData(29, 112, 40, 3, 2, 1, 1)]
    [InlineData(1, 1, 24, 3, 1, 1, 1)]
    [InlineData(1, 41, 40, 3, 2, 1, 1)]
    [InlineData(41, 1, 8, 3, 1, 1, 1)]
    [InlineData(6, 5, 3, 3, 1, 1, 1)]
    [InlineData(5, 6, 8, 3, 1, 1, 1)]
    [InlineData(5, 8, 8, 3, 1, 1, 1)]
    [InlineData(5, 9, 8, 3, 1, 0, 1)]
    [InlineData(20, 33, 16, 5, 1, 2, 1)]
    [InlineData(20, 33, 16, 7, 2, 3, 1)]
    [InlineData(9, 30, 32, 3, 1, 2, 2)]
    [InlineData(9, 30, 32, 3, 3, 1, 2)]
    [InlineData(10, 11, 24, 3, 5, 4, 1)]
    [InlineData(6, 530, 64, 3, 1, 1, 1)] // rows in parts
    [InlineData(7, 1043, 40, 3, 2, 1, 1)]
    [InlineData(5, 702, 64, 5, 1, 2, 1)]
    public void Depthwise_equals_the_reference_whatever_the_tiles(int height, int width, int channels, int kernel, int stride, int pad, int dilation)
    {
        var geometry = new WindowCase(height, width, WindowSpec.Square(kernel, stride, pad, dilation));
        foreach (var threads in new[] { 1, 3 }) AssertDepthwise(new RandomSource(6), geometry, channels, threads);
    }

    /// <summary>By 3×3 taps, pairs of rows are summed together: every combination of borders, of odd and even numbers of rows, of one row alone, and of tiles that overlap.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Depthwise_pairs_of_rows_equal_the_reference_and_single_rows_to_the_bit(int stride)
    {
        var random = new RandomSource((ulong)stride);
        for (var borders = 0; borders < 64; borders++)
        {
            var spec = WindowSpec.Square(3, stride) with { PadTop = borders & 1, PadLeft = borders >> 1 & 1, PadBottom = borders >> 2 & 1, PadRight = borders >> 3 & 1 };
            var geometry = new WindowCase(random.NextInt(3 - spec.PadTop - spec.PadBottom, 5 * stride), random.NextInt(3 * stride + 3, 9 * stride), spec);
            var channels = new[] { 8, 17, 24, 33 }[borders >> 4];
            var (xs, ys) = (new MapSize(geometry.Height, geometry.Width, channels), new MapSize(geometry.OutputHeight, geometry.OutputWidth, channels));
            Assert.True(DepthwisePairs<Relu>.Takes(xs, geometry.Window, ys), geometry.ToString());
            var test = ConvolutionCase.Next(random, geometry, channels, channels, channels);
            var x = random.NextMap(xs.Height, xs.Width, channels);
            var weights = PackDepthwise(test);
            var expected = Conv.Run(x, test.Weight, test.Bias, spec, channels, channels).Apply(Reference.Activation.Relu);
            Kernel pairs = (input, output) => DepthwiseConvolution.Run(input, xs, weights, geometry.Window, output, ys, default(Relu), 1 + borders % 3);
            Kernel rows = (input, output) => DepthwiseRows<Relu>.Run(input, xs, weights, geometry.Window, output, ys, default, 1);
            KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, pairs);
            KernelRun.AssertBits(KernelRun.Output(x.ToNhwc(), (int)ys.Length, pairs), KernelRun.Output(x.ToNhwc(), (int)ys.Length, rows), test.ToString());
        }
    }

    [Theory]
    [InlineData(3, 1, 1, 2, 9, 9, 8)] // pads of two
    [InlineData(3, 1, 2, 1, 9, 9, 8)] // dilated
    [InlineData(3, 3, 1, 1, 9, 12, 8)] // every third
    [InlineData(5, 1, 1, 1, 9, 9, 8)] // larger
    [InlineData(3, 1, 1, 1, 9, 3, 8)] // narrower than a tile
    [InlineData(3, 1, 1, 1, 9, 9, 7)] // not a vector of channels
    public void Others_go_row_by_row(int kernel, int stride, int dilation, int pad, int height, int width, int channels)
    {
        var geometry = new WindowCase(height, width, WindowSpec.Square(kernel, stride, pad, dilation));
        Assert.False(DepthwisePairs<Identity>.Takes(new(height, width, channels), geometry.Window, new(geometry.OutputHeight, geometry.OutputWidth, channels)));
        AssertDepthwise(new RandomSource(8), geometry, channels, 2);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Several_filters_a_channel_equal_the_reference(int multiplier)
    {
        var random = new RandomSource(7);
        var geometry = new WindowCase(9, 11, WindowSpec.Square(3, stride: 2, pad: 1));
        var test = ConvolutionCase.Next(random, geometry, 24, 24 * multiplier, 24);
        var x = random.NextMap(9, 11, 24);
        KernelRun.AssertClose(x, Conv.Run(x, test.Weight, test.Bias, geometry.Spec, 24 * multiplier, 24), Tolerance.DirectSum, test, Kernel(test, 2));
    }

    private static void AssertDepthwise(RandomSource random, WindowCase geometry, int channels, int threads)
    {
        var test = ConvolutionCase.Next(random, geometry, channels, channels, channels);
        var x = random.NextMap(geometry.Height, geometry.Width, channels);
        var expected = Conv.Run(x, test.Weight, test.Bias, geometry.Spec, channels, channels);
        var weights = PackDepthwise(test);
        KernelRun.AssertClose(x, expected, Tolerance.DirectSum, test, (input, output) => DepthwiseConvolution.Run(
            input, new(geometry.Height, geometry.Width, channels), weights, geometry.Window,
            output, new(geometry.OutputHeight, geometry.OutputWidth, channels), default(Identity), threads));
    }

    [Fact]
    public void Weights_can_be_set_one_by_one_or_in_parts()
    {
        var test = ConvolutionCase.Next(new RandomSource(4), new WindowCase(6, 7, new WindowSpec(2, 3)), 6, 10, 2);
        var singly = ConvolutionWeights.Allocate(10, 6, 2, 2, 3);
        var partly = ConvolutionWeights.Allocate(10, 6, 2, 2, 3);
        for (var o = 0; o < 10; o++)
        {
            var filter = test.Filter(o);
            partly.SetOutput(o, 5, filter.AsSpan(5));
            partly.SetOutput(o, 0, filter.AsSpan(0, 5));
            for (var index = 0; index < filter.Length; index++) singly.Set(o, index % 3, index / 9, index / 3 % 3, filter[index]);
        }

        singly.SetBias(RandomSource.ToSingle(test.Bias));
        partly.SetBias(RandomSource.ToSingle(test.Bias));
        var x = new RandomSource(5).NextMap(6, 7, 6).ToNhwc();
        var expected = KernelRun.Output(x, 5 * 5 * 10, Kernel(test, threads: 1));
        KernelRun.AssertBits(KernelRun.Output(x, 5 * 5 * 10, Kernel(test, singly, 1)), expected, "weights set singly");
        KernelRun.AssertBits(KernelRun.Output(x, 5 * 5 * 10, Kernel(test, partly, 1)), expected, "weights set in parts");
    }

    [Fact]
    public void Weights_state_their_bytes()
    {
        Assert.Equal((2 * 1 * 2 * 3 * 3 * 8 + 2 * 8) * sizeof(float), ConvolutionWeights.Allocate(10, 6, 2, 2, 3).Bytes);
        Assert.Equal((2 * 3 * 16 + 16) * sizeof(float), DepthwiseWeights.Allocate(9, 2, 3).Bytes);
    }

    internal static DepthwiseWeights PackDepthwise(ConvolutionCase test)
    {
        var weights = DepthwiseWeights.Allocate(test.OutChannels, test.Geometry.Spec.KernelHeight, test.Geometry.Spec.KernelWidth);
        for (var c = 0; c < test.OutChannels; c++) weights.SetOutput(c, test.Filter(c));
        weights.SetBias(RandomSource.ToSingle(test.Bias));
        return weights;
    }

    internal static Kernel Kernel(ConvolutionCase test, int threads) => Kernel(test, test.Pack(), threads);

    private static Kernel WithScratch(ConvolutionCase test, int threads)
    {
        var weights = test.Pack();
        return (x, y) =>
        {
            using var scratch = new GuardedFloats(threads * Convolution.ScratchLength(test.Geometry.Window, test.InChannels));
            Convolution.Run(
                x, new(test.Geometry.Height, test.Geometry.Width, test.InChannels), weights, test.Geometry.Window,
                y, new(test.Geometry.OutputHeight, test.Geometry.OutputWidth, test.OutChannels), default(Identity), scratch.Span, threads);
        };
    }

    private static Kernel Kernel(ConvolutionCase test, ConvolutionWeights weights, int threads) => (x, y) => Convolution.Run(
        x, new(test.Geometry.Height, test.Geometry.Width, test.InChannels), weights, test.Geometry.Window,
        y, new(test.Geometry.OutputHeight, test.Geometry.OutputWidth, test.OutChannels), default(Identity), threads);
}
