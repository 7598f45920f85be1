using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace NetGen.Kernels;

/// <summary>x where x ≥ 0, α(eˣ − 1) elsewhere.</summary>
/// <param name="alpha">The negative of the limit at −∞.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Elu(float alpha) : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        var negative = LessThan(x, Vector256<float>.Zero);
        return ConditionalSelect(negative, Create(alpha) * VectorMath.ExpMinusOneNonPositive(x & negative.AsSingle()), x);
    }
}

/// <summary>λx where x ≥ 0, λα(eˣ − 1) elsewhere.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Selu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => Create(1.05070098f) * new Elu(1.67326324f).Invoke(x);
}

/// <summary>1/(1 + e⁻ˣ).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        var power = VectorMath.ExpNonPositive(-Abs(x));
        var numerator = ConditionalSelect(LessThan(x, Vector256<float>.Zero), power, Vector256<float>.One);
        return numerator / (Vector256<float>.One + power);
    }
}

/// <summary>x/(1 + e⁻ˣ).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Silu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => x * default(Sigmoid).Invoke(x);
}

/// <summary>x · tanh(ln(1 + eˣ)), a quotient of polynomials in e⁻ˣ or eˣ, whichever does not overflow.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Mish : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        // tanh(ln(1 + n)) = (n² + 2n)/(n² + 2n + 2), and with p = 1/n: (1 + 2p)/(1 + 2p + 2p²).
        var power = VectorMath.ExpNonPositive(-Abs(x));
        var two = Create(2f);
        var negative = LessThan(x, Vector256<float>.Zero);
        var numerator = ConditionalSelect(negative, power * (power + two), MultiplyAddEstimate(two, power, Vector256<float>.One));
        return x * (numerator / (numerator + ConditionalSelect(negative, two, two * power * power)));
    }
}

/// <summary>x · Φ(x) with the exact normal distribution function.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Gelu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        var tail = VectorMath.NormalTail(Abs(x));
        return x * ConditionalSelect(LessThan(x, Vector256<float>.Zero), tail, Vector256<float>.One - tail);
    }
}

/// <summary>tanh x, accurate near 0.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        var power = VectorMath.ExpMinusOneNonPositive(Create(-2f) * Abs(x));
        // The sign is x's, and all other bits the quotient's.
        return ConditionalSelect(Create(-0f), x, -power / (power + Create(2f)));
    }
}

/// <summary>ln(1 + eˣ).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softplus : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        var positive = AndNot(x, LessThan(x, Vector256<float>.Zero));
        return positive + VectorMath.LogOnePlus(VectorMath.ExpNonPositive(-Abs(x)));
    }
}
