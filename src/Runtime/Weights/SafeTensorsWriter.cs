using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetGen;

/// <summary>Writes tensors in the safetensors format, as F32, in the order of their names.</summary>
internal static class SafeTensorsWriter
{
    // The format's reference writer aligns the data, too.
    private const int Alignment = 8;

    public static void Write(string path, IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> tensors)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var sorted = Check(tensors);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                WriteSorted(file, sorted);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public static void Write(Stream stream, IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteSorted(stream, Check(tensors));
    }

    private static (TensorSpec Spec, ReadOnlyMemory<float> Values)[] Check(
        IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var sorted = tensors.OrderBy(tensor => tensor.Spec.Name, StringComparer.Ordinal).ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            var (spec, values) = sorted[i];
            if (spec.Name == "__metadata__") throw new ArgumentException("A tensor cannot be named '__metadata__'.", nameof(tensors));
            if (i > 0 && spec.Name == sorted[i - 1].Spec.Name)
                throw new ArgumentException($"There are two tensors named '{spec.Name}'.", nameof(tensors));
            if (values.Length != spec.Length)
                throw new ArgumentException($"{spec} has {spec.Length} elements, but {values.Length} values are given.", nameof(tensors));
        }
        return sorted;
    }

    private static void WriteSorted(Stream stream, (TensorSpec Spec, ReadOnlyMemory<float> Values)[] tensors)
    {
        var header = Header(tensors);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, values) in tensors) WriteValues(stream, values.Span);
    }

    private static byte[] Header((TensorSpec Spec, ReadOnlyMemory<float> Values)[] tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            long offset = 0;
            foreach (var (spec, values) in tensors)
            {
                var end = offset + (long)values.Length * sizeof(float);
                json.WriteStartObject(spec.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var extent in spec.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                offset = end;
            }
            json.WriteEndObject();
        }
        var padded = new byte[(buffer.WrittenCount + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(padded);
        return padded;
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            // In pieces, as the bytes of a large tensor are more than a span of them can count.
            for (; !values.IsEmpty; values = values[Math.Min(values.Length, 1 << 20)..])
                stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(values.Length, 1 << 20)]));
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
