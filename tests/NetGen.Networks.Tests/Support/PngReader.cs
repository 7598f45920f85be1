using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetGen.Networks.Tests.Support;

/// <summary>Reads the photographs of the tests: PNG of 8 bits a channel, grey or RGB, not interlaced. Values are 0 … 255.</summary>
internal static class PngReader
{
    public static Image Read(string path)
    {
        var file = File.ReadAllBytes(path);
        using var data = new MemoryStream();
        int width = 0, height = 0, channels = 0;
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var content = file.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR":
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                    channels = (content[8], content[9], content[12]) switch
                    {
                        (8, 0, 0) => 1,
                        (8, 2, 0) => 3,
                        var format => throw new NotSupportedException($"{path}: {format} is not a format that the tests read."),
                    };
                    break;
                case "IDAT":
                    data.Write(content);
                    break;
            }

            at += length + 12;
        }

        data.Position = 0;
        using var rows = new ZLibStream(data, CompressionMode.Decompress);
        return new Image(height, width, channels, Unfilter(rows, height, width * channels, channels));
    }

    private static float[] Unfilter(Stream rows, int height, int rowLength, int channels)
    {
        var values = new float[height * rowLength];
        var (above, row) = (new byte[rowLength], new byte[rowLength]);
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            rows.ReadExactly(row);
            for (var i = 0; i < rowLength; i++)
            {
                var (left, corner) = i < channels ? (0, 0) : (row[i - channels], above[i - channels]);
                row[i] += (byte)Predict(filter, left, above[i], corner);
                values[y * rowLength + i] = row[i];
            }

            (above, row) = (row, above);
        }

        return values;
    }

    private static int Predict(int filter, int left, int up, int corner) => filter switch
    {
        0 => 0,
        1 => left,
        2 => up,
        3 => (left + up) / 2,
        4 => Paeth(left, up, corner),
        _ => throw new InvalidDataException($"There is no filter {filter}."),
    };

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
