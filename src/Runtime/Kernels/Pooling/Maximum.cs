using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The largest of some values, or NaN if one of them is. The machine's own maximum may lose a NaN; one that is noted separately costs less than a maximum that
/// does not. Of two zeros the first is kept, so that the order of the values decides the sign.
/// </summary>
internal struct Maximum
{
    private Vector256<float> _largest, _ordered;

    /// <summary>The first value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(Vector256<float> value)
    {
        _largest = value;
        _ordered = Vector256.Equals(value, value);
    }

    /// <summary>A further value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(Vector256<float> value)
    {
        _largest = Vector256.MaxNative(value, _largest);
        _ordered &= Vector256.Equals(value, value);
    }

    /// <summary>The largest of them.</summary>
    public readonly Vector256<float> Result
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.ConditionalSelect(_ordered, _largest, Vector256.Create(float.NaN));
    }
}
