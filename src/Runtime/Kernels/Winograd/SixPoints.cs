using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The transforms of lines of six, at the points 0, ±a, ±b and ∞ of <see cref="WinogradForm.Inner"/>.</summary>
internal static unsafe class SixPoints
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int TileSize = 6;

    private const float A = WinogradForm.Inner, B = WinogradForm.Outer;

    /// <summary>Bᵀ d B of a tile of the input: see <see cref="IWinogradTransform.Input"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half)
    {
        for (nint column = 0; column < TileSize; column++)
        {
            var x = input + column * pixel;
            InputLine(
                Vector256.Load(x), Vector256.Load(x + row), Vector256.Load(x + 2 * row), Vector256.Load(x + 3 * row), Vector256.Load(x + 4 * row),
                Vector256.Load(x + 5 * row), (float*)(half + column), TileSize * Lanes.Count);
        }

        for (nint line = 0; line < TileSize; line++)
        {
            var x = half + TileSize * line;
            InputLine(x[0], x[1], x[2], x[3], x[4], x[5], output + TileSize * line * point, point);
        }
    }

    /// <summary>Four outputs of six products: Aᵀ p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputLine(
        Vector256<float> m0, Vector256<float> m1, Vector256<float> m2, Vector256<float> m3, Vector256<float> m4, Vector256<float> m5,
        out Vector256<float> y0, out Vector256<float> y1, out Vector256<float> y2, out Vector256<float> y3)
    {
        var (sum1, difference1) = (m1 + m2, m1 - m2);
        var (sum2, difference2) = (m3 + m4, m3 - m4);
        y0 = m0 + sum1 + sum2;
        y1 = MultiplyAdd(difference2, B, difference1 * A);
        y2 = MultiplyAdd(sum2, B * B, sum1 * (A * A));
        y3 = MultiplyAdd(difference2, B * B * B, MultiplyAdd(difference1, A * A * A, m5));
    }

    /// <summary>Two outputs of six products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputLine(
        Vector256<float> m0, Vector256<float> m1, Vector256<float> m2, Vector256<float> m3, Vector256<float> m4, Vector256<float> m5,
        out Vector256<float> y0, out Vector256<float> y1)
    {
        y0 = m0 + (m1 + m2) + (m3 + m4);
        y1 = MultiplyAdd(m3 - m4, B, MultiplyAdd(m1 - m2, A, m5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine(
        Vector256<float> d0, Vector256<float> d1, Vector256<float> d2, Vector256<float> d3, Vector256<float> d4, Vector256<float> d5, float* output, nint step)
    {
        MultiplyAdd(d0, A * A * B * B, MultiplyAdd(d2, -(A * A + B * B), d4)).Store(output);
        var even = MultiplyAdd(d2, -B * B, d4);
        var odd = MultiplyAdd(d1, -B * B, d3);
        MultiplyAdd(odd, A, even).Store(output + step);
        MultiplyAdd(odd, -A, even).Store(output + 2 * step);
        even = MultiplyAdd(d2, -A * A, d4);
        odd = MultiplyAdd(d1, -A * A, d3);
        MultiplyAdd(odd, B, even).Store(output + 3 * step);
        MultiplyAdd(odd, -B, even).Store(output + 4 * step);
        MultiplyAdd(d1, A * A * B * B, MultiplyAdd(d3, -(A * A + B * B), d5)).Store(output + 5 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> MultiplyAdd(Vector256<float> a, float factor, Vector256<float> addend) =>
        Vector256.MultiplyAddEstimate(a, Vector256.Create(factor), addend);
}
