using System.Collections.Immutable;
using Google.Protobuf;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Import;

/// <summary>File → checked graph.</summary>
internal sealed class ModelReader
{
    private static readonly MessageParser<ModelProto> Parser = ModelProto.Parser.WithDiscardUnknownFields(true);

    private readonly string _source;
    private readonly TensorReader _tensors;
    private readonly List<string> _faults = [];

    private ModelReader(string source, string? folder) => (_source, _tensors) = (source, new TensorReader(folder));

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="InvalidModelException">The file cannot be read, or is no sound model: everything that is wrong is listed.</exception>
    public static OnnxGraph Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(FileBytes.Read(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Reads a model from its bytes.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="folder">Where external data lies; null where there can be none.</param>
    /// <exception cref="InvalidModelException">It is no sound model: everything that is wrong is listed.</exception>
    public static OnnxGraph Read(byte[] bytes, string source, string? folder)
    {
        if (bytes.Length == 0) throw new InvalidModelException(source, ["It is empty."]);
        if (WireScan.Check(bytes, "Model") is { } damage) throw new InvalidModelException(source, [damage]);
        try
        {
            return new ModelReader(source, folder).Check(Parser.ParseFrom(bytes));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidModelException(source, [$"It is no protobuf message, or a damaged one: {e.Message}"], e);
        }
    }

    private OnnxGraph Check(ModelProto model)
    {
        if (model.Graph is null) throw new InvalidModelException(_source, ["It has no graph: it is no ONNX model."]);
        var graph = model.Graph;
        var operatorSet = OperatorSet(model);
        if (model.Functions.Count > 0) _faults.Add($"It has functions of its own ('{model.Functions[0].Name}'), which are not read: inline them.");
        if (graph.SparseInitializer.Count > 0) _faults.Add("It has sparse initializers, which are not read: store them as plain tensors.");

        var constants = ReadConstants(graph);
        var inputs = ReadValues(graph.Input, "input").Where(input => !constants.ContainsKey(input.Name)).ToImmutableArray();
        var outputs = ReadValues(graph.Output, "output");
        if (outputs.Length == 0) _faults.Add("It has no output.");
        var nodes = ReadNodes(graph);
        CheckNames(nodes, constants, inputs, outputs);
        var sorted = _faults.Count == 0 ? Sort(nodes) : nodes;
        if (_faults.Count > 0) throw new InvalidModelException(_source, _faults);
        return new OnnxGraph(_source, operatorSet, sorted, constants!.ToImmutableDictionary(pair => pair.Key, pair => pair.Value!), inputs, outputs);
    }

    private long OperatorSet(ModelProto model)
    {
        var versions = model.OpsetImport.Where(set => set.Domain is "" or "ai.onnx").Select(set => set.Version).ToArray();
        if (versions.Length == 0) _faults.Add("It does not say which version of ONNX's operators it uses.");
        return versions.Length == 0 ? 0 : versions[0];
    }

    /// <summary>The initializers by name; null for one with a fault.</summary>
    private Dictionary<string, ConstantTensor?> ReadConstants(GraphProto graph)
    {
        var constants = new Dictionary<string, ConstantTensor?>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            if (tensor.Name.Length == 0) _faults.Add("An initializer has no name.");
            else if (!constants.TryAdd(tensor.Name, null)) _faults.Add($"There are two initializers '{tensor.Name}'.");
            else constants[tensor.Name] = _tensors.Read(tensor, tensor.Name, _faults);
        }

        return constants;
    }

    private ImmutableArray<GraphValue> ReadValues(IEnumerable<ValueInfoProto> values, string what)
    {
        var read = ImmutableArray.CreateBuilder<GraphValue>();
        foreach (var value in values)
        {
            if (value.Name.Length == 0) _faults.Add($"An {what} has no name.");
            else if (read.Any(other => other.Name == value.Name)) _faults.Add($"There are two {what}s '{value.Name}'.");
            else read.Add(new GraphValue(value.Name, value.Type?.TensorType?.ElemType ?? 0, ReadDimensions(value, what)));
        }

        return read.ToImmutable();
    }

    private ImmutableArray<GraphDimension>? ReadDimensions(ValueInfoProto value, string what)
    {
        if (value.Type?.TensorType?.Shape is not { } shape) return null;
        if (shape.Dim.Count > Limits.Rank) _faults.Add($"The {what} '{value.Name}' has {shape.Dim.Count} axes; {Limits.Rank} are allowed.");
        foreach (var dimension in shape.Dim.Where(dimension => dimension.HasDimValue && dimension.DimValue is < 0 or > int.MaxValue))
            _faults.Add($"The {what} '{value.Name}' has the dimension {dimension.DimValue}, which no tensor can have.");
        return [.. shape.Dim.Select(dimension => dimension.HasDimValue ? new GraphDimension(dimension.DimValue, "") : new GraphDimension(null, dimension.DimParam))];
    }

    private ImmutableArray<GraphNode> ReadNodes(GraphProto graph)
    {
        var nodes = ImmutableArray.CreateBuilder<GraphNode>(graph.Node.Count);
        foreach (var node in graph.Node)
        {
            var type = node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";
            var attributes = ImmutableDictionary.CreateBuilder<string, AttributeProto>(StringComparer.Ordinal);
            foreach (var attribute in node.Attribute) attributes[attribute.Name] = attribute;
            nodes.Add(new GraphNode(node.Name, type, [.. node.Input], [.. node.Output], attributes.ToImmutable()));
        }

        return nodes.MoveToImmutable();
    }

    private void CheckNames(
        ImmutableArray<GraphNode> nodes, Dictionary<string, ConstantTensor?> constants, ImmutableArray<GraphValue> inputs, ImmutableArray<GraphValue> outputs)
    {
        var known = new HashSet<string>(constants.Keys, StringComparer.Ordinal) { "" };
        known.UnionWith(inputs.Select(input => input.Name));
        foreach (var node in nodes)
        {
            foreach (var output in node.Outputs.Where(output => output.Length > 0 && !known.Add(output)))
                _faults.Add($"The value '{output}' of {node.Title} is given twice.");
        }

        foreach (var node in nodes)
        {
            foreach (var input in node.Inputs.Where(input => !known.Contains(input)))
                _faults.Add($"{node.Title} reads '{input}', which nothing gives.");
        }

        foreach (var output in outputs.Where(output => !known.Contains(output.Name))) _faults.Add($"Nothing gives the output '{output.Name}'.");
    }

    /// <summary>Puts nodes after what they read.</summary>
    private ImmutableArray<GraphNode> Sort(ImmutableArray<GraphNode> nodes)
    {
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var output in nodes[i].Outputs.Where(output => output.Length > 0)) makers[output] = i;
        }

