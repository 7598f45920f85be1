using Google.Protobuf;
using NetGen.Onnx.Protocol;
using Kind = NetGen.Onnx.Protocol.AttributeProto.Types.AttributeType;

namespace NetGen.Onnx.Writers;

/// <summary>Attributes of ONNX operators.</summary>
internal static class Attributes
{
    public static AttributeProto Integer(string name, long value) => new() { Name = name, Type = Kind.Int, I = value };

    public static AttributeProto Number(string name, double value) => new() { Name = name, Type = Kind.Float, F = (float)value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = Kind.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Integers(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = Kind.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}
