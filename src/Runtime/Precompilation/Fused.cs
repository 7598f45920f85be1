#if PRECOMPILED
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// Multiply-adds as the code that is compiled ahead of time needs them. That code is for machines with fused ones; on others it is compiled anew, where a fused one would
/// be computed by software.
/// </summary>
internal static class Fused
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> z) =>
        Fma.IsSupported ? Vector256.FusedMultiplyAdd(x, y, z) : Vector256.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> z) =>
        Fma.IsSupported ? Vector512.FusedMultiplyAdd(x, y, z) : Vector512.MultiplyAddEstimate(x, y, z);
}
#endif
