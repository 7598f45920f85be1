using System.Reflection;

namespace NetGen;

/// <summary>
/// Opens weights in whichever format they are stored: safetensors, .npz or .npy, told apart by their first bytes, not by the name. Faults of single tensors
/// throw nothing here: they are among <see cref="ITensorSource.Faults"/>, so that loading a network lists them with what else is wrong.
/// </summary>
public static class WeightsFile
{
    /// <summary>Opens a file. It stays open until what is returned is disposed of.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>A <see cref="SafeTensors"/>, <see cref="Npz"/> or <see cref="Npy"/>; dispose of it after use.</returns>
    /// <exception cref="WeightsException">The file does not exist, cannot be read, or is in none of the formats.</exception>
    public static ITensorSource Open(string path)
    {
        var bytes = ByteRanges.Open(path);
        try
        {
            return Over(bytes, Path.GetFileNameWithoutExtension(path), path);
        }
        catch (IOException e)
        {
            bytes.Dispose();
            throw new WeightsException(path, [$"The file cannot be read: {e.Message}"], e);
        }
    }

    /// <summary>Takes in a stream to its end. The stream is not needed, nor closed, afterwards.</summary>
    /// <param name="stream">The content of a file, of up to 2 GB.</param>
    /// <param name="name">What messages call the stream, and the name of the tensor when it holds a single array (.npy).</param>
    /// <returns>A <see cref="SafeTensors"/>, <see cref="Npz"/> or <see cref="Npy"/>.</returns>
    /// <exception cref="WeightsException">The stream cannot be read, or is in none of the formats.</exception>
    public static ITensorSource Read(Stream stream, string name = "stream") => Over(ByteRanges.ReadAll(stream, name), name, name);

    /// <summary>Reads a file that was embedded in an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="resourceName">The name of the resource, such as <c>MyApp.weights.safetensors</c>.</param>
    /// <returns>A <see cref="SafeTensors"/>, <see cref="Npz"/> or <see cref="Npy"/>.</returns>
    /// <exception cref="WeightsException">There is no such resource (those that exist are listed), or it is in none of the formats.</exception>
    public static ITensorSource OpenResource(Assembly assembly, string resourceName)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        using var stream = assembly.GetManifestResourceStream(resourceName);
        if (stream is not null) return Read(stream, resourceName);
        var others = assembly.GetManifestResourceNames();
        var existing = others.Length == 0 ? "none" : string.Join(", ", others.Order(StringComparer.Ordinal).Select(Names.Quote));
        throw new WeightsException(
            resourceName, [$"The assembly {assembly.GetName().Name} has no resource {Names.Quote(resourceName)}; it has {existing}."]);
    }

    private static ITensorSource Over(ByteRanges bytes, string stem, string source)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(bytes.Length, NpyHeader.Magic.Length)];
        bytes.Read(0, start);
        if (start.SequenceEqual(NpyHeader.Magic)) return Npy.Over(bytes, stem, source);
        // The first entry's signature, or that of the end of an archive without entries.
        return start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8)
            ? Npz.Over(new ByteStream(bytes), source, takesDamaged: true)
            : SafeTensors.Over(bytes, source, takesDamaged: true);
    }
}
