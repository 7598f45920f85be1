using System.Runtime.InteropServices;
using NetGen.Onnx.Protocol;
using NetGen.Onnx.Writers;

namespace NetGen.Onnx.Tests;

/// <summary>What is in the exported models, read back from their bytes.</summary>
public sealed class StructureTests
{
    [Fact]
    public void Layers_are_read_from_metadata_in_source_order()
    {
        var model = Exported.Fixed(typeof(Classifier));

        Assert.Equal(
            ["Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Flatten", "Gemm", "Relu", "Gemm", "Softmax"],
            model.Graph.Node.Select(node => node.OpType));
        Assert.Equal((8, 17), (model.IrVersion, Assert.Single(model.OpsetImport).Version));
        Assert.Equal("x", Assert.Single(model.Graph.Input).Name);
        Assert.Equal("y", Assert.Single(model.Graph.Output).Name);
        Assert.Equal([1, 3, 16, 14], Exported.Shape(model.Graph.Input[0]));
        Assert.Equal([1, 4], Exported.Shape(model.Graph.Output[0]));
    }

    [Fact]
    public void Every_value_is_made_once_before_it_is_read()
    {
        foreach (var network in SizedNetworks.All)
        {
            var graph = Exported.Fixed(network).Graph;
            var known = new HashSet<string>(["", "x", .. graph.Initializer.Select(tensor => tensor.Name)]);
            Assert.Equal(graph.Initializer.Count + 2, known.Count);
            foreach (var node in graph.Node)
            {
                Assert.All(node.Input, input => Assert.Contains(input, known));
                Assert.True(known.Add(Assert.Single(node.Output)), $"{network.Name}: {node.Output[0]} is made twice.");
            }

            Assert.All(graph.Output, output => Assert.Contains(output.Name, known));
            Assert.Equal("y", graph.Output[0].Name);
        }
    }

    [Fact]
    public void Every_layer_that_an_attribute_declares_has_a_writer()
    {
        var declared = typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .Select(type => type.Name[..^"Attribute".Length])
            .ToHashSet();

        Assert.Superset(declared, LayerWriters.ByKind.Keys.ToHashSet());
    }


    [Fact]
    public void Weights_keep_their_names_shapes_and_bits()
    {
        var weights = Exported.Weights(typeof(Classifier));
        var tensors = Exported.Fixed(typeof(Classifier), weights).Graph.Initializer.ToDictionary(tensor => tensor.Name);

        foreach (var spec in weights.Tensors)
        {
            Assert.Equal(spec.Shape.Select(extent => (long)extent), tensors[spec.Name].Dims);
            Assert.Equal(weights[spec.Name], MemoryMarshal.Cast<byte, float>(tensors[spec.Name].RawData.Span).ToArray());
        }
    }

    [Fact]
    public void Fully_convolutional_form_turns_dense_layers_into_convolutions_for_the_size()
    {
        var model = Exported.FullyConvolutional(typeof(Classifier), 32, 30);

        Assert.Equal(["Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Conv", "Relu", "Conv", "Softmax"], model.Graph.Node.Select(node => node.OpType));
        Assert.Equal([1, 3, 32, 30], Exported.Shape(model.Graph.Input[0]));
        Assert.Equal([1, 4, 5, 5], Exported.Shape(model.Graph.Output[0]));
        Assert.Equal([9, 6, 3, 2], model.Graph.Initializer.Single(tensor => tensor.Name == "head.weight").Dims);
        Assert.Equal(new MapSize(5, 5, 4), OnnxNetwork.Of(typeof(Classifier)).OutputSize(32, 30));
    }

    [Fact]
    public void Attributes_hold_the_windows_in_numbers()
    {
        var convolutions = Exported.Fixed(typeof(Convolutions)).Graph.Node;
        Assert.Equal([2, 2], Ints(convolutions[0], "strides"));
        Assert.Equal([1, 1, 1, 1], Ints(convolutions[0], "pads"));
        Assert.Equal(2, Attribute(convolutions[0], "group").I);
        Assert.Equal([1, 0, 1, 1], Ints(convolutions[1], "pads"));
        Assert.Equal([1, 2], Ints(convolutions[1], "strides"));
        Assert.Equal([3, 1, 2, 4], Ints(convolutions[2], "pads"));
        Assert.Equal([2, 2], Ints(convolutions[2], "dilations"));
        Assert.Equal(2, convolutions[2].Input.Count);
    }

    [Fact]
    public void Output_padding_first_takes_away_padding()
    {
        var transposed = Exported.Fixed(typeof(Transposed)).Graph.Node;
        Assert.Equal([1, 1, 0, 0], Ints(transposed[0], "pads"));
        Assert.Equal([0, 0], Ints(transposed[0], "output_padding"));
        Assert.Equal([1, 1], Ints(transposed[1], "output_padding"));
        Assert.Equal([1, 1, 1, 1], Ints(transposed[2], "pads"));
        Assert.Equal([1, 1], Ints(transposed[3], "output_padding"));
    }

    [Fact]
    public void Joins_read_branches_in_their_order()
    {
        var nodes = Exported.Fixed(typeof(Joins)).Graph.Node;
        Assert.Equal(["Conv", "Relu", "Conv", "Tanh", "Add", "Mul", "Mul", "Concat", "Conv"], nodes.Select(node => node.OpType));
        Assert.Equal(["a", "b"], nodes[4].Input);
        Assert.Equal(["x", "b", "a", nodes[6].Output[0]], nodes[7].Input);
        Assert.Equal(1, Attribute(nodes[7], "axis").I);
    }

    [Fact]
    public void Extra_outputs_are_named_after_their_layers()
    {
        var graph = Exported.Fixed(typeof(Heads)).Graph;
        Assert.Equal(["y", "faces", "points", "y_2"], graph.Output.Select(output => output.Name));
        Assert.Equal([1, 2, 6, 7], Exported.Shape(graph.Output[1]));
        Assert.Equal([1, 4, 6, 7], Exported.Shape(graph.Output[3]));
    }

    [Fact]
    public void A_block_is_its_layers() => Assert.Equal(
        ["conv1.weight", "conv1.bias", "use1.conv1.weight", "use1.batchnorm1.weight"],
        OnnxNetwork.Of(typeof(Residuals)).Tensors.Select(tensor => tensor.Name).Take(4));

    [Fact]
    public void A_vector_goes_into_a_dense_layer_as_it_is()
    {
        var model = Exported.Fixed(typeof(Perceptron));
        Assert.Equal(["Gemm", "Tanh", "Gemm", "LogSoftmax"], model.Graph.Node.Select(node => node.OpType));
        Assert.Equal([1, 20], Exported.Shape(model.Graph.Input[0]));
    }

    [Fact]
    public void A_network_that_does_nothing_is_an_identity()
    {
        var node = Assert.Single(Exported.Fixed(typeof(Nothing)).Graph.Node);
        Assert.Equal(("Identity", "x", "y"), (node.OpType, node.Input[0], node.Output[0]));
    }

    private static AttributeProto Attribute(NodeProto node, string name) => node.Attribute.Single(attribute => attribute.Name == name);

    private static IEnumerable<long> Ints(NodeProto node, string name) => Attribute(node, name).Ints;
}

internal static class SizedNetworks
{
    /// <summary>Every network here that is declared for one size.</summary>
    public static IEnumerable<Type> All { get; } = typeof(SizedNetworks).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(NetworkAttribute), false) && OnnxNetwork.Of(type).Input is not null)
        .ToArray();
}
