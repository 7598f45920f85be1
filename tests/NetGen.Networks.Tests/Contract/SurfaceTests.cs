namespace NetGen.Networks.Tests.Contract;

/// <summary>Constants, tensors and the layer table of generated networks.</summary>
public class SurfaceTests
{
    [Fact]
    public void ConstantsOfTheFixedForm()
    {
        Assert.Equal((28, 28, 1), (LeNet.InputHeight, LeNet.InputWidth, LeNet.InputChannels));
        Assert.Equal((784, 10), (LeNet.InputLength, LeNet.OutputLength));
        Assert.Equal(6 * 25 + 6 + 16 * 150 + 16 + 10 * 256 + 10, LeNet.ParameterCount);
        Assert.Equal(24 * 24 * 6 * 25 + 8 * 8 * 16 * 150 + 2560, LeNet.MultiplyAdds);
        Assert.Equal(15_470_264_320, Vgg16.MultiplyAdds);
        Assert.Equal((3, 8 * 8), (PatchMap.InputChannels, PatchMap.OutputLength));
    }

    [Fact]
    public void ConstantsOfAnAnySizeNetworkStandOnTheClass()
    {
        Assert.Equal((3, 5 * 8 + 5 + 8 * 27 + 8 + 8 * 72 + 8), (InterleavedMap.InputChannels, InterleavedMap.ParameterCount));
        Assert.Equal((2, 2), (InterleavedMap.MinHeight, InterleavedMap.MinWidth));
        Assert.Equal((1, 1), (InterleavedMap.StrideHeight, InterleavedMap.UpscaleHeight));
        Assert.Equal((1, 3), (Espcn.StrideHeight, Espcn.UpscaleHeight));
        Assert.Null(typeof(InterleavedMap).GetNestedType("FullyConvolutional"));
    }

    [Fact]
    public void TheSmallestImageIsTheCropOfAValidNetworkAndLessForAPaddedOne()
    {
        Assert.Equal((28, 28), (LeNet.FullyConvolutional.MinHeight, LeNet.FullyConvolutional.MinWidth));
        Assert.Equal((45, 37), (ValidNet.FullyConvolutional.MinHeight, ValidNet.FullyConvolutional.MinWidth));
        Assert.Equal((224, 224), (Vgg16.FullyConvolutional.MinHeight, Vgg16.FullyConvolutional.MinWidth));
        Assert.Equal((8, 8), (FcrnA.MinHeight, FcrnA.MinWidth));
        Assert.Equal((1, 1), (MobileNet.FullyConvolutional.MinHeight, MobileNet.FullyConvolutional.MinWidth));
    }

    [Fact]
    public void TensorsAreListedInLayerOrderWithPyTorchShapes()
    {
        string[] expected =
        [
            "stem.weight (8, 3, 3, 3)",
            "norm.weight (8)", "norm.bias (8)", "norm.running_mean (8)", "norm.running_var (8)",
            "prelu1.weight (8)",
            "up.weight (8, 6, 3, 3)", "up.bias (6)",
            "conv2.weight (6, 2, 3, 3)", "conv2.bias (6)",
            "groupnorm1.weight (6)", "groupnorm1.bias (6)",
            "fc.weight (9, 702)", "fc.bias (9)",
            "batchnorm2.running_mean (9)", "batchnorm2.running_var (9)",
            "dense2.weight (4, 9)",
        ];
        Assert.Equal(expected, EveryWeight.Tensors.ToArray().Select(tensor => tensor.ToString()));
        var trained = EveryWeight.Tensors.ToArray().Where(tensor => !tensor.Name.Contains("running", StringComparison.Ordinal));
        Assert.Equal(EveryWeight.ParameterCount, trained.Sum(tensor => tensor.Length));
    }

