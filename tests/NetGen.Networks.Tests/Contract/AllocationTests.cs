namespace NetGen.Networks.Tests.Contract;

[Collection(nameof(Alone))]
public class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ForwardAllocatesNothingAfterItsFirstCall(int threads)
    {
        var net = EveryWeight.Create(1);
        net.Threads = threads;
        var (input, output) = (Image.Random(14, 11, 3).Values, new float[EveryWeight.OutputLength]);
        Allocations.AssertNone(() => net.Forward(input, output), nameof(net));

        var planar = Planar.Create(1);
        planar.Threads = threads;
        var (planes, scores) = (Image.Random(18, 15, 3).Values, new float[Planar.OutputLength]);
        Allocations.AssertNone(() => planar.Forward(planes, scores), nameof(planar));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ForwardOfAnySizeAllocatesNothingAfterItsFirstCall(int threads)
    {
        var map = Vgg16Narrow.Create(1).ToFullyConvolutional();
        map.Threads = threads;
        var (image, maps) = (Image.Random(260, 225, 3).Values, new float[2 * 1 * 10]);
        Allocations.AssertNone(() => map.Forward(image, 260, 225, maps), nameof(map));

        var toImage = FcrnANarrow.Create(1);
        toImage.Threads = threads;
        var (cells, density) = (Image.Random(50, 43, 3).Values, new float[48 * 40]);
        Allocations.AssertNone(() => toImage.Forward(cells, 50, 43, density), nameof(toImage));
    }
}
