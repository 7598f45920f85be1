using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>F(2×2, 7×7), at the points 0, ±½, ±1, ±2 and ∞: 64 multiplications for 4 outputs instead of 196.</summary>
internal readonly unsafe struct WinogradTwo7 : IWinogradTwo
{
    public int KernelSize => 7;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half)
    {
        for (nint column = 0; column < 8; column++) InputLine(input + column * pixel, row, (float*)(half + column), 8 * Lanes.Count);
        for (nint line = 0; line < 8; line++) InputLine((float*)(half + 8 * line), Lanes.Count, output + 8 * line * point, point);
    }

    /// <summary>Bᵀ d: the coefficients of the products of (x − p) over all points p but that of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine(float* input, nint step, float* output, nint point)
    {
        var (d1, d2, d3) = (Vector256.Load(input + step), Vector256.Load(input + 2 * step), Vector256.Load(input + 3 * step));
        var (d4, d5, d6) = (Vector256.Load(input + 4 * step), Vector256.Load(input + 5 * step), Vector256.Load(input + 6 * step));
        (MultiplyAdd(d2 - d4, 5.25f, d6) - Vector256.Load(input)).Store(output);
        (MultiplyAdd(d3 - d5, 5.25f, Vector256.Load(input + 7 * step)) - d1).Store(output + 7 * point);
        PairOfPoints(d1, d2, d3, d4, d5, d6, 0.5f, -5, 4, output + point, point);
        PairOfPoints(d1, d2, d3, d4, d5, d6, 1, -4.25f, 1, output + 3 * point, point);
        PairOfPoints(d1, d2, d3, d4, d5, d6, 2, -1.25f, 0.25f, output + 5 * point, point);
    }

    /// <summary>x (x ± p) (x⁴ + square·x² + one), at p and −p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PairOfPoints(
        Vector256<float> d1, Vector256<float> d2, Vector256<float> d3, Vector256<float> d4, Vector256<float> d5, Vector256<float> d6,
        float p, float square, float one, float* output, nint point)
    {
        var even = MultiplyAdd(d2, one, MultiplyAdd(d4, square, d6));
        var odd = MultiplyAdd(d1, one, MultiplyAdd(d3, square, d5));
        MultiplyAdd(odd, p, even).Store(output);
        MultiplyAdd(odd, -p, even).Store(output + point);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourOutputs Sums(float* products, nint point, Vector256<float>* half)
    {
        for (nint column = 0; column < 8; column++) OutputLine(products + column * point, 8 * point, out half[column], out half[8 + column]);
        var outputs = default(FourOutputs);
        OutputLine((float*)half, Lanes.Count, out outputs.TopLeft, out outputs.TopRight);
        OutputLine((float*)(half + 8), Lanes.Count, out outputs.BottomLeft, out outputs.BottomRight);
        return outputs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputLine(float* products, nint step, out Vector256<float> y0, out Vector256<float> y1)
    {
        var (m1, m2, m3) = (Vector256.Load(products + step), Vector256.Load(products + 2 * step), Vector256.Load(products + 3 * step));
        var (m4, m5, m6) = (Vector256.Load(products + 4 * step), Vector256.Load(products + 5 * step), Vector256.Load(products + 6 * step));
        y0 = Vector256.Load(products) + (m1 + m2) + (m3 + m4) + (m5 + m6);
        y1 = MultiplyAdd(m1 - m2, 0.5f, MultiplyAdd(m5 - m6, 2, m3 - m4)) + Vector256.Load(products + 7 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> MultiplyAdd(Vector256<float> a, float factor, Vector256<float> addend) =>
        Vector256.MultiplyAddEstimate(a, Vector256.Create(factor), addend);
}
