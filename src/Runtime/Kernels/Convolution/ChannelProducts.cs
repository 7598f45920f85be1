using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The products of one input channel, or tap, with all sums of a tile, which fill the registers: as it is inlined, sums that are passed by reference stay there. The element
/// <c>i</c> of each pixel's input meets 8 weights from element 8·i on of each block.
/// </summary>
internal static unsafe class ChannelProducts
{
    /// <summary>Six pixels, two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Six(
        nint i, float* x0, float* x1, float* x2, float* x3, float* x4, float* x5, float* w0, float* w1,
        ref Vector256<float> s00, ref Vector256<float> s01, ref Vector256<float> s10, ref Vector256<float> s11, ref Vector256<float> s20, ref Vector256<float> s21,
        ref Vector256<float> s30, ref Vector256<float> s31, ref Vector256<float> s40, ref Vector256<float> s41, ref Vector256<float> s50, ref Vector256<float> s51)
    {
        var v0 = Vector256.Load(w0 + i * Lanes.Count);
        var v1 = Vector256.Load(w1 + i * Lanes.Count);
        var x = Vector256.Create(x0[i]);
        s00 = Vector256.MultiplyAddEstimate(x, v0, s00);
        s01 = Vector256.MultiplyAddEstimate(x, v1, s01);
        x = Vector256.Create(x1[i]);
        s10 = Vector256.MultiplyAddEstimate(x, v0, s10);
        s11 = Vector256.MultiplyAddEstimate(x, v1, s11);
        x = Vector256.Create(x2[i]);
        s20 = Vector256.MultiplyAddEstimate(x, v0, s20);
        s21 = Vector256.MultiplyAddEstimate(x, v1, s21);
        x = Vector256.Create(x3[i]);
        s30 = Vector256.MultiplyAddEstimate(x, v0, s30);
        s31 = Vector256.MultiplyAddEstimate(x, v1, s31);
        x = Vector256.Create(x4[i]);
        s40 = Vector256.MultiplyAddEstimate(x, v0, s40);
        s41 = Vector256.MultiplyAddEstimate(x, v1, s41);
        x = Vector256.Create(x5[i]);
        s50 = Vector256.MultiplyAddEstimate(x, v0, s50);
        s51 = Vector256.MultiplyAddEstimate(x, v1, s51);
    }

    /// <summary>Four pixels, three blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(
        nint i, float* x0, float* x1, float* x2, float* x3, float* w0, float* w1, float* w2,
        ref Vector256<float> s00, ref Vector256<float> s01, ref Vector256<float> s02, ref Vector256<float> s10, ref Vector256<float> s11, ref Vector256<float> s12,
        ref Vector256<float> s20, ref Vector256<float> s21, ref Vector256<float> s22, ref Vector256<float> s30, ref Vector256<float> s31, ref Vector256<float> s32)
    {
        var v0 = Vector256.Load(w0 + i * Lanes.Count);
        var v1 = Vector256.Load(w1 + i * Lanes.Count);
        var v2 = Vector256.Load(w2 + i * Lanes.Count);
        var x = Vector256.Create(x0[i]);
        s00 = Vector256.MultiplyAddEstimate(x, v0, s00);
        s01 = Vector256.MultiplyAddEstimate(x, v1, s01);
        s02 = Vector256.MultiplyAddEstimate(x, v2, s02);
        x = Vector256.Create(x1[i]);
        s10 = Vector256.MultiplyAddEstimate(x, v0, s10);
        s11 = Vector256.MultiplyAddEstimate(x, v1, s11);
        s12 = Vector256.MultiplyAddEstimate(x, v2, s12);
        x = Vector256.Create(x2[i]);
        s20 = Vector256.MultiplyAddEstimate(x, v0, s20);
        s21 = Vector256.MultiplyAddEstimate(x, v1, s21);
        s22 = Vector256.MultiplyAddEstimate(x, v2, s22);
        x = Vector256.Create(x3[i]);
        s30 = Vector256.MultiplyAddEstimate(x, v0, s30);
        s31 = Vector256.MultiplyAddEstimate(x, v1, s31);
        s32 = Vector256.MultiplyAddEstimate(x, v2, s32);
    }
}
