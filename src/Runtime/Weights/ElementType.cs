using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>How the elements of a stored tensor are encoded.</summary>
internal enum ElementType
{
    /// <summary>A type that no weight can be read from, such as an integer.</summary>
    Unreadable,
    Single,
    Half,
    BFloat16,
    Double,
}

/// <summary>Converts stored elements to single precision.</summary>
internal static class ElementTypes
{
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Single => sizeof(float),
        ElementType.Double => sizeof(double),
        ElementType.Half or ElementType.BFloat16 => sizeof(ushort),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Elements of this type cannot be read."),
    };

    /// <summary>
    /// Converts as many elements as <paramref name="destination"/> is long. A double beyond single precision's range becomes infinite.
    /// </summary>
    /// <param name="type">The type of the elements.</param>
    /// <param name="bigEndian">The byte order of the elements, whatever that of the machine.</param>
    /// <param name="bytes">Exactly the elements' bytes.</param>
    /// <param name="destination">Receives the values.</param>
    public static void Decode(this ElementType type, bool bigEndian, ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        var swap = bigEndian == BitConverter.IsLittleEndian;
        switch (type)
        {
            case ElementType.Single:
                bytes.CopyTo(MemoryMarshal.AsBytes(destination));
                var bits = MemoryMarshal.Cast<float, uint>(destination);
                if (swap) BinaryPrimitives.ReverseEndianness(bits, bits);
                break;
            case ElementType.Half:
                var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < destination.Length; i++) destination[i] = (float)BitConverter.UInt16BitsToHalf(Order(halves[i], swap));
                break;
            case ElementType.BFloat16:
                var brains = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < destination.Length; i++)
                    destination[i] = BitConverter.UInt32BitsToSingle((uint)Order(brains[i], swap) << 16);
                break;
            default:
                var doubles = MemoryMarshal.Cast<byte, ulong>(bytes);
                for (var i = 0; i < destination.Length; i++)
                {
                    var value = swap ? BinaryPrimitives.ReverseEndianness(doubles[i]) : doubles[i];
                    destination[i] = (float)BitConverter.UInt64BitsToDouble(value);
                }
                break;
        }
    }

    private static ushort Order(ushort value, bool swap) => swap ? BinaryPrimitives.ReverseEndianness(value) : value;
}
