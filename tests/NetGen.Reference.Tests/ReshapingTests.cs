using static NetGen.Reference.Tests.TestMaps;

namespace NetGen.Reference.Tests;

public sealed class ReshapingTests
{
    [Fact]
    public void NearestCopies() =>
        AssertPlane(Upsample.Nearest(Counting(2, 2), 2), [1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]);

    /// <summary>Centres at −¼, ¼, ¾, 1¼ of an input pixel: the outer ones are clamped.</summary>
    [Fact]
    public void BilinearAlignsEdges() => AssertPlane(Upsample.Bilinear(Plane([0, 4]), 2, alignCorners: false), [0, 1, 3, 4], [0, 1, 3, 4]);

    /// <summary>Steps of (2 − 1)/(4 − 1) over columns; one row has nowhere to go.</summary>
    [Fact]
    public void BilinearAlignsCorners() => AssertPlane(Upsample.Bilinear(Plane([0, 3]), 2, alignCorners: true), [0, 1, 2, 3], [0, 1, 2, 3]);

    [Fact]
    public void ShuffledChannelsBecomePixels()
    {
        var actual = PixelShuffle.Run(Pixel(1, 2, 3, 4, 5, 6, 7, 8), 2);
        Assert.Equal([1, 5, 2, 6, 3, 7, 4, 8], actual.ToNhwc());
        Assert.Equal((2, 2, 2), (actual.Height, actual.Width, actual.Channels));
    }

    [Fact]
    public void Borders()
    {
        AssertPlane(ZeroPad.Run(Plane([7]), 1), [0, 0, 0], [0, 7, 0], [0, 0, 0]);
        AssertPlane(ZeroPad.Run(Plane([7]), top: 1, left: 2, bottom: 0, right: 1), [0, 0, 0, 0], [0, 0, 7, 0]);
        AssertPlane(Crop.Run(Counting(3, 4), 1, 2, 2, 1), [7], [11]);
        Assert.Throws<ArgumentException>(() => Crop.Run(Counting(3, 4), 1, 2, 3, 1));
    }

    [Fact]
    public void Joins()
    {
        AssertPixel(Join.Add(Pixel(1, 2), Pixel(10, 20), Pixel(100, 200)), 111, 222);
        AssertPixel(Join.Multiply(Pixel(2, 3), Pixel(5, 7)), 10, 21);
        AssertPixel(Join.Concat(Pixel(1, 2), Pixel(3)), 1, 2, 3);
        Assert.Throws<ArgumentException>(() => Join.Add(Pixel(1, 2), Pixel(1)));
        Assert.Throws<ArgumentException>(() => Join.Concat(Pixel(1), Counting(2, 1)));
    }

    /// <summary>Rows (1, 2), (3, 4) of channel 0 and (5, 6), (7, 8) of channel 1.</summary>
    [Fact]
    public void LayoutsRoundTrip()
    {
        float[] planes = [1, 2, 3, 4, 5, 6, 7, 8], pixels = [1, 5, 2, 6, 3, 7, 4, 8];
        var map = Map.FromNchw(planes, 2, 2, 2);
        Assert.Equal(3, map[1, 0, 0]);
        Assert.Equal(6, map[0, 1, 1]);
        Assert.Equal(pixels, map.ToNhwc());
        Assert.Equal(planes, Map.FromNhwc(pixels, 2, 2, 2).ToNchw());
        Assert.Equal(Math.Sqrt(204.0 / 8), map.Rms());
    }
}
