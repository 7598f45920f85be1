using System.Runtime.InteropServices;
using Google.Protobuf;
using NetGen.Generator.Graph;
using NetGen.Onnx.Protocol;
using NetGen.Onnx.Writers;

namespace NetGen.Onnx;

/// <summary>Graph → ONNX: each layer by the writer of its kind, all values with batch 1.</summary>
internal sealed class GraphWriter
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    private readonly NetworkGraph _network;
    private readonly GraphProto _graph = new();
    private readonly List<ModelWeight> _weights = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal) { "x", "y" };
    private readonly Dictionary<int, ModelValue> _values = [];
    private readonly string[] _outputNames;

    private GraphWriter(NetworkGraph network)
    {
        _network = network;
        foreach (var weight in network.Nodes.SelectMany(node => node.Shape!.Weights)) _names.Add(weight.Name);
        _outputNames = ["y", .. network.Outputs.Skip(1).Select(value => Unique(network.NameOf(value)))];
    }

    public static OnnxModel Write(string name, NetworkGraph network, WeightReader source)
    {
        var missing = network.Nodes.Where(node => !LayerWriters.ByKind.ContainsKey(node.Operator.Kind))
            .Select(node => $"'{node.Name}' is a layer of the kind {node.Operator.Kind}, which is not supported.")
            .ToArray();
        if (missing.Length > 0) throw new OnnxExportException(name, missing);

        var writer = new GraphWriter(network);
        writer.WriteLayers();
        writer._graph.Name = name;
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "NetGen" };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorSet });
        return new OnnxModel(model, writer._graph, writer._weights, source);
    }

    /// <summary>Adds an operator.</summary>
    /// <param name="type">ONNX's name of it.</param>
    /// <param name="layer">The layer that it is a part of.</param>
    /// <param name="inputs">The values it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output.</returns>
    public string Add(string type, string layer, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        var output = Unique(layer);
        var node = new NodeProto { Name = output, OpType = type };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
        return output;
    }

    public string Constant(string name, ReadOnlySpan<float> values, params long[] dimensions) =>
        Constant(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), dimensions);

    public string Constant(string name, ReadOnlySpan<long> values) =>
        Constant(name, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>Adds a weight, in the axes that the operator wants: the declared ones, or others for the same elements in the same order.</summary>
    public string Weight(string name, long[] dimensions, long[]? order = null)
    {
        _weights.Add(new ModelWeight(name, [.. dimensions], [.. order ?? dimensions]));
        return name;
    }

    private string Constant(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, long[] dimensions)
    {
        var tensor = new TensorProto { Name = Unique(name), DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(dimensions);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private void WriteLayers()
    {
        _values[Node.NetworkInput] = new ModelValue("x", InputIsVector());
        foreach (var node in _network.Nodes)
        {
            var layer = new LayerContext(this, node, [.. node.Inputs.Select(value => (_network.ShapeOf(value), _values[value]))]);
            _values[node.Id] = LayerWriters.ByKind[node.Operator.Kind](layer);
        }

        Describe(_graph.Input, "x", _network.Input, _values[Node.NetworkInput].IsVector);
        for (var index = 0; index < _outputNames.Length; index++)
        {
            var value = _network.Outputs[index];
            Describe(_graph.Output, _outputNames[index], _network.ShapeOf(value), _values[value].IsVector);
            NameOutput(_values[value].Name, _outputNames[index]);
        }
    }

    // An output has its own name, whatever operator it comes from. Where layers do nothing, there is none that could give it.
    private void NameOutput(string result, string name)
    {
        if (result == "x" || _outputNames.Contains(result)) result = Add("Identity", "output", [result]);
        _graph.Node.Single(node => node.Output[0] == result).Output[0] = name;
        foreach (var node in _graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
                if (node.Input[i] == result) node.Input[i] = name;
        }

        foreach (var (value, model) in _values.Where(pair => pair.Value.Name == result).ToArray()) _values[value] = model with { Name = name };
    }

    /// <summary>Whether the input is a vector that goes straight into dense layers.</summary>
    private bool InputIsVector() =>
        Sizes.Of(_network.Input) is { Height: 1, Width: 1 }
        && ReadersOf(Node.NetworkInput).ToArray() is { Length: > 0 } readers
        && readers.All(node => node.Operator is DenseOperator);

    private IEnumerable<Node> ReadersOf(int value) => _network.ConsumersOf(value).SelectMany(node => LayerWriters.PassOn(node) ? ReadersOf(node.Id) : [node]);

    private static void Describe(ICollection<ValueInfoProto> values, string name, TensorShape shape, bool isVector)
    {
        var size = Sizes.Of(shape);
        var dimensions = new TensorShapeProto();
        foreach (var extent in isVector ? new long[] { 1, size.Channels } : [1, size.Channels, size.Height, size.Width])
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions };
        values.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } });
    }

    private string Unique(string name)
    {
        if (_names.Add(name)) return name;
        for (var i = 2; ; i++)
        {
            if (_names.Add($"{name}_{i}")) return $"{name}_{i}";
        }
    }
}

/// <summary>A value of the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsVector">Whether it is (1, channels), as dense layers give, and not (1, channels, height, width).</param>
internal sealed record ModelValue(string Name, bool IsVector);
