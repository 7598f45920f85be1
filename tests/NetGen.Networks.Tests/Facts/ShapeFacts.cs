namespace NetGen.Networks.Tests.Facts;

/// <summary>The published sizes, in the order of their list.</summary>
public class ShapeFacts
{
    [Fact]
    public void Fact1_SevenBySevenBy512To4096IsAConvolutionOf102760448Weights()
    {
        var dense = Vgg16.Tensors.ToArray().Single(tensor => tensor.Name == "fc6.weight");
        var conv = Vgg16AnySize.Tensors.ToArray().Single(tensor => tensor.Name == "fc6.weight");
        Assert.Equal("fc6.weight (4096, 25088)", dense.ToString());
        Assert.Equal("fc6.weight (4096, 512, 7, 7)", conv.ToString());
        Assert.Equal(102_760_448, dense.Length);
        Assert.Equal(102_760_448, conv.Length);
        Assert.Equal(138_357_544, Vgg16.ParameterCount);
        Assert.Equal(Vgg16.ParameterCount, Vgg16AnySize.ParameterCount);
        Assert.Equal("7×7×512", new SummaryTable(Vgg16.Summary).Output("pool5"));
        Assert.Equal("1×1×4096", new SummaryTable(Vgg16.Summary).Output("fc6"));
    }

    [Theory]
    [InlineData(224, 7, 1)]
    [InlineData(225, 7, 1)]
    [InlineData(255, 7, 1)]
    [InlineData(256, 8, 2)]
    [InlineData(384, 12, 6)]
    [InlineData(448, 14, 8)]
    [InlineData(512, 16, 10)]
    public void Fact2_Vgg16(int image, int beforeHead, int map)
    {
        var table = new SummaryTable(Vgg16AnySize.Summary);
        Assert.Equal((beforeHead, beforeHead, 512), table.Output("pool5", image, image));
        Assert.Equal((map, map, 4096), table.Output("fc6", image, image));
        Assert.Equal(new MapSize(map, map, 1000), Vgg16.FullyConvolutional.OutputSize(image, image));
        Assert.Equal(new MapSize(map, map, 1000), Vgg16AnySize.OutputSize(image, image));
    }

    [Fact]
    public void Fact2_AHeadOfStride5Gives2By2At384()
    {
        Assert.Equal(new MapSize(2, 2, 1000), Vgg16StrideFive.OutputSize(384, 384));
        Assert.Equal(new MapSize(1, 1, 1000), Vgg16StrideFive.OutputSize(224, 224));
        Assert.Equal(160, Vgg16StrideFive.StrideHeight);
    }

    [Theory]
    [InlineData(227, 55, 27, 13, 6, 1)]
    [InlineData(451, 111, 55, 27, 13, 8)]
    [InlineData(500, 123, 61, 30, 15, 10)]
    public void Fact3_CaffeNet(int image, int conv1, int pool1, int pool2, int pool5, int map)
    {
        var table = new SummaryTable(CaffeNet.Summary);
        Assert.Equal((conv1, conv1, 96), table.Output("conv1", image, image));
        Assert.Equal((pool1, pool1, 96), table.Output("pool1", image, image));
        Assert.Equal((pool2, pool2, 256), table.Output("pool2", image, image));
        Assert.Equal((pool5, pool5, 256), table.Output("pool5", image, image));
        Assert.Equal((map, map, 4096), table.Output("fc6", image, image));
        Assert.Equal(new MapSize(map, map, 1000), CaffeNet.OutputSize(image, image));
    }

    [Fact]
    public void Fact3_CaffeNetWithFloorPoolsGives14And9At500()
    {
        var table = new SummaryTable(CaffeNetFloor.Summary);
        Assert.Equal((30, 30, 256), table.Output("pool2", 500, 500));
        Assert.Equal((14, 14, 256), table.Output("pool5", 500, 500));
        Assert.Equal(new MapSize(9, 9, 1000), CaffeNetFloor.OutputSize(500, 500));
    }

    [Theory]
    [InlineData(245, 17, 5)]
    [InlineData(281, 20, 6)]
    [InlineData(317, 23, 7)]
    [InlineData(389, 29, 9)]
    [InlineData(425, 32, 10)]
    [InlineData(461, 35, 11)]
    [InlineData(497, 38, 12)]
    [InlineData(569, 44, 14)]
    public void Fact4_OverFeat(int image, int beforePool, int afterPool)
    {
        var table = new SummaryTable(OverFeat.Summary);
        Assert.Equal((beforePool, beforePool, 1024), table.Output("conv6", image, image));
        Assert.Equal((afterPool, afterPool, 1024), table.Output("pool6", image, image));
        Assert.Equal(new MapSize(afterPool - 4, afterPool - 4, 1000), OverFeat.OutputSize(image, image));
    }

