using static NetGen.Reference.Tests.TestMaps;

namespace NetGen.Reference.Tests;

public sealed class ConvolutionTests
{
    /// <summary>1·1 + 2·10 + 4·100 + 5·1000 = 5421, and so on: the window is not flipped.</summary>
    [Fact]
    public void WindowsAreNotFlipped() =>
        AssertPlane(Conv.Run(Counting(3, 3), [1, 10, 100, 1000], [0.5], WindowSpec.Square(2), 1), [5421.5, 6532.5], [8754.5, 9865.5]);

    /// <summary>Rows −1 and 0, then 0 and 1, of columns 0 and 2: 0·1 + 1·2 and 0·1 + 3·2, then 1 + 4·2 and 3 + 6·2.</summary>
    [Fact]
    public void PaddingIsZero()
    {
        var window = new WindowSpec(2, 1) { StrideWidth = 2, PadTop = 1 };
        AssertPlane(Conv.Run(Counting(2, 3), [1, 2], null, window, 1), [2, 6], [9, 15]);
    }

    /// <summary>Taps 2 apart: 1 + 10·3, 2 + 10·4, 3 + 10·5.</summary>
    [Fact]
    public void TapsAreDilated() =>
        AssertPlane(Conv.Run(Counting(1, 5), [1, 10], null, new(1, 2) { DilationWidth = 2 }, 1), [31, 42, 53]);

    /// <summary>Stride 2 over 4 columns with 3 taps: no column before, one after; 1 + 20 + 300 and 3 + 40.</summary>
    [Fact]
    public void SamePutsTheOddColumnAtTheEnd() =>
        AssertPlane(Conv.Run(Counting(1, 4), [1, 10, 100], null, new(1, 3) { StrideWidth = 2, Same = true }, 1), [321, 43]);

    /// <summary>Outputs 0 and 1 see channels 0 and 1, outputs 2 and 3 see channels 2 and 3.</summary>
    [Fact]
    public void GroupsDoNotSeeEachOther() =>
        AssertPixel(Conv.Run(Pixel(1, 2, 3, 4), [1, 10, 2, 20, 3, 30, 4, 40], [0, 0, 0, 0.5], new(1, 1), 4, 2), 21, 42, 129, 172.5);

    /// <summary>1 at columns 0 … 2 and 2 at columns 2 … 4, times 1, 10, 100: 1, 10, 100 + 2, 20, 200.</summary>
    [Fact]
    public void TransposedWindowsOverlap() =>
        AssertPlane(
            ConvTranspose.Run(Plane([1, 2]), [1, 10, 100], null, new(1, 3) { StrideWidth = 2 }, 1), [1, 10, 102, 20, 200]);

    /// <summary>The same with a column cut off either side, one added at the end, and a bias.</summary>
    [Fact]
    public void TransposedPadsAreCutOff()
    {
        var window = new WindowSpec(1, 3) { StrideWidth = 2, PadLeft = 1, PadRight = 1 };
        AssertPlane(ConvTranspose.Run(Plane([1, 2]), [1, 10, 100], [0.5], window, 1, outputPadRight: 1), [10.5, 102.5, 20.5, 200.5]);
    }

    /// <summary>Of 1, 10, 102, 20, 200 the odd column 200 is cut off; a stride beyond the window leaves zeros at the end.</summary>
    [Fact]
    public void TransposedSameMultipliesTheSize()
    {
        var window = new WindowSpec(1, 3) { StrideWidth = 2, Same = true };
        AssertPlane(ConvTranspose.Run(Plane([1, 2]), [1, 10, 100], null, window, 1), [1, 10, 102, 20]);
        AssertPlane(
            ConvTranspose.Run(Plane([1, 2]), [1, 10], null, new(1, 2) { StrideWidth = 3, Same = true }, 1), [1, 10, 0, 2, 20, 0]);
    }

    /// <summary>Input channel 1 of group 1 reaches outputs 2 and 3 alone.</summary>
    [Fact]
    public void TransposedGroupsDoNotSeeEachOther() =>
        AssertPixel(ConvTranspose.Run(Pixel(1, 2), [1, 10, 100, 1000], null, new(1, 1), 4, 2), 1, 10, 200, 2000);

    /// <summary>TensorFlow defines the transposed convolution as the gradient of the plain one: ⟨conv x, y⟩ = ⟨x, transposed y⟩.</summary>
    [Theory]
    [InlineData(3, 2, 1)]
    [InlineData(4, 2, 1)]
    [InlineData(2, 3, 1)]
    [InlineData(1, 4, 1)]
    [InlineData(5, 3, 1)]
    [InlineData(2, 2, 3)]
    public void TransposedSameIsTheGradientOfSame(int kernel, int stride, int dilation)
    {
        var random = new RandomSource(7);
        var window = WindowSpec.Square(kernel, stride, 0, dilation) with { Same = true };
        var x = random.NextMap(3 * stride, 4 * stride, 2);
        var y = random.NextMap(3, 4, 3);
        var weight = random.NextValues(3 * 2 * kernel * kernel); // (3, 2, k, k): (out, in, …) one way, (in, out, …) the other
        var forward = Conv.Run(x, weight, null, window, 3);
        var backward = ConvTranspose.Run(y, weight, null, window, 2);
        Assert.Equal(Dot(forward, y), Dot(x, backward), 1e-12);
    }

    /// <summary>Rows (1, 2) and (3, 4) of channel 0, (5, 6) and (7, 8) of channel 1: flattened 1 … 8, or 1, 5, 2, 6, 3, 7, 4, 8.</summary>
    [Fact]
    public void DenseFlattensInEitherOrder()
    {
        var x = Map.Build(2, 2, 2, (y, column, c) => 1 + c * 4 + y * 2 + column);
        double[] weight = [1, 0, 0, 0, 0, 0, 0, 10, 0, 1, 0, 0, 0, 0, 0, 0];
        AssertPixel(Dense.RunChannelsFirst(x, weight, [0, 100], 2), 81, 102);
        AssertPixel(Dense.RunChannelsLast(x, weight, null, 2), 81, 5);
    }

    [Fact]
    public void WeightsThatDoNotFitAreRefused()
    {
        Assert.Throws<ArgumentException>(() => Conv.Run(Counting(3, 3), new double[8], null, WindowSpec.Square(3), 1));
        Assert.Throws<ArgumentException>(() => Conv.Run(Counting(3, 3), new double[9], new double[2], WindowSpec.Square(3), 1));
        Assert.Throws<ArgumentException>(() => Conv.Run(Counting(2, 3), new double[9], null, WindowSpec.Square(3), 1));
        Assert.Throws<ArgumentException>(() => Dense.RunChannelsFirst(Counting(2, 3), new double[7], null, 1));
    }

    private static double Dot(Map a, Map b)
    {
        Assert.Equal((a.Height, a.Width, a.Channels), (b.Height, b.Width, b.Channels));
        var sum = 0.0;
        for (var y = 0; y < a.Height; y++)
            for (var x = 0; x < a.Width; x++)
                for (var c = 0; c < a.Channels; c++)
                    sum += a[y, x, c] * b[y, x, c];
        return sum;
    }
}
