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
        $"{Names.Quote(Spec.Name)} holds elements of type {Names.Quote(TypeName)}; weights are floating-point numbers of 16 or 32 bits (in .npy also of 64).";

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

/// <summary>The tensors of a file by name.</summary>
internal sealed class StoredTensors
{
    private readonly string _source;
    private readonly Dictionary<string, StoredTensor> _byName;

    /// <param name="source">What the tensors are read from, for messages.</param>
    /// <param name="tensors">The tensors, under distinct names.</param>
    public StoredTensors(string source, IReadOnlyList<StoredTensor> tensors)
    {
        _source = source;
        _byName = tensors.ToDictionary(tensor => tensor.Spec.Name, StringComparer.Ordinal);
        Specs = [.. tensors.Select(tensor => tensor.Spec)];
        Faults = [.. tensors.Select(tensor => tensor.TypeFault).OfType<string>()];
    }

    public IReadOnlyList<TensorSpec> Specs { get; }

    public IReadOnlyList<string> Faults { get; }

    /// <summary>The tensor of that name, when the elements asked for exist and can be read.</summary>
    /// <exception cref="WeightsException">It does not exist, or is of a type that cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has no such elements.</exception>
    public StoredTensor Find(string name, long start, int count)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_byName.TryGetValue(name, out var tensor)) throw Fault($"There is no tensor {Names.Quote(name)}.");
        if (tensor.Type == ElementType.Unreadable) throw Fault(tensor.UnreadableFault);
        var length = tensor.Spec.Length;
        return start >= 0 && start <= length - count
            ? tensor
            : throw new ArgumentOutOfRangeException(nameof(start), start, $"{tensor.Spec} has {length} elements; {count} were asked for from {start} on.");
    }

    public WeightsException Fault(string fault, Exception? cause = null) => new(_source, [fault], cause);
}
