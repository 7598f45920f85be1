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

    /// <summary>The weights of two blocks, as one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Weights(nint i, float* w0, float* w1) => Vector512.Create(Vector256.Load(w0 + i * Lanes.Count), Vector256.Load(w1 + i * Lanes.Count));

    /// <summary>Some pixels, with the weights of two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Wide<TPixels>(
        Vector512<float> v, nint i, float* x0, float* x1, float* x2, float* x3, float* x4, float* x5, float* x6, float* x7, float* x8, float* x9, float* x10, float* x11,
        ref Vector512<float> s0, ref Vector512<float> s1, ref Vector512<float> s2, ref Vector512<float> s3, ref Vector512<float> s4, ref Vector512<float> s5,
        ref Vector512<float> s6, ref Vector512<float> s7, ref Vector512<float> s8, ref Vector512<float> s9, ref Vector512<float> s10, ref Vector512<float> s11)
        where TPixels : struct, IPixelCount
    {
        s0 = Vector512.MultiplyAddEstimate(Vector512.Create(x0[i]), v, s0);
        s1 = Vector512.MultiplyAddEstimate(Vector512.Create(x1[i]), v, s1);
        s2 = Vector512.MultiplyAddEstimate(Vector512.Create(x2[i]), v, s2);
        s3 = Vector512.MultiplyAddEstimate(Vector512.Create(x3[i]), v, s3);
        if (TPixels.Value > 4) s4 = Vector512.MultiplyAddEstimate(Vector512.Create(x4[i]), v, s4);
        if (TPixels.Value > 5) s5 = Vector512.MultiplyAddEstimate(Vector512.Create(x5[i]), v, s5);
        if (TPixels.Value > 6) s6 = Vector512.MultiplyAddEstimate(Vector512.Create(x6[i]), v, s6);
        if (TPixels.Value > 7) s7 = Vector512.MultiplyAddEstimate(Vector512.Create(x7[i]), v, s7);
        if (TPixels.Value > 8) s8 = Vector512.MultiplyAddEstimate(Vector512.Create(x8[i]), v, s8);
        if (TPixels.Value > 9) s9 = Vector512.MultiplyAddEstimate(Vector512.Create(x9[i]), v, s9);
        if (TPixels.Value > 10) s10 = Vector512.MultiplyAddEstimate(Vector512.Create(x10[i]), v, s10);
        if (TPixels.Value > 11) s11 = Vector512.MultiplyAddEstimate(Vector512.Create(x11[i]), v, s11);
    }
}
