using Microsoft.Win32.SafeHandles;

namespace NetGen;

/// <summary>
/// Bytes that are read in ranges, from several threads at once if need be: a file that stays on disk, or a stream's content.
/// </summary>
internal abstract class ByteRanges : IDisposable
{
    public abstract long Length { get; }

    /// <exception cref="IOException">The bytes cannot be read, or do not all exist.</exception>
    public abstract void Read(long offset, Span<byte> destination);

    public virtual void Dispose()
    {
    }

    /// <exception cref="WeightsException">The file does not exist or cannot be opened.</exception>
    public static ByteRanges Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path);
            return new FileRanges(handle, RandomAccess.GetLength(handle));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WeightsException(path, [$"There is no file '{path}'."], e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            handle?.Dispose();
            throw new WeightsException(path, [$"The file '{path}' cannot be opened: {e.Message}"], e);
        }
    }

    /// <summary>Takes in all that is left of a stream.</summary>
    /// <exception cref="WeightsException">The stream cannot be read, or is too long to be held in memory.</exception>
    public static MemoryRanges ReadAll(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            var expected = stream.CanSeek ? stream.Length - stream.Position : 0;
            if (expected > Array.MaxLength) throw TooLong(name);
            using var content = new MemoryStream((int)Math.Max(0, expected));
            var buffer = new byte[1 << 16];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                if (content.Length + read > Array.MaxLength) throw TooLong(name);
                content.Write(buffer, 0, read);
            }
            return new MemoryRanges(content.GetBuffer().AsMemory(0, (int)content.Length));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new WeightsException(name, [$"The stream cannot be read: {e.Message}"], e);
        }
    }

    private static WeightsException TooLong(string name) =>
        new(name, [$"The stream is longer than the {Array.MaxLength} bytes that fit in memory; open a file of this size by its path."]);

    private sealed class FileRanges(SafeFileHandle handle, long length) : ByteRanges
    {
        public override long Length => length;

        public override void Read(long offset, Span<byte> destination)
        {
            while (!destination.IsEmpty)
            {
                var read = RandomAccess.Read(handle, destination, offset);
                if (read == 0) throw new EndOfStreamException($"The file ends at byte {offset}; it was {length} bytes long at first.");
                offset += read;
                destination = destination[read..];
            }
        }

        public override void Dispose() => handle.Dispose();
    }
}
