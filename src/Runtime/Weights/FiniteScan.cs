using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Looks for NaN and infinities.</summary>
internal static class FiniteScan
{
    private const uint Exponent = 0x7F800000;

    /// <summary>The index of the first value that is not finite, or −1.</summary>
    public static int IndexOfNonFinite(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values);
        var exponent = new Vector<uint>(Exponent);
        var i = 0;
        for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            if (Vector.EqualsAny(new Vector<uint>(bits[i..]) & exponent, exponent)) break;
        }
        for (; i < bits.Length; i++)
        {
            if ((bits[i] & Exponent) == Exponent) return i;
        }
        return -1;
    }
}
