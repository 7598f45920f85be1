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
        var image = Image.Random(384, 384, 3);
        var crop = image.Crop(0, 0, 224, 224);

        net.Threads = 1;
        var scores = Forms.Run(net.Forward, crop.Values, Vgg16.OutputLength);
        Bits.Equal(scores, Map(map, crop, 1), "the converted form on all cores, at the native size:");

        var maps = Map(map, image, 6);
        Assert.DoesNotContain(Enumerable.Range(0, 1000), i => Bits.Same(scores[i], maps[i]));
        Assert.NotEqual(scores, Map(map, image.Crop(0, 0, 225, 225), 1));
        Map(map, image.Crop(0, 0, 255, 255), 1);
        Map(map, image.Crop(0, 0, 256, 256), 2);
    }

    /// <summary>The largest map and the one before or after it, and no more.</summary>
    [Fact]
    public void TheWorkspaceHoldsTwoMapsAndGrowsWithTheImage()
    {
        const long Largest = 224 * 224 * 64 * sizeof(float);

        // The widest convolution transforms 54 tiles at a time to 36 points, before and after the products:
        // 528 and 512 values of each, made an odd number of cache lines of 16.
        const long Scratch = 36 * (1783 + 1729) * 16 * sizeof(float);
        Assert.InRange(Vgg16.WorkspaceBytes, Largest + Scratch, 2 * Largest + Scratch + 1024);
        Assert.InRange(Vgg16.FullyConvolutional.WorkspaceBytes(224, 224), Largest + Scratch, 2 * Largest + Scratch + 1024);
        Assert.InRange(Vgg16.FullyConvolutional.WorkspaceBytes(448, 448), 4 * Largest + Scratch, 8 * Largest + Scratch + 1024);
    }

    private static float[] Map(Vgg16.FullyConvolutional form, Image image, int entries)
    {
        var map = Forms.Run(form.Forward, Vgg16.FullyConvolutional.OutputSize, image.Values, image.Height, image.Width);
        Assert.Equal(entries * entries * 1000, map.Length);
        Assert.DoesNotContain(map, value => !float.IsFinite(value));
        return map;
    }
}
