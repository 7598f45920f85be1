using System.Buffers;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Where and how a file holds a tensor.</summary>
/// <param name="Spec">Its name and shape.</param>
/// <param name="Type">The encoding of its elements.</param>
/// <param name="TypeName">That encoding as the file names it.</param>
/// <param name="Offset">The byte at which its elements begin, in the file or archive entry.</param>
internal sealed record StoredTensor(TensorSpec Spec, ElementType Type, string TypeName, long Offset)
{
    /// <summary>Ends the name of a counter that PyTorch keeps beside every batch norm, as a 64-bit integer. No network reads it.</summary>
    public const string CounterSuffix = ".num_batches_tracked";

    public bool BigEndian { get; init; }

    /// <summary>Whether the first axis varies fastest (Fortran's order) instead of the last.</summary>
    public bool ColumnMajor { get; init; }

    /// <summary>What keeps its values from being read, if anything does and they are not a counter.</summary>
    public string? TypeFault =>
        Type == ElementType.Unreadable && !Spec.Name.EndsWith(CounterSuffix, StringComparison.Ordinal) ? UnreadableFault : null;

    public string UnreadableFault =>
        $"{Names.Quote(Spec.Name)} holds elements of type {Names.Quote(TypeName)}; weights are floats of 16 or 32 bits (in .npy also 64).";

    /// <summary>Decodes elements to where they belong in the whole array, row-major.</summary>
    /// <param name="bytes">The elements.</param>
    /// <param name="start">The index of the first of them in the order in which they are stored.</param>
    /// <param name="rowMajor">The whole array.</param>
    public void Place(ReadOnlySpan<byte> bytes, int start, Span<float> rowMajor)
    {
        var count = bytes.Length / Type.Size();
        if (!ColumnMajor)
        {
            Type.Decode(BigEndian, bytes, rowMajor.Slice(start, count));
            return;
        }
        var values = new float[count];
        Type.Decode(BigEndian, bytes, values);
        NetGen.ColumnMajor.Scatter(values, start, Spec.Shape.AsSpan(), rowMajor);
    }

    /// <summary>Reads elements in the order in which they are stored.</summary>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    public void ReadStored(ByteRanges bytes, long start, Span<float> destination)
    {
        if (Type == ElementType.Single)
        {
            // In pieces, as the bytes of a large tensor are more than a span of them can count.
            for (int done = 0, count; done < destination.Length; done += count)
            {
                count = Math.Min(destination.Length - done, 1 << 24);
                var chunk = destination.Slice(done, count);
                var raw = MemoryMarshal.AsBytes(chunk);
                bytes.Read(Offset + (start + done) * sizeof(float), raw);
                Type.Decode(BigEndian, raw, chunk);
            }
            return;
        }
        var size = Type.Size();
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(1 << 16, Math.Max(1, destination.Length) * size));
        try
        {
            for (int done = 0, count; done < destination.Length; done += count)
            {
                count = Math.Min(buffer.Length / size, destination.Length - done);
                var chunk = buffer.AsSpan(0, count * size);
                bytes.Read(Offset + (start + done) * size, chunk);
                Type.Decode(BigEndian, chunk, destination.Slice(done, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
