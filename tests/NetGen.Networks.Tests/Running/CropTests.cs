namespace NetGen.Networks.Tests.Running;

/// <summary>What an entry of the map has to do with the network on the crop at its place.</summary>
public class CropTests
{
    [Theory]
    [InlineData(28, 28)]
    [InlineData(61, 47)]
    [InlineData(40, 93)]
    public void CropExact_EveryEntryIsLeNetOnItsCropToTheBit(int height, int width)
    {
        var net = LeNet.Load(new RandomTensors(LeNet.Tensors));
        AssertCrops(
            Image.Random(height, width, 1, (ulong)height), 28, 28, LeNet.FullyConvolutional.StrideHeight,
            LeNet.FullyConvolutional.StrideWidth,
            net.Forward, net.ToFullyConvolutional().Forward, LeNet.FullyConvolutional.OutputSize);
    }

    [Theory]
    [InlineData(45, 37)]
    [InlineData(71, 83)]
    public void CropExact_EveryEntryIsTheValidNetworkOnItsCropToTheBit(int height, int width)
    {
        Assert.Equal((0, 0), (ValidNet.FullyConvolutional.PaddingTop, ValidNet.FullyConvolutional.PaddingLeft));
        Assert.Contains("Crop-exact", ValidNet.Summary, StringComparison.Ordinal);
        var net = ValidNet.Load(new RandomTensors(ValidNet.Tensors));
        AssertCrops(
            Image.Random(height, width, 3, (ulong)width), 45, 37, ValidNet.FullyConvolutional.StrideHeight,
            ValidNet.FullyConvolutional.StrideWidth,
            net.Forward, net.ToFullyConvolutional().Forward, ValidNet.FullyConvolutional.OutputSize);
    }

    /// <summary>The crops saw zeros where the image has pixels: no entry is the crop's, those inside the map neither.</summary>
    [Fact]
    public void DenseOnly_NoEntryOfAPaddedNetworkIsItsCropsResult()
    {
        Assert.Contains("Dense-only", LeNet5.Summary, StringComparison.Ordinal);
        var net = LeNet5.Load(new RandomTensors(LeNet5.Tensors));
        var image = Image.Random(52, 44, 1);
        var size = LeNet5.FullyConvolutional.OutputSize(52, 44);
        Assert.Equal(new MapSize(7, 5, 10), size);
        var map = Map(net.ToFullyConvolutional().Forward, LeNet5.FullyConvolutional.OutputSize, image);
        for (var y = 0; y < size.Height; y++)
            for (var x = 0; x < size.Width; x++)
            {
                var crop = Forms.Run(net.Forward, image.Crop(y * 4, x * 4, 28, 28).Values, 10);
                var entry = map.Pixel(y, x).ToArray();
                Assert.True(crop.Zip(entry).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-3f,
                    $"Entry ({y}, {x}) is its crop's result.");
            }
    }

    [Fact]
    public void DenseOnly_TheMapOfVggAt384DiffersFromIts36Crops()
    {
        var net = Vgg16Narrow.Load(new RandomTensors(Vgg16Narrow.Tensors));
        var image = Image.Random(384, 384, 3);
        var map = Map(net.ToFullyConvolutional().Forward, Vgg16Narrow.FullyConvolutional.OutputSize, image);
        Assert.Equal((6, 6), (map.Height, map.Width));
        for (var i = 0; i < 36; i++)
        {
            var crop = Forms.Run(net.Forward, image.Crop(i / 6 * 32, i % 6 * 32, 224, 224).Values, 10);
            Assert.False(crop.AsSpan().SequenceEqual(map.Pixel(i / 6, i % 6)), $"Entry {i} is its crop's result.");
        }
    }

    private static void AssertCrops(
        Image image, int height, int width, int strideHeight, int strideWidth, FixedForward crop, AnySizeForward form,
        OfSize<MapSize> outputSize)
    {
        var map = Map(form, outputSize, image);
        Assert.Equal(((image.Height - height) / strideHeight + 1, (image.Width - width) / strideWidth + 1), (map.Height, map.Width));
        for (var y = 0; y < map.Height; y++)
            for (var x = 0; x < map.Width; x++)
            {
                var expected = Forms.Run(crop, image.Crop(y * strideHeight, x * strideWidth, height, width).Values, map.Channels);
                Bits.Equal(expected, map.Pixel(y, x), $"({y}, {x}):");
            }
    }

    private static Image Map(AnySizeForward forward, OfSize<MapSize> outputSize, Image image)
    {
        var size = outputSize(image.Height, image.Width);
        return new Image(size.Height, size.Width, size.Channels, Forms.Run(forward, outputSize, image.Values, image.Height, image.Width));
    }
}
