using NetGen.Generator;
using NetGen.Generator.Graph;

namespace NetGen.Onnx.Tests;

public sealed class FaultTests
{
    [Fact]
    public void All_missing_and_misshapen_weights_are_listed()
    {
        var weights = new Partial(Exported.Weights(typeof(Perceptron)));
        var faults = Assert.Throws<WeightsException>(() => OnnxNetwork.Of(typeof(Perceptron)).Export(Stream.Null, weights)).Faults;

        Assert.Equal(2, faults.Count);
        Assert.Contains("'dense1.weight' (8, 20) is missing.", faults);
        Assert.Contains("'dense2.weight' has the shape (8, 4), but (4, 8) is expected.", faults);
    }

    [Fact]
    public void All_layers_without_a_counterpart_are_listed()
    {
        var shape = new TensorShape(Extent.Constant(2), Extent.Constant(2), 1);
        Node Unknown(int id) => new()
        {
            Id = id,
            Name = $"strange{id}",
            Place = FaultTarget.ClassName,
            Operator = new LayoutChangeOperator(ToNchw: true),
            Inputs = EquatableArray.Of(id - 1),
            Shape = new LayerShape { Output = shape, Rows = AxisStep.Pointwise, Columns = AxisStep.Pointwise },
        };
        var graph = new NetworkGraph(shape, EquatableArray.Of(Unknown(0), Unknown(1)), EquatableArray.Of(1));
        var source = new WeightReader(Exported.Weights(typeof(Nothing)), [], WeightOrder.PyTorch);

        var fault = Assert.Throws<OnnxExportException>(() => GraphWriter.Write("Strange", graph, source));
        Assert.Equal(2, fault.Faults.Count);
        Assert.All(fault.Faults, text => Assert.Contains("LayoutChange", text));
        Assert.Contains("strange0", fault.Message);
        Assert.Contains("strange1", fault.Message);
    }

    [Fact]
    public void A_network_of_any_size_needs_a_size()
    {
        var network = OnnxNetwork.Of(typeof(AnySizeMap));
        Assert.Null(network.Input);
        Assert.Throws<InvalidOperationException>(() => network.Export(Stream.Null, Exported.Weights(typeof(AnySizeMap))));
        Assert.Equal([1, 5, 6, 4], Exported.Shape(Exported.FullyConvolutional(typeof(AnySizeMap), 16, 12).Graph.Output[0]));
    }

    [Fact]
    public void An_image_too_small_is_refused_with_its_figures()
    {
        var message = Assert.Throws<ArgumentException>(() => OnnxNetwork.Of(typeof(Classifier)).OutputSize(4, 30)).Message;
        Assert.Contains("4×30×3", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxNetwork.Of(typeof(Classifier)).OutputSize(0, 30));
    }

    [Fact]
    public void A_type_that_is_no_network_is_refused()
    {
        Assert.Contains("no [Network]", Assert.Throws<ArgumentException>(() => OnnxNetwork.Of(typeof(FaultTests))).Message);
        Assert.Contains("no type", Assert.Throws<ArgumentException>(() => OnnxNetwork.Load(typeof(FaultTests).Assembly.Location, "No.Such")).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_finished_is_not_left_behind()
    {
        var folder = Directory.CreateTempSubdirectory("netgen-onnx");
        var path = Path.Combine(folder.FullName, "model.onnx");
        Assert.Throws<IOException>(() => OnnxNetwork.Of(typeof(Perceptron)).Export(path, new Broken(Exported.Weights(typeof(Perceptron)))));
        Assert.Empty(folder.EnumerateFiles());
        OnnxNetwork.Of(typeof(Perceptron)).Export(path, Exported.Weights(typeof(Perceptron)));
        Assert.Equal(path, Assert.Single(folder.EnumerateFiles()).FullName);
        folder.Delete(recursive: true);
    }

    private sealed class Partial(ITensorSource whole) : ITensorSource
    {
        public IReadOnlyList<TensorSpec> Tensors => [.. whole.Tensors.Where(spec => spec.Name != "dense1.weight").Select(spec => spec.Name == "dense2.weight" ? spec with { Shape = [8, 4] } : spec)];

        public void Read(string name, long start, Span<float> destination) => whole.Read(name, start, destination);
    }

    private sealed class Broken(ITensorSource whole) : ITensorSource
    {
        public IReadOnlyList<TensorSpec> Tensors => whole.Tensors;

        public void Read(string name, long start, Span<float> destination) => throw new IOException("The disk is gone.");
    }
}
