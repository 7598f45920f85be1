using System.Buffers;

namespace NetGen;

/// <summary>
/// The one array of a <c>.npy</c> file, as a tensor. Its elements are f4, f2, or f8 (which is rounded to single precision), in either byte
/// order, and in C or Fortran order. An array in Fortran order is held in memory from the first time that it is read. May be read from
/// several threads at once.
/// </summary>
public sealed class Npy : ITensorSource, IDisposable
{
    private readonly ByteRanges _bytes;
    private readonly StoredTensors _tensors;
    private readonly string _source;
    private readonly Lock _lock = new();
    private float[]? _whole;

    private Npy(ByteRanges bytes, string name, string source)
    {
        (_bytes, _source) = (bytes, source);
        _tensors = new StoredTensors(source, FileContents.Sound(Header(bytes, name, source)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Tensors => _tensors.Specs;

    /// <inheritdoc/>
    public IReadOnlyList<string> Faults => _tensors.Faults;

    /// <summary>Opens a file and checks its header. The file stays open until this is disposed of.</summary>
    /// <param name="path">The file's path; its name without <c>.npy</c> is the tensor's name.</param>
    /// <exception cref="WeightsException">The file does not exist, cannot be read, or is not a valid array.</exception>
    public static Npy Open(string path) => Over(ByteRanges.Open(path), Path.GetFileNameWithoutExtension(path), path);

    /// <summary>Takes in a stream to its end and checks its header. The stream is not needed, nor closed, afterwards.</summary>
    /// <param name="stream">The content of a file, of up to 2 GB.</param>
    /// <param name="name">The tensor's name, and what messages call the stream.</param>
    /// <exception cref="WeightsException">The stream cannot be read, or is not a valid array.</exception>
    public static Npy Read(Stream stream, string name) => Over(ByteRanges.ReadAll(stream, name), name, name);

    /// <inheritdoc/>
    public void Read(string name, long start, Span<float> destination)
    {
        var tensor = _tensors.Find(name, start, destination.Length);
        try
        {
            if (tensor.ColumnMajor) Whole(tensor).AsSpan((int)start, destination.Length).CopyTo(destination);
            else tensor.ReadStored(_bytes, start, destination);
        }
        catch (IOException e)
        {
            throw _tensors.Fault($"{Names.Quote(name)} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>The path or name that the tensor was read from.</summary>
    public override string ToString() => _source;

    internal static Npy Over(ByteRanges bytes, string name, string source)
    {
        try
        {
            return new Npy(bytes, name, source);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static StoredTensor Header(ByteRanges bytes, string name, string source)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(NpyHeader.Longest);
        try
        {
            var prefix = buffer.AsSpan(0, (int)Math.Min(bytes.Length, NpyHeader.Longest));
            bytes.Read(0, prefix);
            List<string> faults = [];
            return NpyHeader.Parse(name, prefix, bytes.Length, faults) ?? throw new WeightsException(source, faults);
        }
        catch (IOException e)
        {
            throw new WeightsException(source, [$"The header cannot be read: {e.Message}"], e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private float[] Whole(StoredTensor tensor)
    {
        lock (_lock)
        {
            if (_whole is not null) return _whole;
            if (tensor.Spec.Length > Array.MaxLength) throw _tensors.Fault(Npz.TooLong(tensor));
            var (values, size) = (GC.AllocateUninitializedArray<float>((int)tensor.Spec.Length), tensor.Type.Size());
            var buffer = new byte[1 << 16];
            for (int done = 0, count; done < values.Length; done += count)
            {
                count = Math.Min(buffer.Length / size, values.Length - done);
                var chunk = buffer.AsSpan(0, count * size);
                _bytes.Read(tensor.Offset + (long)done * size, chunk);
                tensor.Place(chunk, done, values);
            }
            return _whole = values;
        }
    }
}
