namespace NetGen.Networks.Tests.Contract;

/// <summary>One call on several cores, and several calls at once, give what one call on one core gives.</summary>
public class ThreadTests
{
    private readonly OverFeatNarrow _net = OverFeatNarrow.Load(new RandomTensors(OverFeatNarrow.Tensors));

    [Fact]
    public void TheNumberOfThreadsChangesNoBit()
    {
        var map = _net.ToFullyConvolutional();
        var image = Image.Random(257, 221, 3);
        map.Threads = 1;
        var one = Forms.Run(map.Forward, OverFeatNarrow.FullyConvolutional.OutputSize, image.Values, 257, 221);
        foreach (var threads in new[] { 2, 3, 7 })
        {
            map.Threads = threads;
            Bits.Equal(one, Forms.Run(map.Forward, OverFeatNarrow.FullyConvolutional.OutputSize, image.Values, 257, 221),
                $"{threads} threads:");
        }
    }

    [Fact]
    public void AllCoresAreUsedUnlessSaidOtherwise()
    {
        Assert.Equal(Environment.ProcessorCount, _net.Threads);
        Assert.Equal(Environment.ProcessorCount, _net.ToFullyConvolutional().Threads);
        _net.Threads = 1;
        Assert.Equal(1, _net.ToFullyConvolutional().Threads);
        _net.Threads = Environment.ProcessorCount;
    }

    [Fact]
    public async Task OneInstanceServesSeveralThreadsAtOnce()
    {
        var net = LeNet.Load(new RandomTensors(LeNet.Tensors));
        var map = net.ToFullyConvolutional();
        var images = Enumerable.Range(0, 6).Select(i => Image.Random(28 + 3 * i, 31 + 2 * i, 1, (ulong)i + 1)).ToArray();
        var expected = images.Select(MapOf).ToArray();
        var crops = images.Select(image => image.Crop(0, 0, 28, 28).Values).ToArray();
        var scores = crops.Select(crop => Forms.Run(net.Forward, crop, 10)).ToArray();

        var workers = Enumerable.Range(0, 6).Select(worker => Task.Run(() =>
        {
            for (var round = 0; round < 30; round++)
            {
                var i = (worker + round) % images.Length;
                Bits.Equal(expected[i], MapOf(images[i]), $"worker {worker}, round {round}:");
                Bits.Equal(scores[i], Forms.Run(net.Forward, crops[i], 10), $"worker {worker}, round {round}, fixed:");
            }
        }));
        await Task.WhenAll(workers);

        float[] MapOf(Image image) => Forms.Run(map.Forward, LeNet.FullyConvolutional.OutputSize, image.Values, image.Height, image.Width);
    }
}
