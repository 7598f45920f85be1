using NetGen.Reference;

namespace NetGen.Networks.Tests.Contract;

/// <summary>
/// Planes in and out give what interleaved pixels give, and layers that have nothing to do, or do it in place, still write the output.
/// </summary>
public class LayoutTests
{
    [Fact]
    public void NchwIsNhwcTransposed()
    {
        var weights = new RandomTensors(Interleaved.Tensors);
        var (interleaved, planar) = (Interleaved.Load(weights), Planar.Load(weights));
        var crop = Image.Random(18, 15, 3);
        Bits.Equal(Forms.Run(interleaved.Forward, crop.Values, 7), Forms.Run(planar.Forward, crop.ToNchw(), 7));

        var image = Image.Random(29, 26, 3);
        var size = Interleaved.FullyConvolutional.OutputSize(29, 26);
        Assert.Equal(size, Planar.FullyConvolutional.OutputSize(29, 26));
        var map = Forms.Run(interleaved.ToFullyConvolutional().Forward, Interleaved.FullyConvolutional.OutputSize, image.Values, 29, 26);
        Bits.Equal(
            new Image(size.Height, size.Width, size.Channels, map).ToNchw(),
            Forms.Run(planar.ToFullyConvolutional().Forward, Planar.FullyConvolutional.OutputSize, image.ToNchw(), 29, 26));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(12, 17)]
    [InlineData(31, 9)]
    public void NchwOfAnySizeIsNhwcTransposed(int height, int width)
    {
        var weights = new RandomTensors(InterleavedMap.Tensors);
        var image = Image.Random(height, width, 3);
        var size = InterleavedMap.OutputSize(height, width);
        var map = Forms.Run(InterleavedMap.Load(weights).Forward, InterleavedMap.OutputSize, image.Values, height, width);
        Bits.Equal(
            new Image(size.Height, size.Width, size.Channels, map).ToNchw(),
            Forms.Run(PlanarMap.Load(weights).Forward, PlanarMap.OutputSize, image.ToNchw(), height, width));
    }

    [Fact]
    public void ANetworkOfDropoutsCopiesItsInput()
    {
        var image = Image.Random(4, 5, 2);
        var net = OnlyDropout.Create(1);
        Bits.Equal(image.Values, Forms.Run(net.Forward, image.Values, OnlyDropout.OutputLength));
        Bits.Equal(image.Values,
            Forms.Run(net.ToFullyConvolutional().Forward, OnlyDropout.FullyConvolutional.OutputSize, image.Values, 4, 5));
        Bits.Equal(image.Values, Forms.Run(OnlyDropoutPlanes.Create(1).Forward, OnlyDropoutPlanes.OutputSize, image.Values, 4, 5));
        Assert.Equal(0, OnlyDropout.Tensors.Length);
    }

    [Fact]
    public void LayersInPlaceLeaveTheInputAsItWas()
    {
        var image = Image.Random(5, 6, 3);
        var expected = new Oracle(typeof(OnlyInPlace), new RandomTensors([])).RunAnySize(image.ToMap());
        var input = image.Values.ToArray();
        Comparison.Close(Forms.Run(OnlyInPlace.Create(1).Forward, OnlyInPlace.OutputSize, input, 5, 6), expected, Tolerance.Network);
        Bits.Equal(image.Values, input, "the input:");
    }

    [Fact]
    public void LayersInPlaceEndANetworkOnPlanes()
    {
        var image = Image.Random(6, 7, 3);
        var expected = new Oracle(typeof(EndsInPlace), new RandomTensors([])).RunFixed(image.ToMap());
        var net = EndsInPlace.Create(1);
        var planes = Forms.Run(net.Forward, image.ToNchw(), EndsInPlace.OutputLength);
        Comparison.Close(Map.FromNchw(planes, 5, 6, 3), expected, Tolerance.Network);
        Bits.Equal(planes, Forms.Run(net.ToFullyConvolutional().Forward, EndsInPlace.FullyConvolutional.OutputSize, image.ToNchw(), 6, 7));
    }
}
