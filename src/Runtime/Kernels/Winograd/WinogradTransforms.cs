using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The transforms of Winograd's F(4×4, 3×3) on 8 channels at a time, at the points 0, ±a, ±b and ∞ of <see cref="WinogradWeights.Inner"/>: Bᵀ d B of a 6×6
/// tile of the input, and Aᵀ m A of the products, which gives 4×4 outputs. Distances are in elements.
/// </summary>
internal static unsafe class WinogradTransforms
{
    private const float A = WinogradWeights.Inner, B = WinogradWeights.Outer;

    /// <summary>Transforms a tile of the input.</summary>
    /// <param name="input">Its first pixel.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="output">Receives point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="half">36 vectors for what is half done: memory of its own would be cleared at every call.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half)
    {
        for (nint column = 0; column < 6; column++)
        {
            var x = input + column * pixel;
            InputLine(
                Vector256.Load(x), Vector256.Load(x + row), Vector256.Load(x + 2 * row), Vector256.Load(x + 3 * row), Vector256.Load(x + 4 * row),
                Vector256.Load(x + 5 * row), (float*)(half + column), 6 * Lanes.Count);
        }

        for (nint line = 0; line < 6; line++)
        {
            var x = half + 6 * line;
            InputLine(x[0], x[1], x[2], x[3], x[4], x[5], output + 6 * line * point, point);
        }
    }

    /// <summary>Transforms products back, adds the bias and applies the activation: 4×4 outputs.</summary>
    /// <param name="products">Point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="biases">Of each channel.</param>
    /// <param name="activation">Applied to each output.</param>
    /// <param name="added">The first pixel of what is added before, as far apart as the output's; null if nothing is.</param>
    /// <param name="output">Receives the first pixel.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="half">24 vectors for what is half done.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output<TActivation>(
        float* products, nint point, float* biases, TActivation activation, float* added, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation
    {
        OutputColumns(products, point, half);
        var bias = Vector256.Load(biases);
        for (nint line = 0; line < 4; line++)
        {
            var m = half + 6 * line;
            OutputLine(m[0], m[1], m[2], m[3], m[4], m[5], out var y0, out var y1, out var y2, out var y3);
            (y0, y1, y2, y3) = (y0 + bias, y1 + bias, y2 + bias, y3 + bias);
            if (added != null)
            {
                var x = added + line * row;
                y0 += Vector256.Load(x);
                y1 += Vector256.Load(x + pixel);
                y2 += Vector256.Load(x + 2 * pixel);
                y3 += Vector256.Load(x + 3 * pixel);
            }

            var y = output + line * row;
            activation.Invoke(y0).Store(y);
            activation.Invoke(y1).Store(y + pixel);
            activation.Invoke(y2).Store(y + 2 * pixel);
            activation.Invoke(y3).Store(y + 3 * pixel);
        }
    }

    /// <summary>As <see cref="Output"/>, and stores the largest of each 2×2 outputs: 2×2 values.</summary>
    /// <param name="products">Point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="biases">Of each channel.</param>
    /// <param name="activation">Applied to each output.</param>
    /// <param name="output">Receives the first of the values.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="half">24 vectors for what is half done.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PooledOutput<TActivation>(
        float* products, nint point, float* biases, TActivation activation, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation
    {
        OutputColumns(products, point, half);
        var bias = Vector256.Load(biases);
        for (nint line = 0; line < 2; line++)
        {
            var m = half + 12 * line;
            var (left, right) = (default(Maximum), default(Maximum));
            OutputLine(m[0], m[1], m[2], m[3], m[4], m[5], out var y0, out var y1, out var y2, out var y3);
            left.Start(activation.Invoke(y0 + bias));
            left.Take(activation.Invoke(y1 + bias));
            right.Start(activation.Invoke(y2 + bias));
            right.Take(activation.Invoke(y3 + bias));
            OutputLine(m[6], m[7], m[8], m[9], m[10], m[11], out y0, out y1, out y2, out y3);
            left.Take(activation.Invoke(y0 + bias));
            left.Take(activation.Invoke(y1 + bias));
            right.Take(activation.Invoke(y2 + bias));
            right.Take(activation.Invoke(y3 + bias));
            var y = output + line * row;
            left.Result.Store(y);
            right.Result.Store(y + pixel);
        }
    }

    /// <summary>The first half of the transform: down the six columns of products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputColumns(float* products, nint point, Vector256<float>* half)
    {
        for (nint column = 0; column < 6; column++)
        {
            var m = products + column * point;
            OutputLine(
                Vector256.Load(m), Vector256.Load(m + 6 * point), Vector256.Load(m + 12 * point), Vector256.Load(m + 18 * point),
                Vector256.Load(m + 24 * point), Vector256.Load(m + 30 * point),
                out half[column], out half[6 + column], out half[12 + column], out half[18 + column]);
        }
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
    private static void OutputLine(
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> MultiplyAdd(Vector256<float> a, float factor, Vector256<float> addend) =>
        Vector256.MultiplyAddEstimate(a, Vector256.Create(factor), addend);
}
