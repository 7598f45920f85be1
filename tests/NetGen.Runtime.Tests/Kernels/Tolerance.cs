namespace NetGen.Runtime.Tests.Kernels;

/// <summary>How far a kernel may be from the double-precision reference, in units of the root mean square of the expected map.</summary>
internal static class Tolerance
{
    /// <summary>
    /// Sums of up to a few thousand products, each rounded to 24 bits: n roundings of 6e-8 of a partial sum add up to about √n of them,
    /// 1e-6 to 4e-6; the worst of many thousand outputs is a few times that.
    /// </summary>
    public const double DirectSum = 1e-5;

    /// <summary>
    /// Winograd's F(4×4, 3×3), F(2×2, 5×5) and F(2×2, 7×7): the transforms multiply roundings by powers of up to 1.5³, 1.5⁴ and 2⁶; the last one's error is
    /// about three times that of the others. The contract for fast convolutions.
    /// </summary>
    public const double Winograd = 6e-5;

    /// <summary>
    /// Winograd's F(2×2, 3×3): the transforms only add, up to four values each way, whose roundings come to little more than those of the sums.
    /// </summary>
    public const double SmallWinograd = 1e-5;

    /// <summary>
    /// A few roundings of 6e-8 per element, of elements up to some ten times the root mean square, whatever the map's size.
    /// </summary>
    public const double Elementwise = 3e-6;

    /// <summary>Values that are only moved.</summary>
    public const double Exact = 0;
}
