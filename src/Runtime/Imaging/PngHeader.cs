namespace NetGen.Imaging;

/// <summary>A checked IHDR chunk.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Depth, PngColor Color, bool Interlaced)
{
    /// <summary>The seven passes of Adam7 interlacing: first column and row, then the distance between columns and rows.</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int StepX, int StepY)[] Whole = [(0, 0, 1, 1)];

    public int Samples => Color switch { PngColor.GrayAlpha => 2, PngColor.Rgb => 3, PngColor.RgbAlpha => 4, _ => 1 };

    /// <summary>Bytes from a pixel to the next, as filters count them: at least 1.</summary>
    public int PixelBytes => Math.Max(1, Samples * Depth / 8);

    /// <summary>The size of all rows with their filter bytes, unpacked.</summary>
    public long RawLength
    {
        get
        {
            var length = 0L;
            foreach (var pass in Passes()) length += pass.Height * (1 + RowLength(pass.Width));
            return length;
        }
    }

    public long RowLength(int width) => ((long)width * Samples * Depth + 7) / 8;

    /// <summary>The passes that have pixels, with the number of their columns and rows.</summary>
    public IEnumerable<PngPass> Passes()
    {
        foreach (var (x, y, stepX, stepY) in Interlaced ? Adam7 : Whole)
            if (Width > x && Height > y)
                yield return new PngPass(x, y, stepX, stepY, (Width - x - 1) / stepX + 1, (Height - y - 1) / stepY + 1);
    }

    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13) throw new InvalidDataException($"The PNG header has {data.Length} bytes instead of 13.");
        var header = new PngHeader(PngFormat.ReadInt32(data), PngFormat.ReadInt32(data[4..]), data[8], (PngColor)data[9], data[12] == 1);
        if (header.Width < 1 || header.Height < 1)
            throw new InvalidDataException($"The PNG has an impossible size: {(uint)header.Width} columns, {(uint)header.Height} rows.");
        var known = header.Color switch
        {
            PngColor.Gray => header.Depth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => header.Depth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GrayAlpha or PngColor.RgbAlpha => header.Depth is 8 or 16,
            _ => false,
        };
        if (!known) throw new InvalidDataException($"The PNG has colour type {data[9]} with {data[8]} bits, which does not exist.");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new InvalidDataException(
                $"The PNG has compression, filter and interlace method {data[10]}, {data[11]} and {data[12]}; 0, 0 and at most 1 exist.");
        if ((long)header.Width * header.Height > Array.MaxLength / 4 || header.RowLength(header.Width) > Array.MaxLength)
            throw new InvalidDataException(
                $"The PNG has {header.Width}×{header.Height} pixels of {header.Samples * header.Depth} bits, more than can be read.");
        return header;
    }
}

/// <summary>The colour types, with the numbers of the format.</summary>
internal enum PngColor : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    RgbAlpha = 6,
}

/// <summary>A pass over the image: its first column and row, the distances, and its own size.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height);
