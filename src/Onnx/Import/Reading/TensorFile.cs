using System.Buffers.Binary;
using Google.Protobuf;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Import;

/// <summary>Tensors in files: a TensorProto (.pb) or a NumPy array (.npy), told apart by their first bytes.</summary>
internal static class TensorFile
{
    /// <exception cref="InvalidModelException">The file cannot be read, or holds no tensor of a type that is known.</exception>
    public static ConstantTensor Read(string path)
    {
        var bytes = FileBytes.Read(path);
        return bytes.AsSpan().StartsWith(NpyHeader.Magic) ? Npy(path, bytes) : Proto(path, bytes);
    }

    private static ConstantTensor Proto(string path, byte[] bytes)
    {
        if (WireScan.Check(bytes, "Tensor") is { } damage) throw new InvalidModelException(path, [damage]);
        try
        {
            var proto = TensorProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            if (proto.DataType == 0) throw new InvalidModelException(path, ["It is neither a TensorProto nor a NumPy array."]);
            var faults = new List<string>();
            return new TensorReader(null).Read(proto, proto.Name, faults) ?? throw new InvalidModelException(path, faults);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidModelException(path, [$"It is neither a TensorProto nor a NumPy array: {e.Message}"], e);
        }
    }

    private static ConstantTensor Npy(string path, byte[] bytes)
    {
        var faults = new List<string>();
        var name = Path.GetFileNameWithoutExtension(path);
        var prefix = bytes.AsSpan(0, Math.Min(bytes.Length, NpyHeader.Longest));
        if (NpyHeader.Parse(name, prefix, bytes.Length, faults) is not { } header) throw new InvalidModelException(path, faults);

        long[] dimensions = [.. header.Spec.Shape];
        if (Shapes.Fault(dimensions) is { } fault) throw new InvalidModelException(path, [$"The array {fault}."]);
        var data = bytes.AsMemory((int)header.Offset);
        if (header.TypeName is "<i8" or "<i4" or "|b1" && !header.ColumnMajor)
        {
            var size = header.TypeName == "<i8" ? 8 : header.TypeName == "<i4" ? 4 : 1;
            return ConstantTensor.OfIntegers(name, dimensions, () => Integers(data.Span, size));
        }

        if (header.Type == ElementType.Unreadable) throw new InvalidModelException(path, [header.UnreadableFault]);
        var values = new float[header.Spec.Length];
        header.Place(data.Span, 0, values);
        return ConstantTensor.Of(name, dimensions, values);
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
}
