using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>An output depends on the inputs in its window and on its weights, to the bit, and on nothing else.</summary>
public sealed class BitExactTests
{
    /// <summary>A kernel on a given map with a given window and size of output.</summary>
    private delegate void WindowKernel(ReadOnlySpan<float> x, MapSize xs, Window window, Span<float> y, MapSize ys);

    public static TheoryData<int> Seeds => WindowCase.Seeds(40);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_output_equals_that_of_its_window_alone(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var test = ConvolutionCase.Next(random);
        var weights = test.Pack();
        AssertWindows(random, test.Geometry, test.InChannels, test.OutChannels, (x, xs, window, y, ys) =>
            Convolution.Run(x, xs, weights, window, y, ys, default(Tanh), 1));
        var channels = test.InChannels;
        var depthwise = ConvolutionTests.PackDepthwise(ConvolutionCase.Next(random, test.Geometry, channels, channels, channels));
        AssertWindows(random, test.Geometry, channels, channels, (x, xs, window, y, ys) =>
            DepthwiseConvolution.Run(x, xs, depthwise, window, y, ys, default(Silu), 1));
        AssertWindows(random, test.Geometry, channels, channels, (x, xs, window, y, ys) =>
            NetGen.Kernels.AveragePool.Run(x, xs, window, false, y, ys, 1));
        AssertWindows(random, test.Geometry, channels, channels, (x, xs, window, y, ys) =>
            NetGen.Kernels.MaxPool.Run(x, xs, window, y, ys, 1));
    }

