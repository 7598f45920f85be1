using System.Text;

namespace NetGen.Imaging;

/// <summary>The chunks of a PNG file that matter, checked; the pixels still compressed.</summary>
internal sealed class PngFile
{
    /// <summary>Deflate cannot pack more bytes than this into one.</summary>
    private const int MaxRatio = 1032;

    private readonly MemoryStream _compressed = new();
    private PngHeader? _header;
    private byte[] _palette = [];
    private byte[] _transparency = [];

    private PngHeader Header => _header ?? throw new InvalidDataException("The PNG does not begin with its header.");

    public static PngFile Parse(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(PngFormat.Signature))
            throw new InvalidDataException("The file is not a PNG: it does not begin with the PNG signature.");
        var file = new PngFile();
        var (position, previous) = (PngFormat.Signature.Length, "");
        while (previous != "IEND")
        {
            var data = NextChunk(content, ref position, out var type);
            file.Take(type, previous, data);
            previous = type;
        }
        if (file._compressed.Length == 0) throw new InvalidDataException("The PNG has no pixels: it has no IDAT chunk.");
        return file;
    }

    public Image ToImage()
    {
        var header = Header;
        // Before anything of the declared size is allocated: could this many compressed bytes hold it at all?
        if (header.RawLength / MaxRatio > _compressed.Length)
            throw new InvalidDataException(
                $"The PNG is truncated: {_compressed.Length} compressed bytes cannot hold {header.Width}×{header.Height} pixels.");
        var pixels = new PngPixels(header, _palette, _transparency);
        _compressed.Position = 0;
        using var rows = new PngRows(_compressed);
        foreach (var pass in header.Passes()) pixels.ReadPass(rows, pass);
        // Reading on to the end has the checksum of the pixels compared.
        if (!rows.IsAtEnd()) throw new InvalidDataException($"The PNG holds more data than its {header.Width}×{header.Height} pixels.");
        return pixels.Image;
    }

    private static ReadOnlySpan<byte> NextChunk(ReadOnlySpan<byte> content, ref int position, out string type)
    {
        var rest = content[position..];
        if (rest.Length < 12)
            throw new InvalidDataException($"The PNG is truncated: it ends after {content.Length} bytes, without an IEND chunk.");
        var length = PngFormat.ReadInt32(rest);
        if (length < 0 || length > rest.Length - 12)
            throw new InvalidDataException(
                $"The PNG is truncated or corrupt: a chunk of {(uint)length} bytes begins where {rest.Length - 12} are left.");
        var crc = (uint)PngFormat.ReadInt32(rest[(8 + length)..]);
        if (Crc32.Of(rest.Slice(4, 4 + length)) != crc)
            throw new InvalidDataException($"The PNG is corrupt: the chunk at byte {position} fails its checksum.");
        type = Encoding.Latin1.GetString(rest.Slice(4, 4));
        if (!type.All(char.IsAsciiLetter)) throw new InvalidDataException($"The PNG is corrupt: the chunk at byte {position} has no name.");
        position += 12 + length;
        return rest.Slice(8, length);
    }

    private void Take(string type, string previous, ReadOnlySpan<byte> data)
    {
        if ((type == "IHDR") != (previous == "")) throw new InvalidDataException("The PNG must begin with its header, and have one only.");
        switch (type)
        {
            case "IHDR":
                _header = PngHeader.Parse(data);
                break;
            case "PLTE":
                TakePalette(data);
                break;
            case "tRNS":
                TakeTransparency(data);
                break;
            case "IDAT":
                TakePixels(previous, data);
                break;
            case "IEND":
                break;
            default:
                // An upper-case first letter says that the image cannot be understood without the chunk.
                if (char.IsAsciiLetterUpper(type[0]))
                    throw new InvalidDataException($"The PNG has a chunk '{type}' that is unknown but critical.");
                break;
        }
    }

    private void TakePalette(ReadOnlySpan<byte> data)
    {
        // In a true-colour image the palette is only a hint for displays of few colours.
        if (Header.Color != PngColor.Palette) return;
        if (_compressed.Length > 0 || _palette.Length > 0)
            throw new InvalidDataException("The PNG's palette must come once, before the pixels.");
        if (data.Length == 0 || data.Length % 3 != 0 || data.Length / 3 > 1 << Header.Depth)
            throw new InvalidDataException(
                $"The PNG's palette has {data.Length} bytes; 3 for each of 1 to {1 << Header.Depth} colours are possible.");
        _palette = data.ToArray();
    }

    private void TakeTransparency(ReadOnlySpan<byte> data)
    {
        if (_compressed.Length > 0 || _transparency.Length > 0)
            throw new InvalidDataException("The PNG's transparency must come once, before the pixels.");
        var fits = Header.Color switch
        {
            PngColor.Gray => data.Length == 2,
            PngColor.Rgb => data.Length == 6,
            PngColor.Palette => data.Length > 0 && data.Length <= _palette.Length / 3,
            _ => false,
        };
        if (!fits)
            throw new InvalidDataException($"The PNG has {data.Length} bytes of transparency, wrong for its colour type {(int)Header.Color}.");
        _transparency = data.ToArray();
    }

    private void TakePixels(string previous, ReadOnlySpan<byte> data)
    {
        if (_compressed.Length > 0 && previous != "IDAT")
            throw new InvalidDataException("The PNG's pixels must stand in consecutive chunks.");
        if (Header.Color == PngColor.Palette && _palette.Length == 0)
            throw new InvalidDataException("The PNG has palette colours, but no palette before its pixels.");
        _compressed.Write(data);
    }
}
