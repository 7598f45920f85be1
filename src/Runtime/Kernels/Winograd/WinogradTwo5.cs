using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>F(2×2, 5×5): 36 multiplications for 4 outputs instead of 100.</summary>
internal readonly unsafe struct WinogradTwo5 : IWinogradTwo
{
    public int KernelSize => 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half) =>
        SixPoints.Input(input, pixel, row, output, point, half);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourOutputs Sums(float* products, nint point, Vector256<float>* half)
    {
        for (nint column = 0; column < 6; column++)
        {
            var m = products + column * point;
            SixPoints.OutputLine(
                Vector256.Load(m), Vector256.Load(m + 6 * point), Vector256.Load(m + 12 * point), Vector256.Load(m + 18 * point),
                Vector256.Load(m + 24 * point), Vector256.Load(m + 30 * point), out half[column], out half[6 + column]);
        }

        var outputs = default(FourOutputs);
        SixPoints.OutputLine(half[0], half[1], half[2], half[3], half[4], half[5], out outputs.TopLeft, out outputs.TopRight);
        SixPoints.OutputLine(half[6], half[7], half[8], half[9], half[10], half[11], out outputs.BottomLeft, out outputs.BottomRight);
        return outputs;
    }
}