        var missing = new int[nodes.Length];
        var readers = new List<int>[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var maker in nodes[i].Inputs.Where(makers.ContainsKey).Select(input => makers[input]).Distinct())
            {
                missing[i]++;
                (readers[maker] ??= []).Add(i);
            }
        }

        // Of those that are ready, the first in the file: a model that is in order stays so.
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Length).Where(i => missing[i] == 0).Select(i => (i, i)));
        var sorted = ImmutableArray.CreateBuilder<GraphNode>(nodes.Length);
        while (ready.TryDequeue(out var next, out _))
        {
            sorted.Add(nodes[next]);
            foreach (var reader in readers[next] ?? [])
            {
                if (--missing[reader] == 0) ready.Enqueue(reader, reader);
            }
        }

        if (sorted.Count == nodes.Length) return sorted.MoveToImmutable();
        var stuck = Enumerable.Range(0, nodes.Length).First(i => missing[i] > 0);
        _faults.Add($"Its nodes form a cycle: what {nodes[stuck].Title} reads depends on what it gives, or on such a cycle.");
        return nodes;
    }
}

/// <summary>Files that are read whole.</summary>
internal static class FileBytes
{
    /// <exception cref="InvalidModelException">The file cannot be read, or is larger than a protobuf message may be.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > Array.MaxLength)
                throw new InvalidModelException(path, [$"It has {file.Length:N0} bytes; a protobuf message can have 2 GB. Store the weights as external data."]);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException(path, [e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : e.Message], e);
        }
    }
}