    /// <summary>Among them dense layers: the window covers the map of the single output, and lies somewhere in the larger one.</summary>
    [Theory]
    [InlineData(5, 4, 3, 77, 0)]
    [InlineData(3, 3, 20, 136, 1)]
    [InlineData(1, 1, 33, 100, 0)]
    public void So_does_every_output_of_many_channels(int rows, int columns, int inChannels, int outChannels, int pad)
    {
        var random = new RandomSource(21);
        var spec = new WindowSpec(rows, columns) { PadTop = pad, PadLeft = pad, PadBottom = pad, PadRight = pad };
        var test = ConvolutionCase.Next(random, new WindowCase(9, 21, spec), inChannels, outChannels, 1);
        var weights = test.Pack();
        AssertWindows(random, test.Geometry, inChannels, outChannels, (x, xs, window, y, ys) =>
            Convolution.Run(x, xs, weights, window, y, ys, default(Sigmoid), 1));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_transposed_convolution_of_a_crop_equals_the_crop_of_the_whole(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var test = ConvolutionCase.Next(random);
        var spec = test.Geometry.Spec with { Same = false, PadTop = 0, PadLeft = 0, PadBottom = 0, PadRight = 0 };
        var geometry = new WindowCase(random.NextInt(6, 12), random.NextInt(6, 16), spec);
        var weights = TransposedConvolutionTests.Pack(test with { Geometry = geometry });
        var (top, left) = (random.NextInt(0, 2), random.NextInt(0, 4));
        MapSize xs = new(geometry.Height, geometry.Width, test.InChannels), crop = new(xs.Height - 3, xs.Width - 5, xs.Channels);
        MapSize ys = OutputOf(xs), cropped = OutputOf(crop);
        var x = random.NextMap(xs.Height, xs.Width, xs.Channels).ToNhwc();
        var part = new float[crop.Length];
        NetGen.Kernels.Crop.Run(x, xs, top, left, part, crop, 1);
        var whole = Run(x, xs, ys);
        var alone = Run(part, crop, cropped);
        for (var row = spec.Rows.Extent - 1; row < crop.Height * spec.StrideHeight; row++)
            for (var column = spec.Columns.Extent - 1; column < crop.Width * spec.StrideWidth; column++)
            {
                var there = ((row + top * spec.StrideHeight) * ys.Width + column + left * spec.StrideWidth) * ys.Channels;
                var here = (row * cropped.Width + column) * ys.Channels;
                KernelRun.AssertBits(
                    alone.AsSpan(here, ys.Channels), whole.AsSpan(there, ys.Channels), $"row {row}, column {column} of {test}");
            }

        MapSize OutputOf(MapSize input) => new(input.Height * spec.StrideHeight + 9, input.Width * spec.StrideWidth + 9, test.OutChannels);

        float[] Run(float[] input, MapSize size, MapSize output) => KernelRun.Output(input, (int)output.Length, (from, to) =>
            TransposedConvolution.Run(from, size, weights, geometry.Window, to, output, default(Identity), 1));
    }

    [Theory]
    [InlineData(30, 40, 16, 24, 3, 1, 1)]
    [InlineData(41, 37, 5, 33, 3, 2, 1)]
    [InlineData(7, 9, 64, 200, 3, 1, 1)]
    [InlineData(8, 8, 40, 300, 8, 0, 1)]
    [InlineData(60, 70, 12, 21, 1, 0, 1)]
    [InlineData(64, 64, 12, 36, 3, 1, 3)]
    public void The_number_of_threads_changes_no_bit(
        int height, int width, int inChannels, int outChannels, int kernel, int pad, int groups)
    {
        var random = new RandomSource(1);
        var geometry = new WindowCase(height, width, WindowSpec.Square(kernel, pad: pad));
        var weights = ConvolutionCase.Next(random, geometry, inChannels, outChannels, groups);
        var x = random.NextMap(height, width, inChannels).ToNhwc();
        var packed = weights.Pack();
        var expected = RunOn(1);
        foreach (var threads in new[] { 2, 3, 8 }) KernelRun.AssertBits(RunOn(threads), expected, $"{threads} threads");

        float[] RunOn(int threads)
        {
            MapSize ys = new(geometry.OutputHeight, geometry.OutputWidth, outChannels);
            return KernelRun.Output(x, (int)ys.Length, (input, output) =>
                Convolution.Run(input, new(height, width, inChannels), packed, geometry.Window, output, ys, default(Relu), threads));
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit_of_other_windows()
    {
        var random = new RandomSource(2);
        MapSize size = new(64, 48, 33), larger = new(130, 98, 33);
        var geometry = new WindowCase(size.Height, size.Width, WindowSpec.Square(3, pad: 1));
        var test = ConvolutionCase.Next(random, geometry, 33, 33, 33);
        var x = random.NextMap(size.Height, size.Width, size.Channels).ToNhwc();
        var depthwise = ConvolutionTests.PackDepthwise(test);
        var full = ConvolutionCase.Next(random, geometry, 33, 33, 1).Pack();
        var window = geometry.Window;
        AssertThreads(size, (input, output, threads) => DepthwiseConvolution.Run(
            input, size, depthwise, window, output, size, default(Mish), threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.MaxPool.Run(input, size, window, output, size, threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.AveragePool.Run(input, size, window, true, output, size, threads));
        MapSize doubled = new(128, 96, 33);
        AssertThreads(doubled, (input, output, threads) => NetGen.Kernels.Upsample.Nearest(input, size, 2, output, threads));
        AssertThreads(doubled, (input, output, threads) => NetGen.Kernels.Upsample.Bilinear(input, size, 2, false, output, threads));
        AssertThreads(larger, (input, output, threads) => TransposedConvolution.Run(
            input, size, full, window with { StrideHeight = 2, StrideWidth = 2 }, output, larger, default(Identity), threads));

        void AssertThreads(MapSize ys, ThreadedKernel kernel) => AssertThreadsAgree(x, ys, kernel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(33)]
    [InlineData(77)]
    public void An_output_channel_does_not_depend_on_how_many_there_are(int channels)
    {
        var random = new RandomSource(3);
        var geometry = new WindowCase(6, 17, WindowSpec.Square(3, pad: 1));
        var single = ConvolutionCase.Next(random, geometry, 7, 1, 1);
        var weights = ConvolutionWeights.Allocate(channels, 7, 1, 3, 3);
        for (var o = 0; o < channels; o++) weights.SetOutput(o, single.Filter(0));
        var x = random.NextMap(6, 17, 7).ToNhwc();
        var expected = Run(single with { Bias = [0] }, 1);
        var actual = KernelRun.Output(x, 6 * 17 * channels, (input, output) =>
            Convolution.Run(input, new(6, 17, 7), weights, geometry.Window, output, new(6, 17, channels), default(Identity), 1));
        for (var i = 0; i < actual.Length; i++) Assert.Equal(expected[i / channels], actual[i]);

        float[] Run(ConvolutionCase test, int threads) => KernelRun.Output(x, 6 * 17, ConvolutionTests.Kernel(test, threads));
    }

    [Fact]
    public void A_channel_does_not_depend_on_its_place_in_a_vector()
    {
        foreach (var name in new[] { "ChannelAffine", "LocalResponseNorm", "Upsample.Bilinear" }) AssertEqualChannels(name, 13);

        static void AssertEqualChannels(string name, int channels)
        {
            var plane = new RandomSource(4).NextMap(5, 6, 1).ToNhwc();
            var x = new float[plane.Length * channels];
            for (var i = 0; i < x.Length; i++) x[i] = plane[i / channels];
            var (scale, shift) = (new float[channels], new float[channels]);
            scale.AsSpan().Fill(1.7f);
            shift.AsSpan().Fill(-0.3f);
            MapSize size = new(5, 6, channels);
            var y = KernelRun.Output(x, name == "Upsample.Bilinear" ? 9 * x.Length : x.Length, (input, output) =>
            {
                if (name == "ChannelAffine") ChannelAffine.Run(input, size, scale, shift, output, default(Gelu), 1);
                else if (name == "LocalResponseNorm") NetGen.Kernels.LocalResponseNorm.Run(input, size, 1, 1, 0.75f, 1, output, 1);
                else NetGen.Kernels.Upsample.Bilinear(input, size, 3, false, output, 3);
            });
            for (var i = 0; i < y.Length; i++) Assert.Equal(y[i / channels * channels], y[i]);
        }
    }

    [Fact]
    public void Bilinear_interpolation_does_not_depend_on_the_place()
    {
        var x = new RandomSource(5).NextMap(9, 31, 3).ToNhwc();
        MapSize size = new(9, 31, 3), crop = new(5, 7, 3);
        var whole = KernelRun.Output(x, x.Length * 49, (input, output) => NetGen.Kernels.Upsample.Bilinear(input, size, 7, false, output, 3));
        var part = new float[crop.Length];
        NetGen.Kernels.Crop.Run(x, size, 2, 23, part, crop, 1);
        var alone = KernelRun.Output(
            part, part.Length * 49, (input, output) => NetGen.Kernels.Upsample.Bilinear(input, crop, 7, false, output, 3));
        for (var row = 7; row < 28; row++)
        {
            var expected = whole.AsSpan(((row + 14) * 217 + 7 + 161) * 3, 35 * 3);
            KernelRun.AssertBits(alone.AsSpan((row * 49 + 7) * 3, 35 * 3), expected, $"row {row}");
        }
    }

    [Fact]
    public void The_mean_of_the_whole_map_is_the_same_by_every_pool()
    {
        var x = new RandomSource(6).NextMap(6, 7, 11).ToNhwc();
        var window = new WindowCase(6, 7, new WindowSpec(6, 7)).Window;
        var global = KernelRun.Output(x, 11, (input, output) => NetGen.Kernels.GlobalAveragePool.Run(input, new(6, 7, 11), output, 1));
        var average = KernelRun.Output(x, 11, (input, output) =>
            NetGen.Kernels.AveragePool.Run(input, new(6, 7, 11), window, false, output, new(1, 1, 11), 1));
        KernelRun.AssertBits(average, global, "the mean");
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit_of_layers_of_pixels()
    {
        MapSize size = new(64, 48, 36), shuffled = new(128, 96, 9), padded = new(70, 54, 36), cropped = new(50, 40, 36), pooled = new(5, 3, 36), one = new(1, 1, 36);
        var random = new RandomSource(3);
        var x = random.NextMap(size.Height, size.Width, size.Channels).ToNhwc();
        float[] scale = random.NextMap(1, 1, 36).ToNhwc(), shift = random.NextMap(1, 1, 36).ToNhwc();
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.Activation.Run(input, output, default(Gelu), threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.PRelu.Run(input, size, scale, output, threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.PRelu.Run(input, size, [0.25f], output, threads));
        AssertThreads(size, (input, output, threads) => ChannelAffine.Run(input, size, scale, shift, output, default(Relu), threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.GroupNorm.Run(input, size, 4, scale, shift, 1e-5f, output, threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.GroupNorm.Run(input, size, 36, [], [], 1e-5f, output, threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.LocalResponseNorm.Run(input, size, 5, 1, 0.75f, 2, output, threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.Softmax.Run(input, size, output, threads));
        AssertThreads(size, (input, output, threads) => NetGen.Kernels.LogSoftmax.Run(input, size, output, threads));
        AssertThreads(size, (input, output, threads) => LayoutChange.NhwcToNchw(input, size, output, threads));
        AssertThreads(size, (input, output, threads) => LayoutChange.NchwToNhwc(input, size, output, threads));
        AssertThreads(shuffled, (input, output, threads) => NetGen.Kernels.PixelShuffle.Run(input, size, 2, output, threads));
        AssertThreads(padded, (input, output, threads) => NetGen.Kernels.ZeroPad.Run(input, size, 3, output, threads));
        AssertThreads(cropped, (input, output, threads) => NetGen.Kernels.Crop.Run(input, size, 9, 4, output, cropped, threads));
        AssertThreads(pooled, (input, output, threads) => NetGen.Kernels.AdaptiveAveragePool.Run(input, size, output, pooled, threads));
        AssertThreads(one, (input, output, threads) => NetGen.Kernels.GlobalAveragePool.Run(input, size, output, threads));
        AssertThreads(one, (input, output, threads) => NetGen.Kernels.GlobalMaxPool.Run(input, size, output, threads));

        void AssertThreads(MapSize ys, ThreadedKernel kernel) => AssertThreadsAgree(x, ys, kernel);
    }

    private static void AssertThreadsAgree(float[] x, MapSize ys, ThreadedKernel kernel)
    {
        var expected = KernelRun.Output(x, (int)ys.Length, (input, output) => kernel(input, output, 1));
        foreach (var threads in new[] { 2, 3 })
        {
            KernelRun.AssertBits(KernelRun.Output(x, (int)ys.Length, (input, output) => kernel(input, output, threads)), expected, $"{threads} threads");
        }

        Assert.ThrowsAny<ArgumentException>(() => KernelRun.Output(x, (int)ys.Length, (input, output) => kernel(input, output, 0)));
    }

    private delegate void ThreadedKernel(ReadOnlySpan<float> x, Span<float> y, int threads);

    /// <summary>Compares each output with that of a map which holds nothing but the part of its window inside of the first map.</summary>
    private static void AssertWindows(RandomSource random, WindowCase geometry, int inChannels, int outChannels, WindowKernel kernel)
    {
        var (spec, window) = (geometry.Spec, geometry.Window);
        MapSize xs = new(geometry.Height, geometry.Width, inChannels), ys = new(geometry.OutputHeight, geometry.OutputWidth, outChannels);
        var x = random.NextMap(xs.Height, xs.Width, inChannels).ToNhwc();
        var whole = KernelRun.Output(x, (int)ys.Length, (input, output) => kernel(input, xs, window, output, ys));
        for (var row = 0; row < ys.Height; row++)
            for (var column = 0; column < ys.Width; column++)
            {
                var (top, rows, above) = Inside(row * spec.StrideHeight - window.PadTop, spec.Rows.Extent, xs.Height);
                var (left, columns, before) = Inside(column * spec.StrideWidth - window.PadLeft, spec.Columns.Extent, xs.Width);
                if (rows < 1 || columns < 1) continue;
                MapSize crop = new(rows, columns, inChannels);
                var part = new float[crop.Length];
                NetGen.Kernels.Crop.Run(x, xs, top, left, part, crop, 1);
                var alone = new float[outChannels];
                kernel(part, crop, window with { PadTop = above, PadLeft = before }, alone, new(1, 1, outChannels));
                var expected = whole.AsSpan((row * ys.Width + column) * outChannels, outChannels);
                KernelRun.AssertBits(alone, expected, $"row {row}, column {column} of {geometry}, {inChannels} → {outChannels}");
            }
    }

    /// <summary>The part of a window inside of a map, and how much of it lies before.</summary>
    private static (int First, int Count, int Before) Inside(int first, int extent, int size) =>
        (Math.Max(first, 0), Math.Min(first + extent, size) - Math.Max(first, 0), Math.Max(-first, 0));
}
