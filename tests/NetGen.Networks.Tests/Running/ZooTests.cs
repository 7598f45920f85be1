using NetGen.Reference;

namespace NetGen.Networks.Tests.Running;

/// <summary>The networks of the zoo, most with few channels, against the same layers in double precision.</summary>
public class ZooTests
{
    [Fact]
    public void Vgg16() => AssertFixed<Vgg16Narrow>(Vgg16Narrow.Tensors, weights => Vgg16Narrow.Load(weights).Forward);

    [Theory]
    [InlineData(225, 255)]
    [InlineData(256, 224)]
    public void Vgg16OfAnySize(int height, int width) => AssertAnySize<Vgg16Narrow>(
        height, width, 3, Vgg16Narrow.Tensors, weights => Vgg16Narrow.Load(weights).ToFullyConvolutional().Forward,
        Vgg16Narrow.FullyConvolutional.OutputSize);

    [Fact]
    public void Vgg16WithAHeadOfStride5() => AssertAnySize<Vgg16StrideFiveNarrow>(
        390, 224, 3, Vgg16StrideFiveNarrow.Tensors, weights => Vgg16StrideFiveNarrow.Load(weights).Forward,
        Vgg16StrideFiveNarrow.OutputSize);

    [Fact]
    public void VggA() => AssertFixed<VggANarrow>(VggANarrow.Tensors, weights => VggANarrow.Load(weights).Forward);

    [Fact]
    public void AlexNetV2() => AssertFixed<AlexNetV2Narrow>(AlexNetV2Narrow.Tensors, weights => AlexNetV2Narrow.Load(weights).Forward);

    [Fact]
    public void AlexNetV2OfAnySize() => AssertAnySize<AlexNetV2Narrow>(
        251, 230, 3, AlexNetV2Narrow.Tensors, weights => AlexNetV2Narrow.Load(weights).ToFullyConvolutional().Forward,
        AlexNetV2Narrow.FullyConvolutional.OutputSize);

    [Fact]
    public void CaffeNet() => AssertFixed<CaffeNetNarrow>(CaffeNetNarrow.Tensors, weights => CaffeNetNarrow.Load(weights).Forward);

    [Theory]
    [InlineData(227, 261)]
    [InlineData(300, 228)]
    public void CaffeNetOfAnySize(int height, int width) => AssertAnySize<CaffeNetNarrow>(
        height, width, 3, CaffeNetNarrow.Tensors, weights => CaffeNetNarrow.Load(weights).ToFullyConvolutional().Forward,
        CaffeNetNarrow.FullyConvolutional.OutputSize);

    [Fact]
    public void OverFeat() => AssertFixed<OverFeatNarrow>(OverFeatNarrow.Tensors, weights => OverFeatNarrow.Load(weights).Forward);

    [Fact]
    public void OverFeatOfAnySize() => AssertAnySize<OverFeatNarrow>(
        281, 245, 3, OverFeatNarrow.Tensors, weights => OverFeatNarrow.Load(weights).ToFullyConvolutional().Forward,
        OverFeatNarrow.FullyConvolutional.OutputSize);

    [Fact]
    public void NetworkInNetwork() =>
        AssertFixed<NetworkInNetworkNarrow>(NetworkInNetworkNarrow.Tensors, weights => NetworkInNetworkNarrow.Load(weights).Forward);

    [Fact]
    public void NetworkInNetworkOfAnySize() => AssertAnySize<NetworkInNetworkMaps>(
        237, 262, 3, NetworkInNetworkMaps.Tensors, weights => NetworkInNetworkMaps.Load(weights).Forward, NetworkInNetworkMaps.OutputSize);

    [Fact]
    public void PatchClassifier()
    {
        AssertFixed<PatchClassifier>(Zoo.PatchClassifier.Tensors, weights => Zoo.PatchClassifier.Load(weights).Forward);
        AssertAnySize<PatchClassifier>(
            75, 81, 3, Zoo.PatchClassifier.Tensors, weights => Zoo.PatchClassifier.Load(weights).ToFullyConvolutional().Forward,
            Zoo.PatchClassifier.FullyConvolutional.OutputSize);
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(640, 320)]
    [InlineData(33, 50)]
    public void PatchMap(int height, int width) => AssertAnySize<PatchMap>(
        height, width, 3, Zoo.PatchMap.Tensors, weights => Zoo.PatchMap.Load(weights).ToFullyConvolutional().Forward,
        Zoo.PatchMap.FullyConvolutional.OutputSize);

