using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>F(2×2, 3×3), at the points 0, ±1 and ∞: 16 multiplications for 4 outputs instead of 36. Its transforms only add: no rounding grows.</summary>
internal readonly unsafe struct WinogradTwo3 : IWinogradTwo
{
    public int KernelSize => 3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half)
    {
        InputLine(input + 2 * row, input, isSum: false, pixel, output, point);
        InputLine(input + 2 * row, input + row, isSum: true, pixel, output + 4 * point, point);
        InputLine(input + 2 * row, input + row, isSum: false, pixel, output + 8 * point, point);
        InputLine(input + 3 * row, input + row, isSum: false, pixel, output + 12 * point, point);
    }

    /// <summary>A row of points: of a row plus or minus another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine(float* first, float* second, bool isSum, nint pixel, float* output, nint point)
    {
        var (d0, d1) = (Combined(first, second, isSum), Combined(first + pixel, second + pixel, isSum));
        var (d2, d3) = (Combined(first + 2 * pixel, second + 2 * pixel, isSum), Combined(first + 3 * pixel, second + 3 * pixel, isSum));
        (d2 - d0).Store(output);
        (d2 + d1).Store(output + point);
        (d2 - d1).Store(output + 2 * point);
        (d3 - d1).Store(output + 3 * point);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Combined(float* first, float* second, bool isSum) =>
        isSum ? Vector256.Load(first) + Vector256.Load(second) : Vector256.Load(first) - Vector256.Load(second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourOutputs Sums(float* products, nint point, Vector256<float>* half)
    {
        Column(products, point, out var upper0, out var lower0);
        Column(products + point, point, out var upper1, out var lower1);
        Column(products + 2 * point, point, out var upper2, out var lower2);
        Column(products + 3 * point, point, out var upper3, out var lower3);
        return new()
        {
            TopLeft = upper0 + upper1 + upper2, TopRight = upper1 - upper2 + upper3,
            BottomLeft = lower0 + lower1 + lower2, BottomRight = lower1 - lower2 + lower3,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(float* products, nint point, out Vector256<float> upper, out Vector256<float> lower)
    {
        var (m1, m2) = (Vector256.Load(products + 4 * point), Vector256.Load(products + 8 * point));
        upper = Vector256.Load(products) + m1 + m2;
        lower = m1 - m2 + Vector256.Load(products + 12 * point);
    }
}
