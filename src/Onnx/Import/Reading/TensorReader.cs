using System.Buffers.Binary;
using Google.Protobuf;
using NetGen.Onnx.Protocol;
using DataType = NetGen.Onnx.Protocol.TensorProto.Types.DataType;

namespace NetGen.Onnx.Import;

/// <summary>Reads tensors of a model. Their sizes are checked against their data before any of it is decoded.</summary>
/// <param name="folder">The model's folder, where external data lies; null where there is none.</param>
/// <param name="doubles">Whether double precision is rounded: old exporters write the numbers of an operator so, but weights never.</param>
internal sealed class TensorReader(string? folder, bool doubles = false)
{
    /// <summary>A tensor, or null with a fault.</summary>
    public ConstantTensor? Read(TensorProto proto, string name, List<string> faults)
    {
        long[] dimensions = [.. proto.Dims];
        if (Shapes.Fault(dimensions) is { } fault)
        {
            faults.Add($"The tensor '{name}' {fault}.");
            return null;
        }

        var type = (DataType)proto.DataType;
        var elementSize = SizeOf(type);
        if (elementSize == 0 || (type == DataType.Double && !(doubles && proto.HasRawData)))
        {
            faults.Add($"The tensor '{name}' holds elements of the type {TypeName(proto.DataType)}; FLOAT and FLOAT16 can be read, and INT32, INT64 and BOOL for shapes.");
            return null;
        }

        var length = Shapes.Length(dimensions);
        if (proto.DataLocation == TensorProto.Types.DataLocation.External) return External(proto, name, dimensions, type, length * elementSize, faults);
        if (proto.HasRawData)
        {
            if (proto.RawData.Length == length * elementSize) return Of(name, dimensions, type, () => proto.RawData.Memory);
            faults.Add($"The tensor '{name}' {Shapes.Text(dimensions)} of {type} takes {length * elementSize:N0} bytes, but has {proto.RawData.Length:N0}.");
            return null;
        }

        var count = type switch { DataType.Float => proto.FloatData.Count, DataType.Int64 => proto.Int64Data.Count, _ => proto.Int32Data.Count };
        if (count != length)
        {
            faults.Add($"The tensor '{name}' {Shapes.Text(dimensions)} has {length:N0} elements, but {count:N0} values.");
            return null;
        }

        return type switch
        {
            DataType.Float => ConstantTensor.OfFloats(name, dimensions, () => [.. proto.FloatData]),
            DataType.Float16 => ConstantTensor.OfFloats(name, dimensions, () => [.. proto.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))]),
            DataType.Int64 => ConstantTensor.OfIntegers(name, dimensions, () => [.. proto.Int64Data]),
            _ => ConstantTensor.OfIntegers(name, dimensions, () => [.. proto.Int32Data.Select(value => (long)value)]),
        };
    }

    /// <summary>ONNX's name of an element type.</summary>
    public static string TypeName(int type) =>
        Enum.IsDefined((DataType)type) ? ((DataType)type).ToString().ToUpperInvariant() : $"number {type}";

    private ConstantTensor? External(TensorProto proto, string name, long[] dimensions, DataType type, long byteLength, List<string> faults)
    {
        var (file, fault) = ExternalData.Find(proto, folder, byteLength);
        if (file is not null) return Of(name, dimensions, type, () => file.Read());
        faults.Add($"The data of the tensor '{name}' {fault}.");
        return null;
    }

    private static ConstantTensor Of(string name, long[] dimensions, DataType type, Func<ReadOnlyMemory<byte>> bytes) => type switch
    {
        DataType.Float => ConstantTensor.OfFloats(name, dimensions, () => Floats(bytes(), ElementType.Single)),
        DataType.Float16 => ConstantTensor.OfFloats(name, dimensions, () => Floats(bytes(), ElementType.Half)),
        DataType.Double => ConstantTensor.OfFloats(name, dimensions, () => Floats(bytes(), ElementType.Double)),
        DataType.Int64 => ConstantTensor.OfIntegers(name, dimensions, () => Integers(bytes().Span, 8)),
        DataType.Int32 => ConstantTensor.OfIntegers(name, dimensions, () => Integers(bytes().Span, 4)),
        _ => ConstantTensor.OfIntegers(name, dimensions, () => Integers(bytes().Span, 1)),
    };

    private static float[] Floats(ReadOnlyMemory<byte> bytes, ElementType type)
    {
        var values = new float[bytes.Length / type.Size()];
        type.Decode(bigEndian: false, bytes.Span, values);
        return values;
    }

    private static long[] Integers(ReadOnlySpan<byte> bytes, int size)
    {
        var values = new long[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = size == 8 ? BinaryPrimitives.ReadInt64LittleEndian(element) : size == 4 ? BinaryPrimitives.ReadInt32LittleEndian(element) : element[0];
        }

        return values;
    }

    private static int SizeOf(DataType type) => type switch
    {
        DataType.Float or DataType.Int32 => 4,
        DataType.Int64 or DataType.Double => 8,
        DataType.Float16 => 2,
        DataType.Bool => 1,
        _ => 0,
    };
}
