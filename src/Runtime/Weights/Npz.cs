namespace NetGen;

/// <summary>
/// The arrays of a <c>.npz</c> archive, as tensors; see <see cref="Npy"/> for their types. Nothing is ever unpacked to disk. The array last
/// read is held in memory, as its checksum is known only at its end. May be read from several threads at once.
/// </summary>
public sealed class Npz : ITensorSource, IDamageReport, IDisposable
{
    private readonly NpzArchive _archive;
    private readonly StoredTensors _tensors;
    private readonly string _source;
    private readonly Lock _lock = new();
    private (string Name, float[] Values)? _last;

    private Npz(Stream stream, string source, bool takesDamaged)
    {
        _source = source;
        _archive = new NpzArchive(stream, source);
        if (_archive.Contents.Faults.Count > 0 && !takesDamaged)
        {
            _archive.Dispose();
            throw new WeightsException(source, _archive.Contents.Faults);
        }
        _tensors = new StoredTensors(source, _archive.Contents);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Tensors => _tensors.Specs;

    /// <inheritdoc/>
    public IReadOnlyList<string> Faults => _tensors.Faults;

    /// <summary>Opens an archive and checks the headers of all its arrays. The file stays open until this is disposed of.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="WeightsException">
    /// The file does not exist, cannot be read, or has faults, all of which are listed: it is not a zip archive; an entry is not a valid
    /// array, is longer or shorter than its array's shape demands, claims to unpack to more than it can, or has a name that appears twice
    /// or leads out of the archive.
    /// </exception>
    public static Npz Open(string path) => Over(new ByteStream(ByteRanges.Open(path)), path);

    /// <summary>
    /// Takes in a stream to its end and checks the headers of all its arrays. The stream is not needed, nor closed, afterwards.
    /// </summary>
    /// <param name="stream">The content of an archive, of up to 2 GB.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <exception cref="WeightsException">The stream cannot be read, or has faults, as <see cref="Open"/> lists them.</exception>
    public static Npz Read(Stream stream, string name = "stream") => Over(new ByteStream(ByteRanges.ReadAll(stream, name)), name);

    /// <inheritdoc/>
    public void Read(string name, long start, Span<float> destination)
    {
        var tensor = _tensors.Find(name, start, destination.Length);
        Unpack(tensor).AsSpan((int)start, destination.Length).CopyTo(destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _archive.Dispose();
            _last = null;
        }
    }

    /// <summary>The path or name that the tensors were read from.</summary>
    public override string ToString() => _source;

    bool IDamageReport.IsDamaged(string name) => _tensors.IsDamaged(name);

    /// <param name="stream">The archive.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="takesDamaged">Whether faults of single arrays are left to <see cref="Faults"/> instead of thrown.</param>
    internal static Npz Over(Stream stream, string source, bool takesDamaged = false)
    {
        try
        {
            return new Npz(stream, source, takesDamaged);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    internal static string TooLong(StoredTensor tensor) =>
        $"{Names.Quote(tensor.Spec.Name)} has {tensor.Spec.Length} elements; archived, or in Fortran order, an array may have {Array.MaxLength}.";

    private float[] Unpack(StoredTensor tensor)
    {
        lock (_lock)
        {
            if (_last is { } last && last.Name == tensor.Spec.Name) return last.Values;
            if (tensor.Spec.Length > Array.MaxLength) throw _tensors.Fault(TooLong(tensor));
            // The last array goes first, so that there are never two.
            _last = null;
            try
            {
                var values = _archive.Unpack(tensor);
                _last = (tensor.Spec.Name, values);
                return values;
            }
            catch (Exception e) when (NpzArchive.IsDamage(e))
            {
                throw _tensors.Fault($"{Names.Quote(tensor.Spec.Name)} cannot be unpacked: {e.Message}", e);
            }
        }
    }
}
