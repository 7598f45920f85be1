using System.Buffers;
using System.IO.Compression;

namespace NetGen;

/// <summary>A zip archive of .npy arrays. Trusts nothing that it says before it has been checked.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const string Extension = ".npy";

    // Deflate makes at most 258 bytes of two bits.
    private const int HighestRatio = 1032;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);

    /// <exception cref="WeightsException">It is no archive of arrays; faults of single ones are among the contents.</exception>
    public NpzArchive(Stream stream, string source)
    {
        try
        {
            _zip = new ZipArchive(stream, ZipArchiveMode.Read);
            if (_zip.Entries.Any(IsPickle)) throw new WeightsException(source, ["It is a checkpoint of torch.save, which only Python can read; write its tensors with safetensors.torch.save_file."]);
            StoredTensor[] tensors = [.. _zip.Entries.Select(ReadHeader).OfType<StoredTensor>()];
            Contents = new FileContents(tensors, _faults, _damaged);
        }
        catch (Exception e) when (IsDamage(e))
        {
            _zip?.Dispose();
            throw new WeightsException(source, [$"It is not a valid zip archive: {e.Message}"], e);
        }
    }

    public FileContents Contents { get; }

    /// <summary>Whether an exception is what reading a damaged archive comes to.</summary>
    public static bool IsDamage(Exception e) => e is InvalidDataException or IOException or NotSupportedException;

    /// <summary>The elements of an array, row-major.</summary>
    /// <exception cref="InvalidDataException">The entry does not unpack to what it announces, or its checksum is wrong.</exception>
    public float[] Unpack(StoredTensor tensor)
    {
        var entry = _entries[tensor.Spec.Name];
        var size = tensor.Type.Size();
        using var stream = entry.Open();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var checksum = new Crc32();
            var header = buffer.AsSpan(0, (int)tensor.Offset);
            stream.ReadExactly(header);
            checksum.Append(header);
            var values = GC.AllocateUninitializedArray<float>((int)tensor.Spec.Length);
            for (int done = 0, count; done < values.Length; done += count)
            {
                count = Math.Min(buffer.Length / size, values.Length - done);
                var chunk = buffer.AsSpan(0, count * size);
                stream.ReadExactly(chunk);
                checksum.Append(chunk);
                tensor.Place(chunk, done, values);
            }
            if (stream.ReadByte() >= 0)
                throw new InvalidDataException($"it unpacks to more than the {entry.Length} bytes that it announces.");
            if (checksum.Value != entry.Crc32)
                throw new InvalidDataException($"its checksum is {checksum.Value:x8} and should be {entry.Crc32:x8}.");
            return values;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _zip.Dispose();

    private StoredTensor? ReadHeader(ZipArchiveEntry entry)
    {
        var quoted = Names.Quote(entry.FullName);
        if (NameFault(entry.FullName) is { } fault)
        {
            _faults.Add($"The entry {quoted} {fault}.");
            return null;
        }
        var name = entry.FullName[..^Extension.Length];
        if (!_entries.TryAdd(name, entry))
        {
            _damaged.Add(name);
            _faults.Add($"The entry {quoted} appears twice.");
            return null;
        }
        if (entry.Length / HighestRatio > entry.CompressedLength)
        {
            var ratio = $"{entry.Length} bytes from {entry.CompressedLength} packed ones, more than {HighestRatio} to 1";
            _damaged.Add(name);
            _faults.Add($"The entry {quoted} announces {ratio}.");
            return null;
        }
        try
        {
            var tensor = ReadHeader(entry, name);
            if (tensor is null) _damaged.Add(name);
            return tensor;
        }
        catch (Exception e) when (IsDamage(e))
        {
            _damaged.Add(name);
            _faults.Add($"The entry {quoted} cannot be unpacked: {e.Message}");
            return null;
        }
    }

    private StoredTensor? ReadHeader(ZipArchiveEntry entry, string name)
    {
        using var stream = entry.Open();
        var buffer = ArrayPool<byte>.Shared.Rent(NpyHeader.Longest);
        try
        {
            var prefix = buffer.AsSpan(0, (int)Math.Min(entry.Length, NpyHeader.Longest));
            stream.ReadExactly(prefix);
            return NpyHeader.Parse(name, prefix, entry.Length, _faults);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsPickle(ZipArchiveEntry entry) => entry.Name == "data.pkl";

    // Nothing is written to disk, but a name that would escape if it were is no honest archive's. TensorFlow's have slashes and colons.
    private static string? NameFault(string name)
    {
        if (name.Contains('\\')) return "has a backslash in its name";
        if (name.StartsWith('/') || name.Length > 2 && name[1] == ':' && name[2] == '/') return "has an absolute path for a name";
        if (name.Any(char.IsControl)) return "has a control character in its name";
        if (!name.EndsWith(Extension, StringComparison.Ordinal)) return $"is not a {Extension} array";
        var isPlain = name[..^Extension.Length].Split('/').All(segment => segment is not ("" or "." or ".."));
        return isPlain ? null : "has a path for a name that is not a plain one";
    }
}
