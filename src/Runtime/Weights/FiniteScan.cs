using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>Looks for NaN and infinities.</summary>
internal static class FiniteScan
{
    private const uint Exponent = 0x7F800000;

    /// <summary>The index of the first value that is not finite, or −1.</summary>
    public static int IndexOfNonFinite(ReadOnlySpan<float> values)
    {
        var exponent = Vector256.Create(Exponent);
        var i = 0;
        for (; i <= values.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
        {
            if (Vector256.EqualsAny(Vector256.Create(values[i..]).AsUInt32() & exponent, exponent)) break;
        }

        for (; i < values.Length; i++)
        {
            if ((BitConverter.SingleToUInt32Bits(values[i]) & Exponent) == Exponent) return i;
        }

        return -1;
    }
}
