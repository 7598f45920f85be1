using System.Runtime.InteropServices;
using Google.Protobuf;
using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Onnx.Protocol;
using NetGen.Tool.Running;
using DataType = NetGen.Onnx.Protocol.TensorProto.Types.DataType;

namespace NetGen.Tool.Tests.Made;

/// <summary>A model with one input "x", built node by node.</summary>
internal sealed class MadeModel
{
    private readonly ModelProto _model = new() { IrVersion = 8, Graph = new GraphProto { Name = "made" } };

    public MadeModel(long operatorSet, params long[] input)
    {
        OperatorSet = operatorSet;
        _model.OpsetImport.Add(new OperatorSetIdProto { Version = operatorSet });
        var shape = new TensorShapeProto();
        foreach (var extent in input) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = shape } };
        _model.Graph.Input.Add(new ValueInfoProto { Name = "x", Type = type });
        Dimensions = input;
    }

    public long OperatorSet { get; }

    public long[] Dimensions { get; }

    /// <summary>Elements from −1 to 1 in the order of a linear congruence: no two rows, columns or channels are alike.</summary>
    public float[] Input => Values((int)Dimensions.Aggregate(1L, (product, extent) => product * extent), 3);

    public static float[] Values(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => (float)(((((long)i + seed) * 7919 % 1009) / 504.5) - 1))];

    public string Weight(string name, long[] dimensions, float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) };
        tensor.Dims.AddRange(dimensions);
        _model.Graph.Initializer.Add(tensor);
        return name;
    }

    public string List(string name, params long[] values)
    {
        _model.Graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)DataType.Int64, Dims = { values.Length }, Int64Data = { values } });
        return name;
    }

    public string Scalar(string name, float value)
    {
        _model.Graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)DataType.Float, FloatData = { value } });
        return name;
    }

    /// <summary>Adds a node, whose outputs are its name, and the name with 1, 2, … behind it.</summary>
    public string Node(string name, string type, string[] inputs, params AttributeProto[] attributes) => Node(name, type, inputs, 1, attributes);

    public string Node(string name, string type, string[] inputs, int outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { Name = name, OpType = type };
        node.Input.AddRange(inputs);
        for (var i = 0; i < outputs; i++) node.Output.Add(i == 0 ? name : $"{name}{i}");
        node.Attribute.AddRange(attributes);
        _model.Graph.Node.Add(node);
        return name;
    }

    public static AttributeProto Number(string name, float value) => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Integer(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Integers(string name, params long[] values) => new() { Name = name, Ints = { values }, Type = AttributeProto.Types.AttributeType.Ints };

    public static AttributeProto Numbers(string name, params float[] values) => new() { Name = name, Floats = { values }, Type = AttributeProto.Types.AttributeType.Floats };

    public static AttributeProto Text(string name, string value) => new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    public MadeModel Returns(params string[] outputs)
    {
        foreach (var output in outputs) _model.Graph.Output.Add(new ValueInfoProto { Name = output });
        return this;
    }

    public ImportedNetwork Import()
    {
        var network = OnnxImport.Run(ModelReader.Read(_model.ToByteArray(), "made.onnx", null));
        NetworkDeclarations.Check(network, "Made");
        return network;
    }

    /// <summary>What models give for their <see cref="Input"/>, compiled together.</summary>
    public static IReadOnlyList<IReadOnlyList<ConstantTensor>> Run(IReadOnlyList<MadeModel> models)
    {
        ImportedNetwork[] networks = [.. models.Select(model => model.Import())];
        var compiled = CompiledNetwork.CompileAll(networks, CancellationToken.None);
        try
        {
            return [.. models.Select((model, i) => ModelRun.Run(networks[i], compiled[i], ConstantTensor.Of("x", model.Dimensions, model.Input)))];
        }
        finally
        {
            compiled[0].Dispose();
        }
    }
}
