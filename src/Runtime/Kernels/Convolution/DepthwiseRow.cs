using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>What a row of the input adds to four sums side by side.</summary>
internal unsafe interface IDepthwiseRow
{
    /// <summary>Adds the products of three taps.</summary>
    /// <param name="x">The first sum's first input.</param>
    /// <param name="step">From an input to the one at its right.</param>
    /// <param name="left">Whether the first input exists.</param>
    /// <param name="right">Whether the last one does.</param>
    /// <param name="w0">The first tap's weights.</param>
    /// <param name="w1">The second's.</param>
    /// <param name="w2">The third's.</param>
    /// <param name="s0">The first sum.</param>
    /// <param name="s1">The second.</param>
    /// <param name="s2">The third.</param>
    /// <param name="s3">The fourth.</param>
    static abstract void Add(
        float* x, nint step, bool left, bool right, Vector256<float> w0, Vector256<float> w1, Vector256<float> w2,
        ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3);
}

/// <summary>Windows one column apart.</summary>
internal readonly unsafe struct SlidingRow : IDepthwiseRow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        float* x, nint step, bool left, bool right, Vector256<float> w0, Vector256<float> w1, Vector256<float> w2,
        ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3)
    {
        if (left) s0 = Vector256.MultiplyAddEstimate(Vector256.Load(x), w0, s0);
        var v = Vector256.Load(x + step);
        s1 = Vector256.MultiplyAddEstimate(v, w0, s1);
        s0 = Vector256.MultiplyAddEstimate(v, w1, s0);
        v = Vector256.Load(x + 2 * step);
        s2 = Vector256.MultiplyAddEstimate(v, w0, s2);
        s1 = Vector256.MultiplyAddEstimate(v, w1, s1);
        s0 = Vector256.MultiplyAddEstimate(v, w2, s0);
        x += 3 * step;
        v = Vector256.Load(x);
        s3 = Vector256.MultiplyAddEstimate(v, w0, s3);
        s2 = Vector256.MultiplyAddEstimate(v, w1, s2);
        s1 = Vector256.MultiplyAddEstimate(v, w2, s1);
        v = Vector256.Load(x + step);
        s3 = Vector256.MultiplyAddEstimate(v, w1, s3);
        s2 = Vector256.MultiplyAddEstimate(v, w2, s2);
        if (right) s3 = Vector256.MultiplyAddEstimate(Vector256.Load(x + 2 * step), w2, s3);
    }
}

/// <summary>Windows two columns apart.</summary>
internal readonly unsafe struct SkippingRow : IDepthwiseRow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        float* x, nint step, bool left, bool right, Vector256<float> w0, Vector256<float> w1, Vector256<float> w2,
        ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3)
    {
        if (left) s0 = Vector256.MultiplyAddEstimate(Vector256.Load(x), w0, s0);
        s0 = Vector256.MultiplyAddEstimate(Vector256.Load(x + step), w1, s0);
        x += 2 * step;
        var v = Vector256.Load(x);
        s1 = Vector256.MultiplyAddEstimate(v, w0, s1);
        s0 = Vector256.MultiplyAddEstimate(v, w2, s0);
        s1 = Vector256.MultiplyAddEstimate(Vector256.Load(x + step), w1, s1);
        x += 2 * step;
        v = Vector256.Load(x);
        s2 = Vector256.MultiplyAddEstimate(v, w0, s2);
        s1 = Vector256.MultiplyAddEstimate(v, w2, s1);
        s2 = Vector256.MultiplyAddEstimate(Vector256.Load(x + step), w1, s2);
        x += 2 * step;
        v = Vector256.Load(x);
        s3 = Vector256.MultiplyAddEstimate(v, w0, s3);
        s2 = Vector256.MultiplyAddEstimate(v, w2, s2);
        s3 = Vector256.MultiplyAddEstimate(Vector256.Load(x + step), w1, s3);
        if (right) s3 = Vector256.MultiplyAddEstimate(Vector256.Load(x + 2 * step), w2, s3);
    }
}
