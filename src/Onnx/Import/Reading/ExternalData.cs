using System.Globalization;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Import;

/// <summary>The place of a tensor's bytes in a file beside the model.</summary>
/// <param name="Path">The file, which lies in the model's folder.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many there are; the file is long enough.</param>
internal sealed record ExternalData(string Path, long Offset, int Length)
{
    /// <summary>Finds the file and checks that it holds the bytes.</summary>
    /// <returns>The place, or what is wrong with it.</returns>
    public static (ExternalData? Place, string? Fault) Find(TensorProto tensor, string? folder, long byteLength)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in tensor.ExternalData) entries[entry.Key] = entry.Value;
        if (folder is null) return (null, "lies in another file, but this one has no folder");
        if (!entries.TryGetValue("location", out var location) || location.Length == 0) return (null, "lies in another file, but it is not said in which");
        if (!TryNumber(entries, "offset", 0, out var offset)) return (null, $"has the offset '{entries["offset"]}', which is no number of bytes");
        if (!TryNumber(entries, "length", byteLength, out var length)) return (null, $"has the length '{entries["length"]}', which is no number of bytes");
        if (length != byteLength) return (null, $"takes {byteLength:N0} bytes, but {length:N0} are given for it in '{location}'");
        if (length > Array.MaxLength) return (null, $"takes {byteLength:N0} bytes; {Array.MaxLength:N0} can be read");
        if (Inside(folder, location) is not { } path) return (null, $"lies in '{location}', outside the model's folder");
        try
        {
            var available = new FileInfo(path).Length;
            return offset > available || length > available - offset
                ? (null, $"takes {length:N0} bytes from byte {offset:N0} of '{location}', which has {available:N0}")
                : (new ExternalData(path, offset, (int)length), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"lies in '{location}', which cannot be read: {e.Message}");
        }
    }

    public ReadOnlyMemory<byte> Read()
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        file.Position = Offset;
        var bytes = new byte[Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The full path, if it is within the folder, also after symbolic links.</summary>
    private static string? Inside(string folder, string location)
    {
        if (location.Contains('\0') || System.IO.Path.IsPathRooted(location) || location.Contains(':') || location.Contains('\\')) return null;
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)) + System.IO.Path.DirectorySeparatorChar;
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, location));
        if (!path.StartsWith(root, StringComparison.Ordinal)) return null;

        // A link anywhere on the way would lead out.
        for (var step = path; step.Length >= root.Length; step = System.IO.Path.GetDirectoryName(step)!)
        {
            if (new FileInfo(step).LinkTarget is not null) return null;
        }

        return path;
    }

    private static bool TryNumber(Dictionary<string, string> entries, string key, long otherwise, out long value)
    {
        value = otherwise;
        return !entries.TryGetValue(key, out var text) || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 0);
    }
}
