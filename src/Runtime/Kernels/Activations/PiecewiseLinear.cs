using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace NetGen.Kernels;

/// <summary>x.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Identity : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => x;
}

/// <summary>max(x, 0). The machine's own maximum gives its second operand where one is a NaN; one that passes any NaN on costs several instructions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Relu : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => MaxNative(Vector256<float>.Zero, x);
}

/// <summary>x where x ≥ 0, slope·x elsewhere.</summary>
/// <param name="slope">The factor of negative values.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LeakyRelu(float slope) : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => ConditionalSelect(LessThan(x, Vector256<float>.Zero), x * Create(slope), x);
}

/// <summary>min(max(x, minimum), maximum), by the machine's own minimum and maximum, as <see cref="Relu"/>.</summary>
/// <param name="minimum">The smallest value that passes.</param>
/// <param name="maximum">The largest value that passes.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Clip(float minimum, float maximum) : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => MinNative(Create(maximum), MaxNative(Create(minimum), x));
}

/// <summary>min(max(x/6 + ½, 0), 1).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSigmoid : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => new Clip(0, 1).Invoke(MultiplyAddEstimate(x, Create(1f / 6), Create(0.5f)));
}

/// <summary>x · min(max(x/6 + ½, 0), 1).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSwish : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => x * default(HardSigmoid).Invoke(x);
}