    /// <summary>In TensorFlow's order, too, the list is in PyTorch's.</summary>
    [Fact]
    public void TensorShapesDoNotDependOnTheOrderOfTheFile() => Assert.Equal(
        PyTorchDense.Tensors.ToArray().Select(tensor => tensor.ToString()),
        TensorFlowDense.Tensors.ToArray().Select(tensor => tensor.ToString()));

    [Fact]
    public void TheSummaryHasARowPerLayer()
    {
        var table = new SummaryTable(EveryWeight.Summary);
        Assert.Equal(Declaration.Layers(typeof(EveryWeight)).Select(layer => layer.Name), table.Rows.Select(row => row[0]));
        Assert.Equal("14×11×8", table.Output("stem"));
        Assert.Equal("7×5×8", table.Output("maxpool1"));
        Assert.Equal("15×11×6", table.Output("up"));
        Assert.Equal("13×9×6", table.Output("conv2"));
        Assert.Equal("1×1×9", table.Output("fc"));
        Assert.Contains("138,357,544 parameters, 15,470,264,320 multiply-adds", Vgg16.Summary, StringComparison.Ordinal);
        Assert.Contains("Receptive field 404, stride 32, padding 90", Vgg16.Summary, StringComparison.Ordinal);
    }

    /// <summary>The sizes that the table writes as formulas are those that OutputSize computes, odd ones too.</summary>
    [Fact]
    public void TheFormulasOfTheSummaryAreTheSizesComputed()
    {
        AssertFormulas(CaffeNet.Summary, CaffeNet.OutputSize, 227);
        AssertFormulas(OverFeat.Summary, OverFeat.OutputSize, 221);
        AssertFormulas(FcrnA.Summary, FcrnA.OutputSize, FcrnA.MinHeight);
        AssertFormulas(StridedImageToImage.Summary, StridedImageToImage.OutputSize, StridedImageToImage.MinHeight);
        AssertFormulas(SparseCeilPool.Summary, SparseCeilPool.OutputSize, SparseCeilPool.MinHeight);
        AssertFormulas(TransposedDilatedWindow.Summary, TransposedDilatedWindow.OutputSize, TransposedDilatedWindow.MinHeight);
        AssertFormulas(MobileNetTrunk.Summary, MobileNetTrunk.OutputSize, 1);
        AssertFormulas(FcnScores.Summary, FcnScores.OutputSize, FcnScores.MinHeight);
    }

    [Fact]
    public void OutputSizeIsExactPast32Bits()
    {
        var map = LeNet.FullyConvolutional.OutputSize(2_000_000_000, 1_999_999_999);
        Assert.Equal(new MapSize(499_999_994, 499_999_993, 10), map);
        Assert.Equal(499_999_994L * 499_999_993 * 10, map.Length);
        Assert.Equal(new MapSize(2_100_000_000, 3, 1), Espcn.OutputSize(700_000_000, 1));
    }

    [Fact]
    public void WorkspaceBytesCountsTheMapsBetweenLayers()
    {
        // 12×12×6 and 4×4×16: what the convolutions store, with the pools within them.
        Assert.Equal((12 * 12 * 6 + 4 * 4 * 16) * sizeof(float), LeNet.WorkspaceBytes);
        Assert.Equal(LeNet.WorkspaceBytes, LeNet.FullyConvolutional.WorkspaceBytes(28, 28));
        Assert.True(LeNet.FullyConvolutional.WorkspaceBytes(280, 280) > 100 * LeNet.WorkspaceBytes);
        Assert.Equal(0, OnlyDropout.WorkspaceBytes);
        Assert.Equal(0, OnlyInPlace.WorkspaceBytes(10, 10));
    }

    private static void AssertFormulas(string summary, OfSize<MapSize> outputSize, int least)
    {
        var table = new SummaryTable(summary);
        var last = table.Rows[^1][0];
        for (var size = least; size < least + 80; size++)
        {
            var map = outputSize(size, least + 80);
            Assert.Equal((map.Height, map.Width, map.Channels), table.Output(last, size, least + 80));
        }
    }
}
