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
        AssertNoAllocation(() => net.Forward(input, output));

        var planar = Planar.Create(1);
        planar.Threads = threads;
        var (planes, scores) = (Image.Random(18, 15, 3).Values, new float[Planar.OutputLength]);
        AssertNoAllocation(() => planar.Forward(planes, scores));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ForwardOfAnySizeAllocatesNothingAfterItsFirstCall(int threads)
    {
        var map = Vgg16Narrow.Create(1).ToFullyConvolutional();
        map.Threads = threads;
        var (image, maps) = (Image.Random(260, 225, 3).Values, new float[2 * 1 * 10]);
        AssertNoAllocation(() => map.Forward(image, 260, 225, maps), calls: 1);

        var toImage = FcrnANarrow.Create(1);
        toImage.Threads = threads;
        var (cells, density) = (Image.Random(50, 43, 3).Values, new float[48 * 40]);
        AssertNoAllocation(() => toImage.Forward(cells, 50, 43, density));
    }

    // The process as a whole is counted, as the work is done on other threads, too. What the test platform allocates meanwhile is not the
    // network's: one quiet round is enough, and a network that allocates has none.
    private static void AssertNoAllocation(Action forward, int calls = 5)
    {
        forward();
        var least = long.MaxValue;
        for (var round = 0; round < 10 && least > 0; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var call = 0; call < calls; call++) forward();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }
}
