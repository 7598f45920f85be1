using Google.Protobuf;
using NetGen.Onnx.Protocol;

namespace NetGen.Tool.Tests.Hostile;

/// <summary>Damages models: their bytes, or the numbers and names in their messages.</summary>
internal static class Mutation
{
    private static readonly long[] Numbers = [-1, 0, 1, 2, 3, 5, 7, 16, 63, 255, 1024, 65536, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue];

    private static readonly string[] Operators =
        ["Conv", "Reshape", "Transpose", "Concat", "Slice", "Gather", "Tile", "Expand", "Resize", "Pad", "Split", "MatMul", "Gemm", "Softmax", "ConstantOfShape", "Range", "DepthToSpace", "ReduceMean", "ConvTranspose", "MaxPool", "Unsqueeze", "Add", "LayerNormalization", "Nothing"];

    public static byte[] Of(byte[] model, Random random) => random.Next(2) == 0 ? Bytes(model, random) : Messages(model, random);

    private static byte[] Bytes(byte[] model, Random random)
    {
        var bytes = model.ToList();
        for (var count = random.Next(1, 8); count > 0 && bytes.Count > 1; count--)
        {
            // Most of a model is weights: the structure stands at the beginning and end of them.
            var at = random.Next(3) switch { 0 => random.Next(Math.Min(bytes.Count, 2000)), 1 => Math.Max(0, bytes.Count - 1 - random.Next(2000)), _ => random.Next(bytes.Count) };
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 64), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 16)).Select(_ => (byte)random.Next(256))); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Messages(byte[] model, Random random)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        for (var count = random.Next(1, 4); count > 0; count--) Change(proto, random);
        return proto.ToByteArray();
    }

    private static void Change(ModelProto model, Random random)
    {
        var graph = model.Graph;
        var node = graph.Node.Count == 0 ? new NodeProto() : graph.Node[random.Next(graph.Node.Count)];
        var number = Numbers[random.Next(Numbers.Length)];
        switch (random.Next(12))
        {
            case 0 when node.Attribute.Count > 0:
                ChangeAttribute(node.Attribute[random.Next(node.Attribute.Count)], number, random);
                break;
            case 1 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = AnyName(graph, random);
                break;
            case 2 when node.Input.Count > 0:
                node.Input.RemoveAt(random.Next(node.Input.Count));
                break;
            case 3:
                node.Input.Add(AnyName(graph, random));
                break;
            case 4:
                node.OpType = Operators[random.Next(Operators.Length)];
                break;
            case 5 when graph.Initializer.Count > 0:
                ChangeTensor(graph.Initializer[random.Next(graph.Initializer.Count)], number, random);
                break;
            case 6 when graph.Input.Count > 0 && graph.Input[0].Type?.TensorType?.Shape?.Dim is { Count: > 0 } dimensions:
                dimensions[random.Next(dimensions.Count)].DimValue = number;
                break;
            case 7 when graph.Node.Count > 1:
                graph.Node.Insert(random.Next(graph.Node.Count), node.Clone());
                break;
            case 8 when graph.Node.Count > 1:
                graph.Node.Remove(node);
                break;
            case 9:
                node.Attribute.Add(new AttributeProto { Name = new[] { "axis", "pads", "strides", "kernel_shape", "group", "perm", "axes", "to", "blocksize", "auto_pad" }[random.Next(10)], I = number, Ints = { number, number } });
                break;
            case 10 when model.OpsetImport.Count > 0:
                model.OpsetImport[0].Version = random.Next(2) == 0 ? random.Next(30) : number;
                break;
            default:
                if (node.Output.Count > 0) node.Output[0] = AnyName(graph, random);
                break;
        }
    }

    private static void ChangeAttribute(AttributeProto attribute, long number, Random random)
    {
        if (attribute.Ints.Count > 0) attribute.Ints[random.Next(attribute.Ints.Count)] = number;
        else if (attribute.T is not null) ChangeTensor(attribute.T, number, random);
        else if (attribute.HasF) attribute.F = random.Next(4) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => -1e30f, _ => number };
        else if (attribute.HasS) attribute.S = ByteString.CopyFromUtf8(new[] { "", "SAME_UPPER", "SAME_LOWER", "linear", "cubic", "nearest", "reflect", "\u0000" }[random.Next(8)]);
        else attribute.I = number;
    }

    private static void ChangeTensor(TensorProto tensor, long number, Random random)
    {
        if (tensor.Dims.Count > 0 && random.Next(3) > 0) tensor.Dims[random.Next(tensor.Dims.Count)] = number;
        else if (random.Next(2) == 0) tensor.DataType = random.Next(20);
        else if (tensor.HasRawData && tensor.RawData.Length >= 8 && tensor.DataType == (int)TensorProto.Types.DataType.Int64)
        {
            var bytes = tensor.RawData.ToByteArray();
            BitConverter.GetBytes(number).CopyTo(bytes, random.Next(bytes.Length / 8) * 8);
            tensor.RawData = ByteString.CopyFrom(bytes);
        }
        else tensor.Dims.Add(number);
    }

    private static string AnyName(GraphProto graph, Random random)
    {
        string[] names = [.. graph.Node.SelectMany(node => node.Output), .. graph.Initializer.Select(tensor => tensor.Name), .. graph.Input.Select(input => input.Name), "", "nothing"];
        return names[random.Next(names.Length)];
    }
}
