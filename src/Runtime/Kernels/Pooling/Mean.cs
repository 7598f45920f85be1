using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A sum of 8 channels in double precision: the mean of a whole page of pixels is as accurate as that of four.</summary>
internal struct Mean
{
    private Vector256<double> _lower, _upper;

    /// <summary>Adds a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<float> value)
    {
        var (lower, upper) = Vector256.Widen(value);
        _lower += lower;
        _upper += upper;
    }

    /// <summary>The sum divided by a number of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector256<float> Over(double count) =>
        Vector256.Narrow(_lower / Vector256.Create(count), _upper / Vector256.Create(count));
}
