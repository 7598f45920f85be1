using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The transforms of Winograd's F(2×2, 3×3) on 8 channels at a time, at the points 0, ±1 and ∞: Bᵀ d B of a 4×4 tile of the input, and Aᵀ m A of the products,
/// which gives 2×2 outputs (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015). They only add: no rounding grows. Distances are in elements.
/// </summary>
internal static unsafe class SmallWinogradTransforms
{
    /// <summary>Transforms a tile of the input.</summary>
    /// <param name="input">Its first pixel.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="output">Receives point 0.</param>
    /// <param name="point">From a point to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(float* input, nint pixel, nint row, float* output, nint point)
    {
        InputLine(input, input + 2 * row, isSum: false, pixel, output, point);
        InputLine(input + 2 * row, input + row, isSum: true, pixel, output + 4 * point, point);
        InputLine(input + 2 * row, input + row, isSum: false, pixel, output + 8 * point, point);
        InputLine(input + row, input + 3 * row, isSum: false, pixel, output + 12 * point, point);
    }

    /// <summary>Transforms products back, adds the bias and applies the activation: 2×2 outputs.</summary>
    /// <param name="products">Point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="biases">Of each channel.</param>
    /// <param name="activation">Applied to each output.</param>
    /// <param name="added">The first pixel of what is added before, as far apart as the output's; null if nothing is.</param>
    /// <param name="output">Receives the first pixel.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output<TActivation>(
        float* products, nint point, float* biases, TActivation activation, float* added, float* output, nint pixel, nint row)
        where TActivation : struct, IActivation
    {
        Sums(products, point, Vector256.Load(biases), out var y00, out var y01, out var y10, out var y11);
        if (added != null)
        {
            y00 += Vector256.Load(added);
            y01 += Vector256.Load(added + pixel);
            y10 += Vector256.Load(added + row);
            y11 += Vector256.Load(added + row + pixel);
        }

        activation.Invoke(y00).Store(output);
        activation.Invoke(y01).Store(output + pixel);
        activation.Invoke(y10).Store(output + row);
        activation.Invoke(y11).Store(output + row + pixel);
    }

    /// <summary>As <see cref="Output"/>, and stores the largest of the four.</summary>
    /// <param name="products">Point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="biases">Of each channel.</param>
    /// <param name="activation">Applied to each output.</param>
    /// <param name="output">Receives the largest.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PooledOutput<TActivation>(float* products, nint point, float* biases, TActivation activation, float* output)
        where TActivation : struct, IActivation
    {
        Sums(products, point, Vector256.Load(biases), out var y00, out var y01, out var y10, out var y11);
        var largest = default(Maximum);
        largest.Start(activation.Invoke(y00));
        largest.Take(activation.Invoke(y01));
        largest.Take(activation.Invoke(y10));
        largest.Take(activation.Invoke(y11));
        largest.Result.Store(output);
    }

    /// <summary>A row of points: of a row plus or minus another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine(float* first, float* second, bool isSum, nint pixel, float* output, nint point)
    {
        var (d0, d1) = (Combined(first, second, isSum), Combined(first + pixel, second + pixel, isSum));
        var (d2, d3) = (Combined(first + 2 * pixel, second + 2 * pixel, isSum), Combined(first + 3 * pixel, second + 3 * pixel, isSum));
        (d0 - d2).Store(output);
        (d1 + d2).Store(output + point);
        (d2 - d1).Store(output + 2 * point);
        (d1 - d3).Store(output + 3 * point);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Combined(float* first, float* second, bool isSum) =>
        isSum ? Vector256.Load(first) + Vector256.Load(second) : Vector256.Load(first) - Vector256.Load(second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sums(
        float* products, nint point, Vector256<float> bias, out Vector256<float> y00, out Vector256<float> y01, out Vector256<float> y10, out Vector256<float> y11)
    {
        Column(products, point, out var upper0, out var lower0);
        Column(products + point, point, out var upper1, out var lower1);
        Column(products + 2 * point, point, out var upper2, out var lower2);
        Column(products + 3 * point, point, out var upper3, out var lower3);
        y00 = upper0 + upper1 + upper2 + bias;
        y01 = upper1 - upper2 - upper3 + bias;
        y10 = lower0 + lower1 + lower2 + bias;
        y11 = lower1 - lower2 - lower3 + bias;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(float* products, nint point, out Vector256<float> upper, out Vector256<float> lower)
    {
        var (m1, m2) = (Vector256.Load(products + 4 * point), Vector256.Load(products + 8 * point));
        upper = Vector256.Load(products) + m1 + m2;
        lower = m1 - m2 - Vector256.Load(products + 12 * point);
    }
}