    [Fact]
    public void Fact4_OverFeatMovesBy36Pixels()
    {
        Assert.Equal((36, 36), (OverFeat.StrideHeight, OverFeat.StrideWidth));
        Assert.Equal(new MapSize(1, 1, 1000), OverFeat.OutputSize(221, 221));
    }

    [Fact]
    public void Fact5_FcnAt500WithAFirstPaddingOf100()
    {
        var table = new SummaryTable(Fcn32.Summary);
        Assert.Equal("88×88×256", table.Output("pool3"));
        Assert.Equal("44×44×512", table.Output("pool4"));
        Assert.Equal("22×22×512", table.Output("pool5"));
        Assert.Equal("16×16×4096", table.Output("fc6"));
        Assert.Equal("544×544×21", table.Output("up"));
        Assert.Equal(500 * 500 * 21, Fcn32.OutputLength);
        Assert.Equal(new MapSize(16, 16, 21), FcnScores.OutputSize(500, 500));
        Assert.Equal(new MapSize(88, 88, 256), FcnPool3.OutputSize(500, 500));
        Assert.Equal(new MapSize(44, 44, 512), FcnPool4.OutputSize(500, 500));
    }

    [Fact]
    public void Fact5_Fcn16Enlarges16To34To560AndFcn8To70To568()
    {
        var fcn16 = new SummaryTable(FcnUp16.Summary);
        Assert.Equal((34, 34, 21), fcn16.Output("up2", 16, 16));
        Assert.Equal(new MapSize(560, 560, 21), FcnUp16.OutputSize(16, 16));
        var fcn8 = new SummaryTable(FcnUp8.Summary);
        Assert.Equal((34, 34, 21), fcn8.Output("up2", 16, 16));
        Assert.Equal((70, 70, 21), fcn8.Output("up4", 16, 16));
        Assert.Equal(new MapSize(568, 568, 21), FcnUp8.OutputSize(16, 16));
    }

    /// <summary>
    /// The crops follow from where the centres of the receptive fields lie in the image. A map enlarged s-fold by a kernel of 2s moves its
    /// centres by s − ½ of its own pixels.
    /// </summary>
    [Fact]
    public void Fact5_TheCropsOfFcnFollowFromItsReceptiveFields()
    {
        var scores = new Grid(FcnScores.StrideHeight, Centre(FcnScores.ReceptiveFieldHeight, FcnScores.PaddingTop));
        var pool4 = new Grid(FcnPool4.StrideHeight, Centre(FcnPool4.ReceptiveFieldHeight, FcnPool4.PaddingTop));
        var pool3 = new Grid(FcnPool3.StrideHeight, Centre(FcnPool3.ReceptiveFieldHeight, FcnPool3.PaddingTop));
        var image = new Grid(1, 0);
        var atPool4 = scores.Enlarged(2);
        var atPool3 = atPool4.Enlarged(2);
        Assert.Equal(19, scores.Enlarged(32).OffsetIn(image));
        Assert.Equal(5, atPool4.OffsetIn(pool4));
        Assert.Equal(27, atPool4.Enlarged(16).OffsetIn(image));
        Assert.Equal(9, atPool3.OffsetIn(pool3));
        Assert.Equal(31, atPool3.Enlarged(8).OffsetIn(image));
    }

    [Fact]
    public void Fact6_Conv5ThenConv3()
    {
        Assert.Equal("(H−4)×(W−4)×64", new SummaryTable(ConvPair.Summary).Output("conv5"));
        Assert.Equal("(H−6)×(W−6)×128", new SummaryTable(ConvPair.Summary).Output("conv3"));
        Assert.Equal(new MapSize(94, 41, 128), ConvPair.OutputSize(100, 47));
    }

    [Fact]
    public void Fact7_ThePatchClassifierMaps64By64To8By8And640By320To80By40()
    {
        Assert.Equal(8 * 8 * 1, PatchMap.OutputLength);
        Assert.Equal(new MapSize(8, 8, 1), PatchMap.FullyConvolutional.OutputSize(64, 64));
        Assert.Equal(new MapSize(80, 40, 1), PatchMap.FullyConvolutional.OutputSize(640, 320));
        Assert.Equal(1, PatchClassifier.OutputLength);
        Assert.Equal(new MapSize(73, 33, 1), PatchClassifier.FullyConvolutional.OutputSize(640, 320));
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(64, 100)]
    [InlineData(640, 480)]
    public void Fact7_ImageToImageKeepsMultiplesOf4(int height, int width)
    {
        Assert.Equal(new MapSize(height, width, 3), ImageToImage.OutputSize(height, width));
        Assert.Equal(new MapSize(height, width, 3), StridedImageToImage.OutputSize(height, width));
    }

