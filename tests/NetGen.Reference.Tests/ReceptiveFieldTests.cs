namespace NetGen.Reference.Tests;

public sealed class ReceptiveFieldTests
{
    private static readonly SpatialLayer Conv3 = new Sliding(3, 1, 1), Pool2 = new Sliding(2, 2);

    /// <summary>
    /// Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, 2019; the heads from Long, Shelhamer and
    /// Darrell, Fully convolutional networks, 2015. LeNet (valid convolutions of 5, pools of 2, a head of 4) is by hand: 4 → 8 → 12 →
    /// 24 → 28.
    /// </summary>
    public static TheoryData<string, int, int, int> Published() => new()
    {
        { "alexnet_v2 conv2", 51, 8, 16 },
        { "alexnet_v2 pool5", 195, 32, 64 },
        { "vgg_a pool5", 150, 32, 59 },
        { "vgg_16 pool3", 44, 8, 18 },
        { "vgg_16 pool5", 212, 32, 90 },
        { "vgg_16 head", 404, 32, 90 },
        { "caffenet head", 355, 32, 64 },
        { "mobilenet_v1", 315, 32, 126 },
        { "lenet", 28, 4, 0 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void IsAsPublished(string network, int size, int stride, int padding)
    {
        var field = ReceptiveField.Of(Network(network));
        Assert.Equal((size, stride, 1, padding), (field.Size, field.StrideInputs, field.StrideOutputs, field.Padding));
    }

    /// <summary>Taps at 0 and 3 of pixels 2 apart: inputs 0, 6 beside 2, 8.</summary>
    [Fact]
    public void DilationLeavesHoles()
    {
        SpatialLayer[] layers = [new Sliding(1, 2), new Sliding(2, Dilation: 3)];
        Assert.Equal([0, 2, 6, 8], ReceptiveField.Inputs(layers, [0, 1]));
        Assert.Equal((0, 8), ReceptiveField.Range(layers, 0, 1));
    }

    /// <summary>Input i of a window of 4 at stride 2, pad 1 reaches outputs 2i − 1 … 2i + 2.</summary>
    [Fact]
    public void TransposedPhasesAlternate()
    {
        var field = ReceptiveField.Of([new Transposed(4, 2, 1)]);
        Assert.Equal((2, 1, 2, 1), (field.Size, field.StrideInputs, field.StrideOutputs, field.Padding));
        Assert.Equal([(-1, 0), (0, 1)], field.Phases);
        Assert.Equal((-1, 2), ReceptiveField.Range([new Transposed(4, 2, 1)], 0, 4));
    }

    [Fact]
    public void ATransposedWindowMayLeaveGaps()
    {
        var field = ReceptiveField.Of([new Transposed(1, 3)]);
        Assert.Equal([(0, 0), null, null], field.Phases);
        Assert.Equal((1, 1, 3), (field.Size, field.StrideInputs, field.StrideOutputs));
        Assert.Null(ReceptiveField.Range([new Transposed(1, 3)], 1, 2));
    }

    /// <summary>A pool of 2, enlarged twice, then 3 taps around an output: pixels −2 … 1 for even outputs, 0 … 3 for odd ones.</summary>
    [Fact]
    public void UpsamplingUndoesAStride()
    {
        var field = ReceptiveField.Of([Pool2, new NearestUpsample(2), Conv3]);
        Assert.Equal((4, 2, 2, 2), (field.Size, field.StrideInputs, field.StrideOutputs, field.Padding));
        Assert.Equal([(-2, 1), (0, 3)], field.Phases);
    }

    /// <summary>Output centres at −¼, ¼, ¾ and 1¼; with a factor of 3 the middle one coincides with a pixel.</summary>
    [Fact]
    public void InterpolationReadsTwoPixels()
    {
        Assert.Equal([(-1, 0), (0, 1)], ReceptiveField.Of([new BilinearUpsample(2)]).Phases);
        Assert.Equal([(-1, 0), (0, 0), (0, 1)], ReceptiveField.Of([new BilinearUpsample(3)]).Phases);
    }

    [Fact]
    public void BranchesCountTheLargest()
    {
        var field = ReceptiveField.Of([new Sliding(3, 2, 1), new Branches([], [Conv3, Conv3])]);
        Assert.Equal((11, 2, 5), (field.Size, field.StrideInputs, field.Padding));
        Assert.Throws<ArgumentException>(() => ReceptiveField.Of([new Branches([], [Pool2])]));
    }

    /// <summary>A NaN at a pixel reaches, through the operators, the outputs that have it marked, and no other.</summary>
    [Fact]
    public void MarksWhatTheOperatorsRead()
    {
        SpatialLayer[] layers = [new Sliding(3, 2, 1), new Transposed(3, 2, 1), new NearestUpsample(2), new Sliding(2, 3, 0, 2)];
        for (var changed = 0; changed < 9; changed++)
        {
            var x = Map.Build(1, 9, 1, (_, column, _) => column == changed ? double.NaN : 1);
            x = Conv.Run(x, [1, 1, 1], null, new(1, 3) { StrideWidth = 2, PadLeft = 1, PadRight = 1 }, 1);
            x = ConvTranspose.Run(x, [1, 1, 1], null, new(1, 3) { StrideWidth = 2, PadLeft = 1, PadRight = 1 }, 1);
            x = Crop.Run(Upsample.Nearest(x, 2), 0, 0, 1, 18);
            x = Conv.Run(x, [1, 1], null, new(1, 2) { StrideWidth = 3, DilationWidth = 2 }, 1);
            for (var output = 0; output < x.Width; output++)
                Assert.Equal(ReceptiveField.Inputs(layers, [output]).Contains(changed), double.IsNaN(x[0, output, 0]));
        }
    }

    private static SpatialLayer[] Network(string name) => name switch
    {
        "alexnet_v2 conv2" => AlexNet[..3],
        "alexnet_v2 pool5" => AlexNet,
        "caffenet head" => [.. AlexNet, new Sliding(6)],
        "vgg_a pool5" => Vgg(1, 1, 2, 2, 2),
        "vgg_16 pool3" => Vgg(2, 2, 3),
        "vgg_16 pool5" => Vgg(2, 2, 3, 3, 3),
        "vgg_16 head" => [.. Vgg(2, 2, 3, 3, 3), new Sliding(7), new Sliding(1)],
        "mobilenet_v1" => [new Sliding(3, 2), .. new[] { 1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1 }.Select(Depthwise)],
        "lenet" => [new Sliding(5), Pool2, new Sliding(5), Pool2, new Sliding(4)],
        _ => throw new ArgumentException(name),
    };

    private static SpatialLayer[] AlexNet =>
        [new Sliding(11, 4), new Sliding(3, 2), new Sliding(5, 1, 2), new Sliding(3, 2), Conv3, Conv3, Conv3, new Sliding(3, 2)];

    private static SpatialLayer[] Vgg(params int[] convolutions) =>
        [.. convolutions.SelectMany(count => Enumerable.Repeat(Conv3, count).Append(Pool2))];

    /// <summary>With TensorFlow's padding of maps of even size, a stride of 2 pads at the end alone.</summary>
    private static SpatialLayer Depthwise(int stride) => new Sliding(3, stride, stride == 1 ? 1 : 0);
}
