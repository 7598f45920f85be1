using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace NetGen.Kernels;

/// <summary>
/// Elementary functions of single precision, relative error about 1e-7 wherever the result is a normal number. A NaN comes out as a NaN.
/// They are written for non-positive arguments, since eˣ of a positive one overflows; the activations are arranged accordingly.
/// </summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: the first has so few bits that its product with a whole number is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>Adding it to a number below 2²² leaves the nearest whole number in the lowest bits.</summary>
    private const float Rounder = 12582912f;

    /// <summary>Where eˣ stops being a normal number.</summary>
    private const float Least = -87.33f;

    /// <summary>eˣ for x ≤ 0; 0 where it would be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpNonPositive(Vector256<float> x)
    {
        var power = Reduce(x, out var remainder);
        var result = MultiplyAddEstimate(power, Curve(remainder), power);
        return AndNot(result, LessThan(x, Create(Least)));
    }

    /// <summary>eˣ − 1 for x ≤ 0, accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpMinusOneNonPositive(Vector256<float> x)
    {
        var power = Reduce(x, out var remainder);
        return MultiplyAddEstimate(power, Curve(remainder), power - Vector256<float>.One);
    }

    /// <summary>ln(1 + x) for 0 ≤ x ≤ 1, accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LogOnePlus(Vector256<float> x)
    {
        // What 1 + x loses to rounding, the quotient restores (Kahan).
        var sum = Vector256<float>.One + x;
        return ConditionalSelect(Vector256.Equals(sum, Vector256<float>.One), x, Log(sum) * (x / (sum - Vector256<float>.One)));
    }

    /// <summary>½ erfc(z/√2) for z ≥ 0: the normal distribution's tail beyond z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NormalTail(Vector256<float> z)
    {
        // erfc(u)·exp(u²)/t is smooth in t = 1/(1 + 0.3u): a polynomial through its Chebyshev nodes errs by 2.4e-8 of the value.
        var u = z * Create(0.707106781f);
        var t = Vector256<float>.One / MultiplyAddEstimate(Create(0.3f), u, Vector256<float>.One);
        var p = Create(-0.13049281551283184f);
        p = MultiplyAddEstimate(p, t, Create(0.49057159788869026f));
        p = MultiplyAddEstimate(p, t, Create(-0.5233146558536353f));
        p = MultiplyAddEstimate(p, t, Create(0.5612462015686047f));
        p = MultiplyAddEstimate(p, t, Create(-0.10471214060389183f));
        p = MultiplyAddEstimate(p, t, Create(0.2195671145987591f));
        p = MultiplyAddEstimate(p, t, Create(0.14704541916082903f));
        p = MultiplyAddEstimate(p, t, Create(0.17091415624548312f));
        p = MultiplyAddEstimate(p, t, Create(0.16917510260917212f));
        return Create(0.5f) * p * t * ExpNonPositive(z * z * Create(-0.5f));
    }

    /// <summary>2ⁿ with n = x/ln 2 rounded, and x − n·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Reduce(Vector256<float> x, out Vector256<float> remainder)
    {
        x = ConditionalSelect(LessThan(x, Create(Least)), Create(Least), x);
        var shifted = MultiplyAddEstimate(x, Create(Log2E), Create(Rounder));
        var whole = shifted - Create(Rounder);
        remainder = MultiplyAddEstimate(whole, Create(-Ln2High), x);
        remainder = MultiplyAddEstimate(whole, Create(-Ln2Low), remainder);
        return (ShiftLeft(shifted.AsInt32(), 23) + Create(127 << 23)).AsSingle();
    }

    /// <summary>eʳ − 1 for |r| ≤ ½ ln 2: Taylor's series, of which the first term left out is below 2e-9 of the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Curve(Vector256<float> r)
    {
        var p = Create(1f / 40320);
        p = MultiplyAddEstimate(p, r, Create(1f / 5040));
        p = MultiplyAddEstimate(p, r, Create(1f / 720));
        p = MultiplyAddEstimate(p, r, Create(1f / 120));
        p = MultiplyAddEstimate(p, r, Create(1f / 24));
        p = MultiplyAddEstimate(p, r, Create(1f / 6));
        p = MultiplyAddEstimate(p, r, Create(0.5f));
        return MultiplyAddEstimate(p * r, r, r);
    }
}
