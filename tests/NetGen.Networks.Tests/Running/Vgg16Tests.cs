namespace NetGen.Networks.Tests.Running;

[Collection(nameof(Alone))]
public class Vgg16Tests
{
    /// <summary>All that needs VGG-16's 553 MB of weights, which are filled once.</summary>
    [Fact]
    public void TheWholeNetworkRunsInBothForms()
    {
        var net = Vgg16.Create(1);
        var map = net.ToFullyConvolutional();
        var crop = Image.Random(224, 224, 3);

        net.Threads = 1;
        var scores = Forms.Run(net.Forward, crop.Values, Vgg16.OutputLength);
        var converted = Forms.Run(map.Forward, Vgg16.FullyConvolutional.OutputSize, crop.Values, 224, 224);
        Bits.Equal(scores, converted, "the converted form on all cores, at the native size:");

        var image = Image.Random(384, 384, 3);
        var maps = Forms.Run(map.Forward, Vgg16.FullyConvolutional.OutputSize, image.Values, 384, 384);
        Assert.Equal(6 * 6 * 1000, maps.Length);
        Assert.DoesNotContain(maps, value => !float.IsFinite(value));
        Assert.Equal(maps.Length, maps.Distinct().Count(), maps.Length / 100.0);
    }

    /// <summary>The largest map and the one before or after it, and no more.</summary>
    [Fact]
    public void TheWorkspaceHoldsTwoMapsAndGrowsWithTheImage()
    {
        const long Largest = 224 * 224 * 64 * sizeof(float);
        Assert.InRange(Vgg16.WorkspaceBytes, Largest, 2 * Largest + 1024);
        Assert.InRange(Vgg16.FullyConvolutional.WorkspaceBytes(224, 224), Largest, 2 * Largest + 1024);
        Assert.InRange(Vgg16.FullyConvolutional.WorkspaceBytes(448, 448), 4 * Largest, 8 * Largest + 1024);
    }
}