    [Theory]
    [InlineData(32, 44)]
    [InlineData(33, 47)]
    [InlineData(5, 7)]
    public void ImageToImage(int height, int width)
    {
        AssertAnySize<ImageToImage>(
            height, width, 3, Zoo.ImageToImage.Tensors, weights => Zoo.ImageToImage.Load(weights).Forward, Zoo.ImageToImage.OutputSize);
        AssertAnySize<StridedImageToImage>(
            height, width, 3, StridedImageToImage.Tensors, weights => StridedImageToImage.Load(weights).Forward,
            StridedImageToImage.OutputSize);
    }

    [Fact]
    public void LeNet()
    {
        AssertFixed<LeNet>(Zoo.LeNet.Tensors, weights => Zoo.LeNet.Load(weights).Forward);
        AssertFixed<LeNet5>(LeNet5.Tensors, weights => LeNet5.Load(weights).Forward);
        AssertAnySize<LeNet5>(
            37, 42, 1, LeNet5.Tensors, weights => LeNet5.Load(weights).ToFullyConvolutional().Forward,
            LeNet5.FullyConvolutional.OutputSize);
    }

    [Fact]
    public void ValidNet() => AssertAnySize<ValidNet>(
        64, 49, 3, Zoo.ValidNet.Tensors, weights => Zoo.ValidNet.Load(weights).ToFullyConvolutional().Forward,
        Zoo.ValidNet.FullyConvolutional.OutputSize);

    [Theory]
    [InlineData(48, 40)]
    [InlineData(53, 41)]
    public void FcrnA(int height, int width) => AssertAnySize<FcrnANarrow>(
        height, width, 3, FcrnANarrow.Tensors, weights => FcrnANarrow.Load(weights).Forward, FcrnANarrow.OutputSize);

    [Fact]
    public void FcrnAOfFullWidth() => AssertAnySize<FcrnA>(
        17, 9, 3, Zoo.FcrnA.Tensors, weights => Zoo.FcrnA.Load(weights).Forward, Zoo.FcrnA.OutputSize);

    [Fact]
    public void FcrnBEncoder() => AssertAnySize<FcrnBEncoder>(
        11, 10, 3, Zoo.FcrnBEncoder.Tensors, weights => Zoo.FcrnBEncoder.Load(weights).Forward, Zoo.FcrnBEncoder.OutputSize);

    [Fact]
    public void Espcn() => AssertAnySize<Espcn>(
        11, 14, 1, Zoo.Espcn.Tensors, weights => Zoo.Espcn.Load(weights).Forward, Zoo.Espcn.OutputSize);

    [Theory]
    [InlineData(64, 96)]
    [InlineData(75, 101)]
    public void MobileNet(int height, int width) => AssertAnySize<MobileNetNarrow>(
        height, width, 3, MobileNetNarrow.Tensors, weights => MobileNetNarrow.Load(new TensorFlowOrder(weights)).Forward,
        MobileNetNarrow.OutputSize);

    [Fact]
    public void Fcn32() => AssertFixed<Fcn32Narrow>(Fcn32Narrow.Tensors, weights => Fcn32Narrow.Load(weights).Forward);

    [Fact]
    public void ATrous() => AssertAnySize<LeNetEveryPixel>(
        34, 31, 1, LeNetEveryPixel.Tensors, weights => LeNetEveryPixel.Load(weights).Forward, LeNetEveryPixel.OutputSize);

    internal static void AssertFixed<TNetwork>(ReadOnlySpan<TensorSpec> tensors, Func<RandomTensors, FixedForward> load)
    {
        var weights = new RandomTensors(tensors);
        var input = Declaration.Input(typeof(TNetwork));
        var image = Image.Random(input.Height, input.Width, input.Channels);
        var expected = new Oracle(typeof(TNetwork), weights).RunFixed(image.ToMap());
        Comparison.Close(Forms.Run(load(weights), image.Values, expected.Length), expected, Tolerance.Network);
    }

    internal static void AssertAnySize<TNetwork>(
        int height, int width, int channels, ReadOnlySpan<TensorSpec> tensors, Func<RandomTensors, AnySizeForward> load,
        OfSize<MapSize> outputSize)
    {
        var weights = new RandomTensors(tensors);
        var image = Image.Random(height, width, channels);
        var expected = new Oracle(typeof(TNetwork), weights).RunAnySize(image.ToMap());
        Assert.Equal(new MapSize(expected.Height, expected.Width, expected.Channels), outputSize(height, width));
        Comparison.Close(Forms.Run(load(weights), outputSize, image.Values, height, width), expected, Tolerance.Network);
    }
}
