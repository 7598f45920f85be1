using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// A map of the output's size that is added to sums before the activation, or none. It may be the output's own memory: an element is read when the one in its
/// place is written, which kernels do once.
/// </summary>
internal readonly unsafe struct AddedMap
{
    // From an element of the output to the map's. In bytes: spans need not lie whole elements apart.
    private readonly nint _distance;

    private AddedMap(nint distance) => (_distance, Exists) = (distance, true);

    /// <summary>Whether there is one.</summary>
    public bool Exists { get; }

    /// <summary>A map whose elements are added to those of an output.</summary>
    public static AddedMap To(float* output, float* map) => new((nint)map - (nint)output);

    /// <summary>The checks at the door: it is as large as the output, and lies apart or is the same memory.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void Check(ReadOnlySpan<float> map, ReadOnlySpan<float> y, MapSize ys)
    {
        Guard.Map(map.Length, ys, nameof(map));
        Guard.SameOrApart(map, y);
    }

    /// <summary>The map's element for one of the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* At(float* output) => (float*)((byte*)output + _distance);

    /// <summary>Adds the map's 8 elements for those of the output, if there is a map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> AddTo(Vector256<float> sum, float* output) => Exists ? sum + Vector256.Load(At(output)) : sum;

    /// <summary>The same where only the first of them may exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> AddTo(Vector256<float> sum, float* output, nint count) => Exists ? sum + Lanes.Load(At(output), count) : sum;
}
