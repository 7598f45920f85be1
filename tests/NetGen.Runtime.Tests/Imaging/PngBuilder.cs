using System.Buffers.Binary;
using System.IO.Compression;

namespace NetGen.Imaging.Tests;

/// <summary>PNG files made by hand, with or without faults; it shares no code with the codec.</summary>
internal sealed class PngBuilder
{
    private readonly MemoryStream _file = new();

    public PngBuilder() => _file.Write([137, 80, 78, 71, 13, 10, 26, 10]);

    public PngBuilder Chunk(string type, params byte[] data)
    {
        var body = new byte[4 + data.Length];
        for (var i = 0; i < 4; i++) body[i] = (byte)type[i];
        data.CopyTo(body, 4);
        _file.Write(BigEndian((uint)data.Length));
        _file.Write(body);
        _file.Write(BigEndian(Crc(body)));
        return this;
    }

    public PngBuilder Header(int width, int height, int depth, int color, int interlace = 0) =>
        Chunk("IHDR", [.. BigEndian((uint)width), .. BigEndian((uint)height), (byte)depth, (byte)color, 0, 0, (byte)interlace]);

    public PngBuilder Pixels(byte[] raw) => Chunk("IDAT", Deflate(raw));

    public byte[] End() => Chunk("IEND").ToArray();

    public byte[] ToArray() => _file.ToArray();

    public static byte[] Deflate(byte[] raw)
    {
        var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) stream.Write(raw);
        return compressed.ToArray();
    }

    /// <summary>Makes every chunk's checksum right again, as far as the file still has chunks.</summary>
    public static void Repair(byte[] file)
    {
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12) return;
            BigEndian(Crc(file.AsSpan(at + 4, 4 + length))).CopyTo(file, at + 8 + length);
            at += 12 + length;
        }
    }

    /// <summary>
    /// The filtered rows of an image of which sample (x, y, c) is given, packed, pass by pass; the rows take the five filters in turn.
    /// </summary>
    public static byte[] Rows(int width, int height, int depth, int samples, bool interlaced, Func<int, int, int, int> sample)
    {
        int[][] passes = interlaced
            ? [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]]
            : [[0, 0, 1, 1]];
        var raw = new List<byte>();
        var filter = 0;
        foreach (var pass in passes)
        {
            byte[]? above = null;
            for (var y = pass[1]; y < height; y += pass[3])
            {
                var bits = new List<bool>();
                for (var x = pass[0]; x < width; x += pass[2])
                    for (var c = 0; c < samples; c++)
                        for (var bit = depth - 1; bit >= 0; bit--) bits.Add((sample(x, y, c) >> bit & 1) != 0);
                if (bits.Count == 0) break;
                var row = new byte[(bits.Count + 7) / 8];
                for (var i = 0; i < bits.Count; i++)
                    if (bits[i]) row[i / 8] |= (byte)(128 >> i % 8);
                raw.Add((byte)(filter % 5));
                raw.AddRange(Filtered(filter++ % 5, row, above ?? new byte[row.Length], Math.Max(1, depth * samples / 8)));
                above = row;
            }
        }
        return [.. raw];
    }

    private static IEnumerable<byte> Filtered(int filter, byte[] row, byte[] above, int step)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int a = i < step ? 0 : row[i - step], b = above[i], c = i < step ? 0 : above[i - step];
            var p = a + b - c;
            var paeth = new[] { a, b, c }.MinBy(candidate => Math.Abs(p - candidate));
            yield return (byte)(row[i] - new[] { 0, a, b, (a + b) / 2, paeth }[filter]);
        }
    }

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }
        return ~crc;
    }
}
