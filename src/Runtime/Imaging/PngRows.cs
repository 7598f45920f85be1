using System.IO.Compression;

namespace NetGen.Imaging;

/// <summary>
/// The decompressed rows of a PNG, with every failure to decompress as an <see cref="InvalidDataException"/> that says so.
/// </summary>
internal sealed class PngRows(Stream compressed) : IDisposable
{
    private readonly ZLibStream _rows = new(compressed, CompressionMode.Decompress);

    public int ReadFilter()
    {
        Span<byte> filter = stackalloc byte[1];
        ReadRow(filter);
        if (filter[0] >= PngFormat.FilterCount)
            throw new InvalidDataException($"The PNG is corrupt: a row has filter {filter[0]}, and 4 is the last.");
        return filter[0];
    }

    public void ReadRow(Span<byte> row)
    {
        if (Read(row) < row.Length) throw new InvalidDataException("The PNG is truncated: its pixels end before its last row.");
    }

    public bool IsAtEnd() => Read(stackalloc byte[1]) == 0;

    public void Dispose() => _rows.Dispose();

    private int Read(Span<byte> bytes)
    {
        try
        {
            return _rows.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new InvalidDataException("The PNG is corrupt: its pixels cannot be decompressed.", exception);
        }
    }
}
