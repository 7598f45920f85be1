using System.Buffers.Binary;
using System.IO.Compression;

namespace NetGen.Imaging;

/// <summary>Writes 8-bit images as PNG, each row with the filter that leaves the least.</summary>
internal static class PngEncoder
{
    public static byte[] Encode(Image image)
    {
        var file = new MemoryStream();
        file.Write(PngFormat.Signature);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        ReadOnlySpan<PngColor> colors = [PngColor.Gray, PngColor.GrayAlpha, PngColor.Rgb, PngColor.RgbAlpha];
        header[9] = (byte)colors[image.Channels - 1];
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(image));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(Image image)
    {
        var compressed = new MemoryStream();
        using (var rows = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var length = image.Width * image.Channels;
            var (best, trial) = (new byte[1 + length], new byte[1 + length]);
            ReadOnlySpan<byte> above = new byte[length];
            for (var y = 0; y < image.Height; y++)
            {
                var row = image.Pixels.AsSpan(y * length, length);
                var least = long.MaxValue;
                for (var filter = 0; filter < PngFormat.FilterCount; filter++)
                {
                    var sum = Filter(filter, row, above, image.Channels, trial);
                    if (sum >= least) continue;
                    least = sum;
                    (best, trial) = (trial, best);
                }
                rows.Write(best);
                above = row;
            }
        }
        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    /// <summary>Filters a row, and returns how much is left of it: the sum of the differences' magnitudes.</summary>
    private static long Filter(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> filtered)
    {
        filtered[0] = (byte)filter;
        var sum = 0L;
        for (var i = 0; i < row.Length; i++)
        {
            var (left, upLeft) = i < step ? ((byte)0, (byte)0) : (row[i - step], above[i - step]);
            var difference = (byte)(row[i] - PngFormat.Predict(filter, left, above[i], upLeft));
            filtered[1 + i] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }
        return sum;
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        var start = (int)file.Length;
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(file.GetBuffer().AsSpan(start, type.Length + data.Length)));
        file.Write(number);
    }
}
