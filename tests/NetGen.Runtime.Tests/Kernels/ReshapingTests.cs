using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class ReshapingTests
{
    public static TheoryData<int> Seeds => WindowCase.Seeds(40);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Upsampling_equals_the_reference(int seed)
    {
        var (random, x, size) = Next(seed);
        var scale = random.NextInt(1, 5);
        KernelRun.AssertClose(x, Reference.Upsample.Nearest(x, scale), Tolerance.Exact, $"{size}, ×{scale}", (input, output) =>
            NetGen.Kernels.Upsample.Nearest(input, size, scale, output, 3));
        foreach (var align in new[] { false, true })
        {
            var expected = Reference.Upsample.Bilinear(x, scale, align);
            KernelRun.AssertClose(x, expected, Tolerance.Elementwise, $"{size}, ×{scale}, corners aligned: {align}", (input, output) =>
                NetGen.Kernels.Upsample.Bilinear(input, size, scale, align, output, 3));
        }
    }

    /// <summary>Output columns are gone through some hundreds at a time, and channels that are no multiple of 8 end with those before once more.</summary>
    [Theory]
    [InlineData(256, 1, 8)]
    [InlineData(130, 2, 21)]
    [InlineData(86, 3, 9)]
    [InlineData(300, 4, 3)]
    public void Wide_maps_are_upsampled_as_the_reference_does(int width, int scale, int channels)
    {
        var x = new RandomSource(5).NextMap(3, width, channels);
        foreach (var align in new[] { false, true })
        {
            KernelRun.AssertClose(x, Reference.Upsample.Bilinear(x, scale, align), Tolerance.Elementwise, $"{width}, ×{scale}, corners aligned: {align}", (input, output) =>
                NetGen.Kernels.Upsample.Bilinear(input, new(3, width, channels), scale, align, output, 2));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Moves_equal_the_reference(int seed)
    {
        var (random, x, size) = Next(seed);
        var (pad, factor) = (random.NextInt(0, 3), random.NextInt(1, 3));
        var (top, left) = (random.NextInt(0, size.Height - 1), random.NextInt(0, size.Width - 1));
        var kept = new MapSize(random.NextInt(1, size.Height - top), random.NextInt(1, size.Width - left), size.Channels);
        KernelRun.AssertClose(x, Reference.ZeroPad.Run(x, pad), Tolerance.Exact, $"{size}, pad {pad}", (input, output) =>
            NetGen.Kernels.ZeroPad.Run(input, size, pad, output, 1));
        var cropped = Reference.Crop.Run(x, top, left, kept.Height, kept.Width);
        KernelRun.AssertClose(x, cropped, Tolerance.Exact, $"{size}, {kept}", (input, output) =>
            NetGen.Kernels.Crop.Run(input, size, top, left, output, kept, 1));
        var deep = random.NextMap(size.Height, size.Width, size.Channels * factor * factor);
        var shuffled = Reference.PixelShuffle.Run(deep, factor);
        KernelRun.AssertClose(deep, shuffled, Tolerance.Exact, $"{size}, factor {factor}", (input, output) =>
            NetGen.Kernels.PixelShuffle.Run(input, new(size.Height, size.Width, deep.Channels), factor, output, 1));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Layouts_change_there_and_back(int seed)
    {
        var (_, x, size) = Next(seed);
        var planes = KernelRun.Output(x.ToNhwc(), x.Length, (input, output) => LayoutChange.NhwcToNchw(input, size, output, 1));
        Assert.Equal(x.ToNchw(), planes);
        Assert.Equal(x.ToNhwc(), KernelRun.Output(planes, x.Length, (input, output) => LayoutChange.NchwToNhwc(input, size, output, 1)));
    }

    /// <summary>Around the squares of 8×8 and of 16×16 elements that are moved together.</summary>
    [Theory]
    [InlineData(1, 8, 8)]
    [InlineData(3, 5, 8)]
    [InlineData(4, 4, 9)]
    [InlineData(5, 7, 16)]
    [InlineData(2, 4, 17)]
    [InlineData(7, 7, 33)]
    [InlineData(1, 7, 40)]
    public void Layouts_change_in_squares_and_beside_them(int height, int width, int channels)
    {
        var (pixels, size) = (height * width, new MapSize(height, width, channels));
        var x = Enumerable.Range(0, pixels * channels).Select(i => (float)i).ToArray();
        var planes = KernelRun.Output(x, x.Length, (input, output) => LayoutChange.NhwcToNchw(input, size, output, 1));
        Assert.Equal(Enumerable.Range(0, x.Length).Select(i => (float)(((i % pixels) * channels) + (i / pixels))), planes);
        Assert.Equal(x, KernelRun.Output(planes, x.Length, (input, output) => LayoutChange.NchwToNhwc(input, size, output, 1)));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(3, 0)]
    [InlineData(0, 4)]
    public void A_crop_outside_of_the_map_is_refused(int top, int left)
    {
        var message = Assert.Throws<ArgumentException>(() =>
            NetGen.Kernels.Crop.Run(new float[5 * 6], new(5, 6, 1), top, left, new float[9], new(3, 3, 1), 1)).Message;
        Assert.Contains($"3×3 at row {top}, column {left}", message);
        Assert.Contains("5×6", message);
    }

    private static (RandomSource Random, Map X, MapSize Size) Next(int seed)
    {
        var random = new RandomSource((ulong)seed);
        var size = new MapSize(random.NextInt(1, 20), random.NextInt(1, 9), WindowCase.NextChannels(random));
        return (random, random.NextMap(size.Height, size.Width, size.Channels), size);
    }
}