    /// <summary>
    /// Pools leave the rest of an odd size unread, strided convolutions with padding read on: one rounds down, the other up.
    /// </summary>
    [Theory]
    [InlineData(65, 64, 68)]
    [InlineData(66, 64, 68)]
    [InlineData(67, 64, 68)]
    [InlineData(5, 4, 8)]
    public void Fact7_ImageToImageOnOtherSizesRoundsToMultiplesOf4(int size, int pooled, int strided)
    {
        Assert.Equal(new MapSize(pooled, pooled, 3), ImageToImage.OutputSize(size, size));
        Assert.Equal(new MapSize(strided, strided, 3), StridedImageToImage.OutputSize(size, size));
    }

    [Fact]
    public void Fact8_ValidLeNetHasR28S4P0AndIsCropExact()
    {
        Assert.Equal((28, 28), (LeNet.FullyConvolutional.ReceptiveFieldHeight, LeNet.FullyConvolutional.ReceptiveFieldWidth));
        Assert.Equal((4, 4), (LeNet.FullyConvolutional.StrideHeight, LeNet.FullyConvolutional.StrideWidth));
        Assert.Equal((0, 0), (LeNet.FullyConvolutional.PaddingTop, LeNet.FullyConvolutional.PaddingLeft));
        Assert.Contains("Crop-exact", LeNet.Summary, StringComparison.Ordinal);
        Assert.Contains("Dense-only", LeNet5.Summary, StringComparison.Ordinal);
        Assert.Equal("4×4×16", new SummaryTable(LeNet.Summary).Output("maxpool2"));
    }

    [Fact]
    public void Fact9_PositionsOfAPatchOf64In128000By128000()
    {
        const int N = 128_000;
        var every1 = Patch64Every1.FullyConvolutional.OutputSize(N, N);
        Assert.Equal(new MapSize(127_937, 127_937, 1), every1);
        Assert.Equal(16_367_875_969L, every1.Length);
        Assert.Equal(new MapSize(31_985, 31_985, 1), Patch64Every4.FullyConvolutional.OutputSize(N, N));
        Assert.Equal(new MapSize(31_985, 31_985, 2), Patch64Net.FullyConvolutional.OutputSize(N, N));
        Assert.Equal(new MapSize(15_993, 15_993, 1), Patch64Every8.FullyConvolutional.OutputSize(N, N));
        Assert.Equal(new MapSize(7_997, 7_997, 1), Patch64Every16.FullyConvolutional.OutputSize(N, N));
        Assert.Equal(new MapSize(3_999, 3_999, 1), Patch64Every32.FullyConvolutional.OutputSize(N, N));
        Assert.Equal(new MapSize(2_000, 2_000, 1), Patch64Every64.FullyConvolutional.OutputSize(N, N));
    }

    [Fact]
    public void Fact10_TheEncodersOfFcrnAAndB()
    {
        Assert.Equal((38, 8), (FcrnAEncoder.ReceptiveFieldHeight, FcrnAEncoder.StrideHeight));
        Assert.Equal(32, FcrnBEncoder.ReceptiveFieldHeight);
        Assert.Equal(new MapSize(256, 256, 1), FcrnA.OutputSize(256, 256));
        Assert.Equal(new MapSize(96, 248, 1), FcrnA.OutputSize(103, 250));
    }

    [Fact]
    public void Fact11_DenseEvaluationOfVggAt384()
    {
        Assert.Equal(36, Positions(Vgg16.FullyConvolutional.OutputSize(384, 384)));
        Assert.Equal(121, Positions(Vgg16Every16.OutputSize(384, 384)));
        Assert.Equal(25_921, Positions(Vgg16EveryPixel.OutputSize(384, 384)));
        Assert.Equal(161, Vgg16EveryPixel.OutputSize(384, 384).Height);
        Assert.Equal((16, 1), (Vgg16Every16.StrideHeight, Vgg16EveryPixel.StrideHeight));
    }

    private static long Positions(MapSize map) => (long)map.Height * map.Width;

    private static double Centre(int receptiveField, int padding) => (receptiveField - 1) / 2.0 - padding;

    /// <summary>Where the pixels of a map lie in the image: the y-th at y·Step + First.</summary>
    private sealed record Grid(double Step, double First)
    {
        public Grid Enlarged(int scale) => new(Step / scale, First - Step / scale * (scale - 0.5));

        /// <summary>The index in another map of the same step where this map's first pixel lies.</summary>
        public double OffsetIn(Grid other)
        {
            Assert.Equal(other.Step, Step);
            return (First - other.First) / Step is var offset && offset >= 0 ? offset : -offset;
        }
    }
}
