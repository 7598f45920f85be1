using Google.Protobuf;
using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Onnx.Protocol;
using DataType = NetGen.Onnx.Protocol.TensorProto.Types.DataType;

namespace NetGen.Tool.Tests.Hostile;

/// <summary>Models that are damaged, contradict themselves, or ask for what no file should: a message that says what and where, and no file.</summary>
public sealed class HostileModelTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-hostile");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_sound_model_is_taken() => Assert.Empty(Refusal(Sound()));

    [Fact]
    public void An_empty_file() => Assert.Contains("It is empty.", Refusal([]));

    [Fact]
    public void A_file_of_something_else() => Assert.Contains("no protobuf message", Refusal("Once upon a time"u8.ToArray()));

    [Fact]
    public void A_message_without_a_graph() => Assert.Contains("no graph", Refusal(new ModelProto { IrVersion = 8 }.ToByteArray()));

    [Fact]
    public void Every_truncation_is_refused()
    {
        var whole = Sound().ToByteArray();
        for (var length = 1; length < whole.Length; length++) Assert.NotEmpty(Refusal(whole[..length]));
    }

    [Fact]
    public void A_length_beyond_the_end()
    {
        // A graph that claims 2,000,000,000 bytes.
        byte[] claim = [0x08, 0x08, 0x3A, 0x80, 0xA8, 0xD6, 0xB9, 0x07, 0x0A];
        Assert.Contains("claims 2,000,000,000 bytes, but 1 are left", Refusal(claim));
    }

    [Fact]
    public void Millions_of_empty_parts()
    {
        // A graph of five million nodes of no bytes: ten megabytes of file would become a gigabyte of objects.
        var nodes = new byte[10_000_000];
        for (var i = 0; i < nodes.Length; i += 2) nodes[i] = 0x0A;
        using var model = new MemoryStream();
        using (var output = new CodedOutputStream(model, leaveOpen: true))
        {
            output.WriteTag(7, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(nodes));
        }

        Assert.Contains("more than 4,000,000 parts", Refusal(model.ToArray()));
    }

    [Fact]
    public void Deep_nesting()
    {
        var graph = new GraphProto();
        for (var i = 0; i < 40; i++)
        {
            var node = new NodeProto { OpType = "If" };
            node.Attribute.Add(new AttributeProto { Name = "then_branch", G = graph });
            graph = new GraphProto { Node = { node } };
        }

        Assert.Contains("nested more than", Refusal(new ModelProto { Graph = graph }.ToByteArray()));
    }

    [Fact]
    public void A_cycle() => Assert.Contains("form a cycle", Refusal(Sound(model => model.Graph.Node[0].Input[0] = "result")));

    [Fact]
    public void A_name_that_nothing_gives() => Assert.Contains("reads 'elsewhere', which nothing gives", Refusal(Sound(model => model.Graph.Node[1].Input[0] = "elsewhere")));

    [Fact]
    public void An_output_that_nothing_gives() => Assert.Contains("Nothing gives the output 'elsewhere'", Refusal(Sound(model => model.Graph.Output[0].Name = "elsewhere")));

    [Fact]
    public void A_value_given_twice() => Assert.Contains("given twice", Refusal(Sound(model => model.Graph.Node[1].Output[0] = "convolved")));

    [Fact]
    public void Weights_of_another_type() => Assert.Contains("'weight' holds elements of the type DOUBLE", Refusal(Sound(model => model.Graph.Initializer[0].DataType = (int)DataType.Double)));

    [Fact]
    public void Quantised_weights() => Assert.Contains("of the type INT8", Refusal(Sound(model => model.Graph.Initializer[0].DataType = (int)DataType.Int8)));

    [Fact]
    public void A_negative_dimension() => Assert.Contains("'weight' has a negative dimension, -2", Refusal(Sound(model => model.Graph.Initializer[0].Dims[0] = -2)));

    [Fact]
    public void Dimensions_whose_product_overflows() => Assert.Contains("product overflows", Refusal(Sound(model =>
    {
        for (var i = 0; i < 4; i++) model.Graph.Initializer[0].Dims[i] = 1L << 40;
    })));

    [Fact]
    public void More_elements_than_data() => Assert.Contains("takes 72,000,000,000 bytes, but has 72", Refusal(Sound(model => model.Graph.Initializer[0].Dims[0] = 2_000_000_000)));

    [Fact]
    public void An_input_larger_than_a_span() => Assert.Contains("more elements than a span can hold", Refusal(Sound(model =>
    {
        model.Graph.Input[0].Type.TensorType.Shape.Dim[2].DimValue = 1_000_000;
        model.Graph.Input[0].Type.TensorType.Shape.Dim[3].DimValue = 1_000_000;
    })));

    [Fact]
    public void A_negative_dimension_of_the_input() =>
        Assert.Contains("has the dimension -5", Refusal(Sound(model => model.Graph.Input[0].Type.TensorType.Shape.Dim[2].DimValue = -5)));

    [Fact]
    public void A_weight_that_does_not_fit() => Assert.Contains("does not fit 1 channels in 3 groups", Refusal(Sound(model => model.Graph.Node[0].Attribute.Add(Integer("group", 3)))));

    [Fact]
    public void A_stride_of_nothing() => Assert.Contains("strides (0, 1) are out of range", Refusal(Sound(model => model.Graph.Node[0].Attribute.Add(Integers("strides", 0, 1)))));

    [Fact]
    public void Weights_that_are_no_numbers() => Assert.Contains("infinite or no numbers", Refusal(Sound(model =>
    {
        var values = new float[18];
        values[3] = float.NaN;
        model.Graph.Initializer[0].RawData = ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values));
    })));

    [Fact]
    public void A_constant_that_would_fill_the_memory() => Assert.Contains("constants from", Unsupported(Sound(model =>
    {
        model.Graph.Initializer.Add(new TensorProto { Name = "shape", DataType = (int)DataType.Int64, Dims = { 2 }, Int64Data = { 1 << 20, 1 << 20 } });
        model.Graph.Node.Add(new NodeProto { OpType = "ConstantOfShape", Input = { "shape" }, Output = { "huge" } });
    })));

    [Fact]
    public void Layers_whose_map_would_fill_the_memory() => Assert.Contains("larger than a span can be", Unsupported(Sound(model =>
    {
        model.Graph.Node[0].Attribute.Add(Integers("pads", 100_000, 100_000, 100_000, 100_000));
    })));

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("inner/../../outside.bin")]
    [InlineData("link.bin")]
    [InlineData("linked/outside.bin")]
    public void External_data_outside_the_folder(string location)
    {
        // Links need rights that users of Windows do not have.
        if (OperatingSystem.IsWindows() && location.StartsWith("link", StringComparison.Ordinal)) return;
        File.WriteAllBytes(Path.Combine(_folder.FullName, "outside.bin"), new byte[72]);
        var inner = _folder.CreateSubdirectory("model");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(inner.FullName, "link.bin"), Path.Combine(_folder.FullName, "outside.bin"));
            Directory.CreateSymbolicLink(Path.Combine(inner.FullName, "linked"), _folder.FullName);
        }

        Assert.Contains($"lies in '{location}', outside the model's folder", Refusal(External(location), inner.FullName));
    }

    [Fact]
    public void External_data_that_is_too_short()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "weights.bin"), new byte[71]);
        Assert.Contains("takes 72 bytes from byte 0 of 'weights.bin', which has 71", Refusal(External("weights.bin"), _folder.FullName));
    }

    [Fact]
    public void External_data_that_is_missing() => Assert.Contains("cannot be read", Refusal(External("weights.bin"), _folder.FullName));

    [Fact]
    public void External_data_with_a_wrong_length() =>
        Assert.Contains("no number of bytes", Refusal(External("weights.bin", ("length", "-72")), _folder.FullName));

    [Fact]
    public void All_faults_are_listed()
    {
        var faults = Refusal(Sound(model =>
        {
            model.Graph.Node[1].Input[0] = "elsewhere";
            model.Graph.Output[0].Name = "nowhere";
            model.Graph.Initializer[0].Dims[0] = -1;
        }));
        Assert.Contains("elsewhere", faults);
        Assert.Contains("nowhere", faults);
        Assert.Contains("-1", faults);
    }

    [Fact]
    public void All_unsupported_nodes_are_listed()
    {
        var faults = Unsupported(Sound(model =>
        {
            model.Graph.Node[1].OpType = "LSTM";
            model.Graph.Node.Add(new NodeProto { OpType = "NonMaxSuppression", Input = { "result" }, Output = { "boxes" } });
            model.Graph.Node.Add(new NodeProto { OpType = "Softsign", Input = { "convolved" }, Output = { "sign" } });
        }));
        Assert.Contains("LSTM", faults);
        Assert.Contains("NonMaxSuppression", faults);
        Assert.Contains("Softsign", faults);
    }

    private static ModelProto External(string location, params (string Key, string Value)[] others) => Sound(model =>
    {
        var weight = model.Graph.Initializer[0];
        weight.ClearRawData();
        weight.DataLocation = TensorProto.Types.DataLocation.External;
        weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        foreach (var (key, value) in others) weight.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    });

    // A convolution and a rectifier.
    private static ModelProto Sound(Action<ModelProto>? change = null)
    {
        var shape = new TensorShapeProto();
        foreach (var extent in new[] { 1, 1, 8, 9 }) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var model = new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = 13 } },
            Graph = new GraphProto
            {
                Name = "sound",
                Node =
                {
                    new NodeProto { OpType = "Conv", Input = { "image", "weight" }, Output = { "convolved" } },
                    new NodeProto { OpType = "Relu", Input = { "convolved" }, Output = { "result" } },
                },
                Initializer = { new TensorProto { Name = "weight", DataType = (int)DataType.Float, Dims = { 2, 1, 3, 3 }, RawData = ByteString.CopyFrom(new byte[72]) } },
                Input = { new ValueInfoProto { Name = "image", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = shape } } } },
                Output = { new ValueInfoProto { Name = "result" } },
            },
        };
        change?.Invoke(model);
        return model;
    }

    private string Refusal(ModelProto model, string? folder = null) => Refusal(model.ToByteArray(), folder);

    /// <summary>The message of a model that is refused as bad; empty if it is taken. Through the program, it is exit code 2 and no file.</summary>
    private string Refusal(byte[] model, string? folder = null) => Run(model, folder, ExitCodes.BadInput);

    private string Unsupported(ModelProto model) => Run(model.ToByteArray(), null, ExitCodes.NotSupported);

    private string Run(byte[] model, string? folder, int refusal)
    {
        var path = Path.Combine(folder ?? _folder.FullName, "model.onnx");
        var target = Path.Combine(_folder.FullName, "out");
        File.WriteAllBytes(path, model);
        var (code, _, error) = Program.Run("import", path, "--output", target, "--force");
        if (code == ExitCodes.Success) return "";
        Assert.Equal(refusal, code);
        Assert.False(Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any(), "A file was written.");
        return error;
    }

    private static AttributeProto Integer(string name, long value) => new() { Name = name, I = value };

    private static AttributeProto Integers(string name, params long[] values) => new() { Name = name, Ints = { values } };
}
