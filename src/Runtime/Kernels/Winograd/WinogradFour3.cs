using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>F(4×4, 3×3): 36 multiplications for 16 outputs instead of 144.</summary>
internal readonly unsafe struct WinogradFour3 : IWinogradTransform
{
    public int KernelSize => 3;

    public int OutputSize => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half) =>
        SixPoints.Input(input, pixel, row, output, point, half);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Output<TActivation>(
        float* products, nint point, float* biases, TActivation activation, float* added, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation
    {
        OutputColumns(products, point, half);
        var bias = Vector256.Load(biases);
        for (nint line = 0; line < 4; line++)
        {
            var m = half + 6 * line;
            SixPoints.OutputLine(m[0], m[1], m[2], m[3], m[4], m[5], out var y0, out var y1, out var y2, out var y3);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PooledOutput<TActivation>(
        float* products, nint point, float* biases, TActivation activation, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation
    {
        OutputColumns(products, point, half);
        var bias = Vector256.Load(biases);
        for (nint line = 0; line < 2; line++)
        {
            var m = half + 12 * line;
            var (left, right) = (default(Maximum), default(Maximum));
            SixPoints.OutputLine(m[0], m[1], m[2], m[3], m[4], m[5], out var y0, out var y1, out var y2, out var y3);
            left.Start(activation.Invoke(y0 + bias));
            left.Take(activation.Invoke(y1 + bias));
            right.Start(activation.Invoke(y2 + bias));
            right.Take(activation.Invoke(y3 + bias));
            SixPoints.OutputLine(m[6], m[7], m[8], m[9], m[10], m[11], out y0, out y1, out y2, out y3);
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
            SixPoints.OutputLine(
                Vector256.Load(m), Vector256.Load(m + 6 * point), Vector256.Load(m + 12 * point), Vector256.Load(m + 18 * point),
                Vector256.Load(m + 24 * point), Vector256.Load(m + 30 * point),
                out half[column], out half[6 + column], out half[12 + column], out half[18 + column]);
        }
    }
}
