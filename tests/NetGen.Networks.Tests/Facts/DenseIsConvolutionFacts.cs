namespace NetGen.Networks.Tests.Facts;

public sealed class DenseIsConvolutionFacts : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.safetensors");
    private readonly RandomTensors _weights = new(PyTorchDense.Tensors);
    private readonly Image _crop = Image.Random(7, 9, 2);
    private readonly Image _image = Image.Random(12, 15, 2);

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void PyTorchFlattensChannelRowColumnAndItsMatrixIsTheKernel()
    {
        SafeTensors.Write(_path, _weights.All);
        var net = PyTorchDense.Load(_path);
        AssertOracle(typeof(PyTorchDense), net.Forward, net.ToFullyConvolutional().Forward, PyTorchDense.FullyConvolutional.OutputSize);

        // W[o, (c·H + h)·W + w] is (O, C, H, W): the same values under another shape.
        SafeTensors.Write(_path, Reshaped(_weights.All, ("fc.weight", [6, 4, 3, 4]), ("out.weight", [5, 6, 1, 1])));
        var head = PyTorchHead.Load(_path);
        Bits.Equal(
            Forms.Run(net.ToFullyConvolutional().Forward, PyTorchDense.FullyConvolutional.OutputSize, _image.Values, 12, 15),
            Forms.Run(head.Forward, PyTorchHead.OutputSize, _image.Values, 12, 15));
        Bits.Equal(
            Forms.Run(net.Forward, _crop.Values, 5),
            Forms.Run(PyTorchDense.Load(_path).Forward, _crop.Values, 5),
            "the dense layers read from the kernels:");
    }

    [Fact]
    public void TensorFlowFlattensRowColumnChannelAndItsMatrixIsHwio()
    {
        var stored = new TensorFlowOrder(_weights);
        SafeTensors.Write(_path, stored.All);
        var net = TensorFlowDense.Load(_path);
        AssertOracle(
            typeof(TensorFlowDense), net.Forward, net.ToFullyConvolutional().Forward, TensorFlowDense.FullyConvolutional.OutputSize);

        // W[(h·W + w)·C + c, o] is HWIO: the same values under another shape.
        SafeTensors.Write(_path, Reshaped(stored.All, ("fc.weight", [3, 4, 4, 6]), ("out.weight", [1, 1, 6, 5])));
        Bits.Equal(
            Forms.Run(net.ToFullyConvolutional().Forward, TensorFlowDense.FullyConvolutional.OutputSize, _image.Values, 12, 15),
            Forms.Run(TensorFlowHead.Load(_path).Forward, TensorFlowHead.OutputSize, _image.Values, 12, 15));
    }

    [Fact]
    public void TheTwoFlattenOrdersGiveDifferentResults()
    {
        var pytorch = Forms.Run(PyTorchDense.Load(_weights).Forward, _crop.Values, 5);
        var tensorflow = Forms.Run(TensorFlowDense.Load(new TensorFlowOrder(_weights)).Forward, _crop.Values, 5);
        Assert.DoesNotContain(Enumerable.Range(0, 5), i => Math.Abs(pytorch[i] - tensorflow[i]) < 1e-3f);
    }

    [Fact]
    public void TheOrderCannotBeSeenFromTheShapeAndIsDeclared()
    {
        var weights = new RandomTensors(SquarePyTorchDense.Tensors);
        var pixel = Image.Random(1, 1, 6);
        var pytorch = Forms.Run(SquarePyTorchDense.Load(weights).Forward, pixel.Values, 6);
        var tensorflow = Forms.Run(SquareTensorFlowDense.Load(weights).Forward, pixel.Values, 6);
        for (var o = 0; o < 6; o++)
        {
            double byRow = weights["fc.bias"][o], byColumn = weights["fc.bias"][o];
            for (var i = 0; i < 6; i++)
            {
                byRow += (double)weights["fc.weight"][o * 6 + i] * pixel.Values[i];
                byColumn += (double)weights["fc.weight"][i * 6 + o] * pixel.Values[i];
            }

            Assert.Equal(byRow, pytorch[o], 1e-6);
            Assert.Equal(byColumn, tensorflow[o], 1e-6);
        }
    }

    /// <summary>Weights that are made, not loaded, are the same network whatever the order of its files.</summary>
    [Fact]
    public void CreatedWeightsDoNotDependOnTheOrder()
    {
        var pixel = Image.Random(1, 1, 6);
        Bits.Equal(
            Forms.Run(SquarePyTorchDense.Create(3).Forward, pixel.Values, 6),
            Forms.Run(SquareTensorFlowDense.Create(3).Forward, pixel.Values, 6));
    }

    [Fact]
    public void TheConvertedFormAtTheNativeSizeIsTheFixedForm()
    {
        AssertNative(
            Vgg16Narrow.InputLength, Vgg16Narrow.OutputLength, 224, 224, Vgg16Narrow.Create(2).Forward,
            Vgg16Narrow.Create(2).ToFullyConvolutional().Forward);
        AssertNative(
            CaffeNetNarrow.InputLength, CaffeNetNarrow.OutputLength, 227, 227, CaffeNetNarrow.Create(2).Forward,
            CaffeNetNarrow.Create(2).ToFullyConvolutional().Forward);
        AssertNative(
            ValidNet.InputLength, ValidNet.OutputLength, 45, 37, ValidNet.Create(2).Forward,
            ValidNet.Create(2).ToFullyConvolutional().Forward);
        AssertNative(
            LeNet5.InputLength, LeNet5.OutputLength, 28, 28, LeNet5.Create(2).Forward, LeNet5.Create(2).ToFullyConvolutional().Forward);
        AssertNative(
            PatchClassifier.InputLength, PatchClassifier.OutputLength, 64, 64, PatchClassifier.Create(2).Forward,
            PatchClassifier.Create(2).ToFullyConvolutional().Forward);
    }

    /// <summary>
    /// On a larger image the adaptive pool gives one result of the whole; the pool that it equals at the native size gives a map.
    /// </summary>
    [Fact]
    public void AnAdaptivePoolResizesInsteadOfSliding()
    {
        var weights = new RandomTensors(AdaptiveHead.Tensors);
        var (adaptive, sliding) = (AdaptiveHead.Load(weights), SlidingHead.Load(weights));
        var crop = Image.Random(16, 16, 1);
        Bits.Equal(Forms.Run(adaptive.Forward, crop.Values, 5), Forms.Run(sliding.Forward, crop.Values, 5), "at the native size:");

        Assert.Equal(new MapSize(1, 1, 5), AdaptiveHead.FullyConvolutional.OutputSize(32, 40));
        Assert.Equal(new MapSize(5, 7, 5), SlidingHead.FullyConvolutional.OutputSize(32, 40));
        Assert.Contains("Not tileable", AdaptiveHead.Summary, StringComparison.Ordinal);
        var image = Image.Random(32, 40, 1);
        var map = Forms.Run(adaptive.ToFullyConvolutional().Forward, AdaptiveHead.FullyConvolutional.OutputSize, image.Values, 32, 40);
        NetGen.Reference.Comparison.Close(map, new Oracle(typeof(AdaptiveHead), weights).RunAnySize(image.ToMap()), Tolerance.Network);
    }

    /// <summary>556.9 G against 49.6 G: 11.24 times.</summary>
    [Fact]
    public void OnePassOfVggAt384CostsAnEleventhOfThe36Crops()
    {
        var crops = 36 * Vgg16.MultiplyAdds;
        var pass = Vgg16.FullyConvolutional.MultiplyAdds(384, 384);
        Assert.Equal(556.9, crops / 1e9, 0.05);
        Assert.Equal(49.6, pass / 1e9, 0.05);
        Assert.Equal(11.24, (double)crops / pass, 0.005);
        Assert.Equal(Vgg16.MultiplyAdds, Vgg16.FullyConvolutional.MultiplyAdds(224, 224));
    }

    private void AssertOracle(Type network, FixedForward form, AnySizeForward converted, OfSize<MapSize> outputSize)
    {
        var oracle = new Oracle(network, _weights);
        NetGen.Reference.Comparison.Close(Forms.Run(form, _crop.Values, 5), oracle.RunFixed(_crop.ToMap()), Tolerance.Network);
        NetGen.Reference.Comparison.Close(Forms.Run(converted, outputSize, _image.Values, 12, 15), oracle.RunAnySize(_image.ToMap()),
            Tolerance.Network);
        Bits.Equal(Forms.Run(form, _crop.Values, 5), Forms.Run(converted, outputSize, _crop.Values, 7, 9), "at the native size:");
    }

    private static void AssertNative(int inputLength, int outputLength, int height, int width, FixedForward form, AnySizeForward converted)
    {
        var input = Image.Random(height, width, inputLength / height / width).Values;
        var expected = Forms.Run(form, input, outputLength);
        var actual = Forms.Unwritten(outputLength);
        converted(input, height, width, actual);
        Bits.Equal(expected, actual);
        Assert.True(expected.Length == 1 || expected.Distinct().Count() > 1, "All outputs are the same.");
    }

    private static IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> Reshaped(
        IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> tensors, params (string Name, int[] Shape)[] shapes) =>
        tensors.Select(tensor => shapes.FirstOrDefault(shape => shape.Name == tensor.Spec.Name).Shape is { } shape
            ? (tensor.Spec with { Shape = [.. shape] }, tensor.Values)
            : tensor);
}
