using NetGen.Kernels;
using static NetGen.Runtime.Tests.Weights.SourceExtensions;

namespace NetGen.Runtime.Tests.Weights;

/// <summary>Where each element of a file goes.</summary>
public sealed class WeightLoaderTests
{
    [Theory]
    [InlineData(5, 3, 1, 2, 3)]
    [InlineData(10, 6, 2, 3, 1)]
    [InlineData(9, 3, 3, 2, 2)]
    [InlineData(17, 1, 1, 1, 1)]
    public void ConvolutionsOfBothOrders(int outputs, int inputs, int groups, int height, int width)
    {
        var groupInputs = inputs / groups;
        var pytorch = Source([outputs, groupInputs, height, width]);
        Assert.Equal(
            Filters(outputs, height, width, groupInputs, (o, y, x, i) =>
                pytorch.Values("l.weight")[((o * groupInputs + i) * height + y) * width + x]),
            Load(pytorch, WeightOrder.PyTorch));
        var tensorFlow = Source([height, width, groupInputs, outputs]);
        Assert.Equal(
            Filters(outputs, height, width, groupInputs, (o, y, x, i) =>
                tensorFlow.Values("l.weight")[((y * width + x) * groupInputs + i) * outputs + o]),
            Load(tensorFlow, WeightOrder.TensorFlow));

        // The same elements as the matrix of the dense layer that the convolution equals.
        Assert.Equal(Load(pytorch, WeightOrder.PyTorch), Load(Reshaped(pytorch, outputs, groupInputs * height * width), WeightOrder.PyTorch));
        var matrix = Reshaped(tensorFlow, height * width * groupInputs, outputs);
        Assert.Equal(Load(tensorFlow, WeightOrder.TensorFlow), Load(matrix, WeightOrder.TensorFlow));

        float[] Load(MemorySource source, WeightOrder order)
        {
            var loader = new WeightLoader(source, Declare([outputs, groupInputs, height, width], outputs), order);
            var weights = loader.Convolution("l", outputs, inputs, groups, height, width, bias: true);
            loader.ThrowIfFaulty();
            Assert.Equal(source.Values("l.bias"), weights.Biases());
            return weights.Filters();
        }

        MemorySource Source(int[] shape) => new MemorySource().AddCount("l.weight", shape).AddCount("l.bias", outputs);
    }

    [Theory]
    [InlineData(4, 6, 1, 2, 3)]
    [InlineData(6, 4, 2, 3, 2)]
    [InlineData(3, 3, 3, 2, 2)]
    public void TransposedConvolutionsOfBothOrders(int outputs, int inputs, int groups, int height, int width)
    {
        var (groupInputs, groupOutputs) = (inputs / groups, outputs / groups);
        var pytorch = new MemorySource().AddCount("l.weight", inputs, groupOutputs, height, width);
        Assert.Equal(
            Filters(outputs, height, width, groupInputs, (o, y, x, i) =>
                pytorch.Values("l.weight")[(((o / groupOutputs * groupInputs + i) * groupOutputs + o % groupOutputs) * height + y) * width + x]),
            Load(pytorch, WeightOrder.PyTorch));
        var tensorFlow = new MemorySource().AddCount("l.weight", height, width, groupOutputs, inputs);
        Assert.Equal(
            Filters(outputs, height, width, groupInputs, (o, y, x, i) =>
                tensorFlow.Values("l.weight")[((y * width + x) * groupOutputs + o % groupOutputs) * inputs + o / groupOutputs * groupInputs + i]),
            Load(tensorFlow, WeightOrder.TensorFlow));

        float[] Load(MemorySource source, WeightOrder order)
        {
            var loader = new WeightLoader(source, [new("l.weight", [inputs, groupOutputs, height, width])], order);
            var weights = loader.TransposedConvolution("l", outputs, inputs, groups, height, width, bias: false);
            loader.ThrowIfFaulty();
            Assert.Equal(new float[outputs], weights.Biases());
            return weights.Filters();
        }
    }

