using NetGen.Reference;

namespace Zoo.Tests;

/// <summary>The networks on small images, against the same layers in double precision.</summary>
public class RunTests
{
    [Theory]
    [InlineData(typeof(ResNet18), 33, 50)]
    [InlineData(typeof(ResNet50), 32, 41)]
    [InlineData(typeof(SqueezeNet10), 61, 50)]
    [InlineData(typeof(SqueezeNet11), 50, 61)]
    [InlineData(typeof(MobileNetV2), 33, 64)]
    [InlineData(typeof(InceptionModule), 5, 6)]
    [InlineData(typeof(Mixed5b), 7, 4)]
    [InlineData(typeof(Mixed6a), 6, 9)]
    [InlineData(typeof(DenseBlock), 6, 5)]
    [InlineData(typeof(FcrnA), 17, 9)]
    [InlineData(typeof(FcrnB), 9, 13)]
    [InlineData(typeof(Espcn), 11, 14)]
    [InlineData(typeof(NarrowUNet), 196, 188)]
    [InlineData(typeof(NarrowFcn8s), 45, 50)]
    [InlineData(typeof(NarrowFcn8s), 64, 31)]
    public void EqualsTheReference(Type network, int height, int width)
    {
        var weights = new RandomTensors(Networks.Tensors(network));
        var form = Networks.OfAnySize(network, weights);
        var image = Image.Random(height, width, Declaration.Input(network).Channels);
        var expected = new Oracle(network, weights).RunAnySize(image.ToMap());
        var size = form.GetType().GetMethod("OutputSize")!.CreateDelegate<OfSize<MapSize>>();
        Assert.Equal(new MapSize(expected.Height, expected.Width, expected.Channels), size(height, width));
        var forward = form.GetType().GetMethod("Forward")!.CreateDelegate<AnySizeForward>(form);
        Comparison.Close(Forms.Run(forward, size, image.Values, height, width), expected, Tolerance.Network);
    }

    [Fact]
    public void PNetGivesBothOutputs()
    {
        var weights = new RandomTensors(MtcnnPNet.Tensors);
        var image = Image.Random(19, 24, 3);
        var maps = new Oracle(typeof(MtcnnPNet), weights).RunAllOfAnySize(image.ToMap());
        var expectedFaces = maps[Assert.Single(Declaration.ExtraOutputs(typeof(MtcnnPNet)))];
        var form = MtcnnPNet.Load(weights).ToFullyConvolutional();
        var boxes = Forms.Unwritten((int)MtcnnPNet.FullyConvolutional.OutputSize(19, 24).Length);
        var faces = Forms.Unwritten((int)MtcnnPNet.FullyConvolutional.FacesSize(19, 24).Length);
        form.Forward(image.Values, 19, 24, boxes, faces);
        Comparison.Close(boxes, maps[^1], Tolerance.Network);
        Comparison.Close(faces, expectedFaces, Tolerance.Network);
    }

    /// <summary>Nothing is allocated after the first call, whatever branches a network has.</summary>
    [Fact]
    public void ResNetAllocatesNothing()
    {
        var form = ResNet18.Create(1).ToFullyConvolutional();
        var (image, maps) = (new float[40 * 40 * 3], new float[1000]);
        for (var warmUp = 0; warmUp < 3; warmUp++) form.Forward(image, 40, 40, maps);
        var before = GC.GetAllocatedBytesForCurrentThread();
        form.Forward(image, 40, 40, maps);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
