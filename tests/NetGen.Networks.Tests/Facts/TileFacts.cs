namespace NetGen.Networks.Tests.Facts;

public class TileFacts
{
    /// <summary>Outputs [o₀, o₁) of a tile need the input [o₀·S − P, (o₁ − 1)·S − P + R), and no more.</summary>
    [Fact]
    public void TilesOfAValidNetworkAreTheWholeToTheBit()
    {
        var net = LeNet.Load(new RandomTensors(LeNet.Tensors)).ToFullyConvolutional();
        var (r, s) = (LeNet.FullyConvolutional.ReceptiveFieldHeight, LeNet.FullyConvolutional.StrideHeight);
        var image = Image.Random(95, 71, 1);
        var size = LeNet.FullyConvolutional.OutputSize(95, 71);
        var whole = Whole(net.Forward, LeNet.FullyConvolutional.OutputSize, image);
        foreach (var (top, left, rows, columns) in Tiles(size, 5, 4))
        {
            var tile = image.Crop(top * s, left * s, (rows - 1) * s + r, (columns - 1) * s + r);
            var map = Whole(net.Forward, LeNet.FullyConvolutional.OutputSize, tile);
            Assert.Equal((rows, columns), (map.Height, map.Width));
            Bits.Equal(whole.Crop(top, left, rows, columns).Values, map.Values, $"tile at ({top}, {left}):");
        }
    }

    /// <summary>Where a network pads, the entries of a tile whose fields lie within it are the whole's.</summary>
    [Fact]
    public void InsideATileOfAPaddedNetworkEntriesAreTheWholesToTheBit()
    {
        var net = FcrnBEncoder.Create(5);
        var (r, s, p) = (FcrnBEncoder.ReceptiveFieldHeight, FcrnBEncoder.StrideHeight, FcrnBEncoder.PaddingTop);
        var image = Image.Random(84, 76, 3);
        var whole = Whole(net.Forward, FcrnBEncoder.OutputSize, image);
        const int Top = 20, Left = 12, Size = 56;
        Assert.Equal((0, 0), (Top % s, Left % s));
        var map = Whole(net.Forward, FcrnBEncoder.OutputSize, image.Crop(Top, Left, Size, Size));
        var interior = 0;
        for (var y = 0; y < map.Height; y++)
            for (var x = 0; x < map.Width; x++)
            {
                if (!Reads(y, 0, Size) || !Reads(x, 0, Size)) continue;
                Bits.Equal(whole.Pixel(Top / s + y, Left / s + x), map.Pixel(y, x), $"({y}, {x}):");
                interior++;
            }

        Assert.InRange(interior, 25, map.Height * map.Width - 1);

        bool Reads(int output, int from, int to) => output * s - p >= from && output * s - p + r <= to;
    }

    /// <summary>With Winograd, which a network may use unless it is strict, they agree as closely as its rounding lets them.</summary>
    [Fact]
    public void InsideATileOfAFastNetworkEntriesAreTheWholesWithinItsRounding()
    {
        var net = FcrnAEncoder.Create(5);
        Assert.Contains("winograd", FcrnAEncoder.Summary);
        var (r, s, p) = (FcrnAEncoder.ReceptiveFieldHeight, FcrnAEncoder.StrideHeight, FcrnAEncoder.PaddingTop);
        var image = Image.Random(120, 112, 3);
        var whole = Whole(net.Forward, FcrnAEncoder.OutputSize, image);
        const int Top = 24, Left = 16, Size = 88;
        var tile = Whole(net.Forward, FcrnAEncoder.OutputSize, image.Crop(Top, Left, Size, Size));
        var rms = Math.Sqrt(whole.Values.Average(value => (double)value * value));
        var interior = Enumerable.Range(0, tile.Height).Where(output => output * s - p >= 0 && output * s - p + r <= Size).ToArray();
        Assert.InRange(interior.Length, 3, tile.Height - 1);
        foreach (var y in interior)
            foreach (var x in interior)
            {
                var expected = whole.Pixel(Top / s + y, Left / s + x);
                var actual = tile.Pixel(y, x);
                for (var channel = 0; channel < expected.Length; channel++) Assert.InRange(Math.Abs(expected[channel] - actual[channel]) / rms, 0, Tolerance.Network);
            }
    }

