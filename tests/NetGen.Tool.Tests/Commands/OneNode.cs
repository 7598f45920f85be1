using Google.Protobuf;
using NetGen.Onnx.Protocol;

namespace NetGen.Tool.Tests.Commands;

/// <summary>Models with one node.</summary>
internal static class OneNode
{
    public static byte[] WithOperator(string type)
    {
        var shape = new TensorShapeProto();
        foreach (var extent in new[] { 1, 2, 3, 4 }) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var input = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape };
        var model = new ModelProto
        {
            OpsetImport = { new OperatorSetIdProto { Version = 13 } },
            Graph = new GraphProto
            {
                Node = { new NodeProto { Name = "node", OpType = type, Input = { "x" }, Output = { "y" } } },
                Input = { new ValueInfoProto { Name = "x", Type = new TypeProto { TensorType = input } } },
                Output = { new ValueInfoProto { Name = "y" } },
            },
        };
        return model.ToByteArray();
    }
}