    [Theory]
    [InlineData(5, 2, 3, 4)]
    [InlineData(3, 1, 1, 7)]
    public void DenseLayersOfBothOrders(int outputs, int height, int width, int channels)
    {
        var inputs = height * width * channels;
        var pytorch = new MemorySource().AddCount("l.weight", outputs, inputs).AddCount("l.bias", outputs);
        var expected = Filters(outputs, height, width, channels, (o, y, x, c) =>
            pytorch.Values("l.weight")[o * inputs + (c * height + y) * width + x]);
        Assert.Equal(expected, Load(pytorch, WeightOrder.PyTorch));
        Assert.Equal(expected, Load(Reshaped(pytorch, outputs, channels, height, width), WeightOrder.PyTorch));

        var tensorFlow = new MemorySource().AddCount("l.weight", inputs, outputs).AddCount("l.bias", outputs);
        expected = Filters(outputs, height, width, channels, (o, y, x, c) =>
            tensorFlow.Values("l.weight")[((y * width + x) * channels + c) * outputs + o]);
        Assert.Equal(expected, Load(tensorFlow, WeightOrder.TensorFlow));
        Assert.Equal(expected, Load(Reshaped(tensorFlow, height, width, channels, outputs), WeightOrder.TensorFlow));

        float[] Load(MemorySource source, WeightOrder order)
        {
            var loader = new WeightLoader(source, Declare([outputs, inputs], outputs), order);
            var weights = loader.Dense("l", outputs, height, width, channels, bias: true);
            loader.ThrowIfFaulty();
            Assert.Equal(source.Values("l.bias"), weights.Biases());
            return weights.Filters();
        }
    }

    [Fact]
    public void ADenseLayerDoesNotTakeFiltersOfAnotherMap()
    {
        // As many elements, and outputs, but rows and columns are the other way round.
        var loader = new WeightLoader(new MemorySource().AddCount("l.weight", 5, 4, 3, 2), [new("l.weight", [5, 24])], WeightOrder.PyTorch);
        Assert.Empty(loader.Faults);
        loader.Dense("l", 5, 2, 3, 4, bias: false);
        Assert.Contains("(5, 4, 3, 2)", Assert.Single(FaultsOf(loader.ThrowIfFaulty)));
    }

    [Fact]
    public void DepthwiseConvolutionsOfBothOrders()
    {
        const int channels = 11, height = 3, width = 2;
        var pytorch = new MemorySource().AddCount("l.weight", channels, 1, height, width).AddCount("l.bias", channels);
        Assert.Equal(pytorch.Values("l.weight"), Load(pytorch, WeightOrder.PyTorch));
        var tensorFlow = new MemorySource().AddCount("l.weight", height, width, channels, 1).AddCount("l.bias", channels);
        var expected = Filters(channels, height, width, 1, (c, y, x, _) => tensorFlow.Values("l.weight")[(y * width + x) * channels + c]);
        Assert.Equal(expected, Load(tensorFlow, WeightOrder.TensorFlow));
        Assert.Equal(expected, Load(Reshaped(tensorFlow, height, width, 1, channels), WeightOrder.TensorFlow));

        float[] Load(MemorySource source, WeightOrder order)
        {
            var loader = new WeightLoader(source, Declare([channels, 1, height, width], channels), order);
            var weights = loader.Depthwise("l", channels, height, width, bias: true);
            loader.ThrowIfFaulty();
            Assert.Equal(source.Values("l.bias"), weights.Biases());
            return weights.Filters();
        }
    }