    /// <summary>An image-to-image network tiles too: its tiles begin at multiples of what it pools, and its field is its halo.</summary>
    [Fact]
    public void TilesOfAnEncoderDecoderWithTheHaloOfItsFieldAreTheWholeToTheBit()
    {
        var net = FcrnANarrow.Load(new RandomTensors(FcrnANarrow.Tensors));
        const int Pooled = 8, Core = 16;
        var halo = (FcrnANarrow.ReceptiveFieldHeight + Pooled - 1) / Pooled * Pooled;
        var image = Image.Random(2 * halo + 2 * Core, 2 * halo + Core, 3);
        var whole = Whole(net.Forward, FcrnANarrow.OutputSize, image);
        foreach (var top in new[] { 0, Core })
        {
            var tile = Whole(net.Forward, FcrnANarrow.OutputSize, image.Crop(top, 0, 2 * halo + Core, 2 * halo + Core));
            Bits.Equal(whole.Crop(top + halo, halo, Core, Core).Values, tile.Crop(halo, halo, Core, Core).Values, $"tile from row {top}:");
        }
    }

    /// <summary>
    /// Four 3×3 convolutions that pad by 1 are not one padding of 4 before four that do not: in a map of 12×12, only the 6×6 entries
    /// that no later padding reaches are equal.
    /// </summary>
    [Fact]
    public void PaddingTheImageOnceIsNotTheSame()
    {
        var weights = new RandomTensors(FourPaddings.Tensors);
        var image = Image.Random(12, 12, 1);
        var layers = Forms.Run(FourPaddings.Load(weights).Forward, FourPaddings.OutputSize, image.Values, 12, 12);
        var once = Forms.Run(OnePadding.Load(weights).Forward, OnePadding.OutputSize, image.Values, 12, 12);
        Assert.Equal(144, once.Length);
        Assert.Equal(36, layers.Zip(once).Count(pair => Bits.Same(pair.First, pair.Second)));
        for (var y = 3; y < 9; y++)
            for (var x = 3; x < 9; x++)
                Assert.Equal(layers[y * 12 + x], once[y * 12 + x]);
    }

    /// <summary>A map at every pixel is that of all shifts of the image, put together.</summary>
    [Fact]
    public void ATrousIsShiftAndStitchToTheBit()
    {
        var weights = new RandomTensors(LeNet.Tensors);
        var image = Image.Random(41, 38, 1);
        var everyPixel = LeNetEveryPixel.Load(WithConvolutionalHead(weights));
        var stride = LeNet.FullyConvolutional.StrideHeight;
        var map = Whole(everyPixel.Forward, LeNetEveryPixel.OutputSize, image);
        Assert.Equal((41 - 27, 38 - 27), (map.Height, map.Width));
        var converted = LeNet.Load(weights).ToFullyConvolutional();
        for (var top = 0; top < stride; top++)
            for (var left = 0; left < stride; left++)
            {
                var shifted = Whole(converted.Forward, LeNet.FullyConvolutional.OutputSize, image.Crop(top, left, 41 - top, 38 - left));
                for (var y = 0; y < shifted.Height; y++)
                    for (var x = 0; x < shifted.Width; x++)
                        Bits.Equal(shifted.Pixel(y, x), map.Pixel(top + y * stride, left + x * stride), $"shift ({top}, {left}):");
            }
    }

    private static ITensorSource WithConvolutionalHead(RandomTensors weights)
    {
        using var file = new MemoryStream();
        SafeTensors.Write(file, weights.All.Select(tensor =>
            tensor.Spec.Name == "fc.weight" ? (tensor.Spec with { Shape = [10, 16, 4, 4] }, tensor.Values) : tensor));
        file.Position = 0;
        return SafeTensors.Read(file);
    }

    private static Image Whole(AnySizeForward forward, OfSize<MapSize> outputSize, Image image)
    {
        var size = outputSize(image.Height, image.Width);
        return new Image(size.Height, size.Width, size.Channels, Forms.Run(forward, outputSize, image.Values, image.Height, image.Width));
    }

    private static IEnumerable<(int Top, int Left, int Rows, int Columns)> Tiles(MapSize map, int rows, int columns)
    {
        for (var top = 0; top < map.Height; top += rows)
            for (var left = 0; left < map.Width; left += columns)
                yield return (top, left, Math.Min(rows, map.Height - top), Math.Min(columns, map.Width - left));
    }
}
