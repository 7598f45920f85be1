using System.Buffers.Binary;

namespace NetGen.Imaging;

/// <summary>What reading and writing share: the signature, the five filters.</summary>
internal static class PngFormat
{
    public const int FilterCount = 5;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The byte that a filter expects from the bytes to the left, above, and above to the left.</summary>
    public static byte Predict(int filter, byte left, byte up, byte upLeft) => filter switch
    {
        0 => 0,
        1 => left,
        2 => up,
        3 => (byte)((left + up) / 2),
        _ => Paeth(left, up, upLeft),
    };

    public static int ReadInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);

    private static byte Paeth(byte left, byte up, byte upLeft)
    {
        var (toLeft, toUp, toUpLeft) = (Math.Abs(up - upLeft), Math.Abs(left - upLeft), Math.Abs(left + up - 2 * upLeft));
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }
}