    [Fact]
    public void TensorFlowsDepthwiseMultiplierIsPartOfTheOutputChannel()
    {
        const int channels = 3, multiplier = 2, height = 2, width = 2;
        var source = new MemorySource().AddCount("l.weight", height, width, channels, multiplier);
        var loader = new WeightLoader(source, [new("l.weight", [channels * multiplier, 1, height, width])], WeightOrder.TensorFlow);
        var weights = loader.Convolution("l", channels * multiplier, channels, channels, height, width, bias: false);
        loader.ThrowIfFaulty();
        Assert.Equal(
            Filters(channels * multiplier, height, width, 1, (o, y, x, _) =>
                source.Values("l.weight")[((y * width + x) * channels + o / multiplier) * multiplier + o % multiplier]),
            weights.Filters());

        // The channels of a single-channel convolution's output are not such a multiplier of its input's.
        loader = new WeightLoader(new MemorySource().AddCount("l.weight", 2, 2, 6, 1), [new("l.weight", [6, 1, 2, 2])], WeightOrder.TensorFlow);
        loader.Convolution("l", 6, 1, 1, 2, 2, bias: false);
        Assert.Contains("(2, 2, 6, 1), but (2, 2, 1, 6) is expected", Assert.Single(FaultsOf(loader.ThrowIfFaulty)));
    }

    [Fact]
    public void ChannelsMayLieAlongAnyAxis()
    {
        foreach (var shape in (int[][])[[4], [1, 1, 4], [4, 1, 1], [1, 4, 1, 1]])
        {
            var loader = new WeightLoader(new MemorySource().AddCount("v", shape), [new("v", [4])], WeightOrder.PyTorch);
            Assert.Equal([1 / 16f, 2 / 16f, 3 / 16f, 4 / 16f], loader.Vector("v", 4));
            loader.ThrowIfFaulty();
        }
        foreach (var shape in (int[][])[[2, 2], [5], [4, 4], [4, 0], []])
        {
            var loader = new WeightLoader(new MemorySource().AddCount("v", shape), [new("v", [4])], WeightOrder.PyTorch);
            Assert.Equal(new float[4], loader.Vector("v", 4));
            Assert.Single(FaultsOf(loader.ThrowIfFaulty));
        }
    }

    [Fact]
    public void OneSlopeMayStandForAllChannelsButNoOtherValue()
    {
        foreach (var shape in (int[][])[[1], [], [1, 1]])
        {
            var loader = new WeightLoader(new MemorySource().Add("p.weight", shape, 0.3f), [new("p.weight", [4])], WeightOrder.PyTorch);
            Assert.Equal([0.3f, 0.3f, 0.3f, 0.3f], loader.Slope("p.weight", 4));
            loader.ThrowIfFaulty();
            loader.Vector("p.weight", 4);
            Assert.Contains("but (4) is expected", Assert.Single(FaultsOf(loader.ThrowIfFaulty)));
        }
        var perChannel = new WeightLoader(new MemorySource().AddCount("p.weight", 4), [new("p.weight", [4])], WeightOrder.PyTorch);
        Assert.Equal([1 / 16f, 2 / 16f, 3 / 16f, 4 / 16f], perChannel.Slope("p.weight", 4));
    }

    [Fact]
    public void AskingForWhatWasNotDeclaredIsAMistakeOfTheCaller()
    {
        var loader = new WeightLoader(new MemorySource().AddCount("l.weight", 2, 2, 1, 1), [new("l.weight", [2, 2, 1, 1])], WeightOrder.PyTorch);
        Assert.Throws<ArgumentException>(() => loader.Convolution("l", 2, 2, 1, 1, 1, bias: true));
        Assert.Throws<ArgumentException>(() => loader.Convolution("l", 4, 2, 1, 1, 1, bias: false));
    }

    private static TensorSpec[] Declare(int[] weight, int outputs) => [new("l.weight", [.. weight]), new("l.bias", [outputs])];

    private static MemorySource Reshaped(MemorySource source, params int[] shape)
    {
        var reshaped = new MemorySource().Add("l.weight", shape, source.Values("l.weight"));
        return source.Tensors.Count > 1 ? reshaped.Add("l.bias", [.. source.Tensors[1].Shape], source.Values("l.bias")) : reshaped;
    }

    private static float[] Filters(int outputs, int height, int width, int inputs, Func<int, int, int, int, float> element)
    {
        var filters = new List<float>();
        for (var o = 0; o < outputs; o++)
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        for (var i = 0; i < inputs; i++)
            filters.Add(element(o, y, x, i));
        return [.. filters];
    }
}
