namespace NetGen;

/// <summary>
/// The tensors of a <c>.safetensors</c> file, of types F32, F16 and BF16. A tensor of another type is listed, but cannot be read. May be
/// read from several threads at once.
/// </summary>
/// <remarks>The format: https://huggingface.co/docs/safetensors.</remarks>
public sealed class SafeTensors : ITensorSource, IDamageReport, IDisposable
{
    private readonly ByteRanges _bytes;
    private readonly StoredTensors _tensors;
    private readonly string _source;

    private SafeTensors(ByteRanges bytes, string source, bool takesDamaged)
    {
        (_bytes, _source) = (bytes, source);
        var contents = SafeTensorsHeader.Read(bytes, source);
        if (contents.Faults.Count > 0 && !takesDamaged) throw new WeightsException(source, contents.Faults);
        _tensors = new StoredTensors(source, contents);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Tensors => _tensors.Specs;

    /// <inheritdoc/>
    public IReadOnlyList<string> Faults => _tensors.Faults;

    /// <summary>
    /// Opens a file and checks its header. The values stay on disk until they are read; the file stays open until this is disposed of.
    /// </summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="WeightsException">
    /// The file does not exist, cannot be read, or its header has faults: all of them are listed.
    /// </exception>
    public static SafeTensors Open(string path) => Over(ByteRanges.Open(path), path);

    /// <summary>Takes in a stream to its end and checks its header. The stream is not needed, nor closed, afterwards.</summary>
    /// <param name="stream">The content of a file, of up to 2 GB.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <exception cref="WeightsException">The stream cannot be read, or its header has faults: all of them are listed.</exception>
    public static SafeTensors Read(Stream stream, string name = "stream") => Over(ByteRanges.ReadAll(stream, name), name);

    /// <summary>
    /// Writes tensors as F32 to a file, which appears whole or not at all. The same tensors give the same bytes, in whatever order they
    /// come: they are written in the order of their names.
    /// </summary>
    /// <param name="path">The file's path; a file that is there is replaced.</param>
    /// <param name="tensors">The tensors, under distinct names, each with as many values as its shape has elements.</param>
    /// <exception cref="ArgumentException">
    /// A name appears twice or is <c>__metadata__</c>, or a tensor has too few or too many values.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> tensors) =>
        SafeTensorsWriter.Write(path, tensors);

    /// <summary>Writes tensors as F32 to a stream, in the order of their names.</summary>
    /// <param name="stream">Receives the bytes; it is not closed.</param>
    /// <param name="tensors">The tensors, under distinct names, each with as many values as its shape has elements.</param>
    /// <exception cref="ArgumentException">
    /// A name appears twice or is <c>__metadata__</c>, or a tensor has too few or too many values.
    /// </exception>
    public static void Write(Stream stream, IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> tensors) =>
        SafeTensorsWriter.Write(stream, tensors);

    /// <inheritdoc/>
    public void Read(string name, long start, Span<float> destination)
    {
        var tensor = _tensors.Find(name, start, destination.Length);
        try
        {
            tensor.ReadStored(_bytes, start, destination);
        }
        catch (IOException e)
        {
            throw _tensors.Fault($"{Names.Quote(name)} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>The path or name that the tensors were read from.</summary>
    public override string ToString() => _source;

    bool IDamageReport.IsDamaged(string name) => _tensors.IsDamaged(name);

    /// <param name="bytes">The file.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="takesDamaged">Whether faults of single tensors are left to <see cref="Faults"/> instead of thrown.</param>
    internal static SafeTensors Over(ByteRanges bytes, string source, bool takesDamaged = false)
    {
        try
        {
            return new SafeTensors(bytes, source, takesDamaged);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
