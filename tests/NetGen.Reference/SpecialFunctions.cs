namespace NetGen.Reference;

/// <summary>Functions that the base library lacks, or computes with cancellation.</summary>
public static class SpecialFunctions
{
    /// <summary>The error function, to 1e-15.</summary>
    /// <param name="x">Any number.</param>
    /// <remarks>
    /// 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5…(2n+1)) (Abramowitz and Stegun 7.1.6): all terms have one sign, so nothing cancels.
    /// </remarks>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x);
        var term = x;
        var sum = x;
        for (var n = 1; n < 200; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>1 − <see cref="Erf"/>, to a relative 1e-13 in its upper tail.</summary>
    /// <param name="x">Any number.</param>
    /// <remarks>In the tail, e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) (Abramowitz and Stegun 7.1.14).</remarks>
    public static double Erfc(double x)
    {
        if (x < 2) return 1 - Erf(x);
        var fraction = x;
        for (var n = 200; n >= 1; n--) fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }

    /// <summary>eˣ − 1.</summary>
    /// <param name="x">Any number.</param>
    public static double ExpMinusOne(double x) => Math.Abs(x) < 1 ? 2 * Math.Sinh(x / 2) * Math.Exp(x / 2) : Math.Exp(x) - 1;

    /// <summary>ln(1 + x).</summary>
    /// <param name="x">A number above −1.</param>
    public static double LogOnePlus(double x) => Math.Abs(x) < 0.5 ? 2 * Math.Atanh(x / (2 + x)) : Math.Log(1 + x);
}
