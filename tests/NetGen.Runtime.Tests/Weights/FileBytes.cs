using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetGen.Runtime.Tests.Weights;

/// <summary>Files in the formats under test, put together byte by byte.</summary>
internal static class FileBytes
{
    public static byte[] SafeTensors(string header, params byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }

    /// <summary>An array with a header as NumPy writes it: padded with spaces to a multiple of 64 bytes, ended by a newline.</summary>
    public static byte[] Npy(string descr, string shape, byte[] data, bool fortranOrder = false, int version = 1) =>
        NpyOf($"{{'descr': '{descr}', 'fortran_order': {fortranOrder}, 'shape': {shape}, }}", data, version);

    public static byte[] NpyOf(string dictionary, byte[] data, int version = 1)
    {
        var fixedLength = version == 1 ? 10 : 12;
        var encoded = (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(dictionary);
        var textLength = (fixedLength + encoded.Length + 1 + 63) / 64 * 64 - fixedLength;
        var text = new byte[textLength];
        text.AsSpan().Fill((byte)' ');
        encoded.CopyTo(text, 0);
        text[^1] = (byte)'\n';
        var lengthField = new byte[fixedLength - 8];
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(lengthField, (ushort)textLength);
        else BinaryPrimitives.WriteUInt32LittleEndian(lengthField, (uint)textLength);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. lengthField, .. text, .. data];
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip(CompressionLevel.NoCompression, entries);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(content);
            }
        }
        return buffer.ToArray();
    }

    public static byte[] Singles(params float[] values) => Each(values, 4, BinaryPrimitives.WriteSingleLittleEndian);

    public static byte[] BigSingles(params float[] values) => Each(values, 4, BinaryPrimitives.WriteSingleBigEndian);

    public static byte[] Halves(params float[] values) =>
        Each(values, 2, (bytes, value) => BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value));

    public static byte[] BigHalves(params float[] values) =>
        Each(values, 2, (bytes, value) => BinaryPrimitives.WriteHalfBigEndian(bytes, (Half)value));

    public static byte[] Doubles(params double[] values) => Each(values, 8, BinaryPrimitives.WriteDoubleLittleEndian);

    public static byte[] BigDoubles(params double[] values) => Each(values, 8, BinaryPrimitives.WriteDoubleBigEndian);

    private delegate void Writer<T>(Span<byte> bytes, T value);

    private static byte[] Each<T>(T[] values, int size, Writer<T> write)
    {
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++) write(bytes.AsSpan(i * size), values[i]);
        return bytes;
    }
}
