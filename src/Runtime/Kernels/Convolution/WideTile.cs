using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// As <see cref="ConvolutionTile"/>, of up to 12 pixels and two blocks, for processors with vectors of 512 bits and 32 registers for them: both blocks' sums of a pixel are one
/// vector, so that weights are read half as often, and units for whole vectors are used where a processor has them. Sums are the same to the bit, and lie as there.
/// </summary>
internal static unsafe class WideTile
{
    /// <summary>Pixels of a tile at most, and at least.</summary>
    public const int MostPixels = 12, LeastPixels = 4;

    /// <summary>Whether there are such vectors. Not asked of the hardware where it is used: code that was compiled ahead of time without knowing would be dropped for it.</summary>
    public static readonly bool IsSupported = Vector512.IsHardwareAccelerated;

    /// <summary>4 to 12 pixels.</summary>
    public static void Sum(int count, in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        var at = (Vector512<float>*)sums;
        switch (count)
        {
            case 12: Sum<PixelCount.Twelve>(taps, input, pixels, weights, bias, at, continues); break;
            case 11: Sum<PixelCount.Eleven>(taps, input, pixels, weights, bias, at, continues); break;
            case 10: Sum<PixelCount.Ten>(taps, input, pixels, weights, bias, at, continues); break;
            case 9: Sum<PixelCount.Nine>(taps, input, pixels, weights, bias, at, continues); break;
            case 8: Sum<PixelCount.Eight>(taps, input, pixels, weights, bias, at, continues); break;
            case 7: Sum<PixelCount.Seven>(taps, input, pixels, weights, bias, at, continues); break;
            case 6: Sum<PixelCount.Six>(taps, input, pixels, weights, bias, at, continues); break;
            case 5: Sum<PixelCount.Five>(taps, input, pixels, weights, bias, at, continues); break;
            default: Sum<PixelCount.Four>(taps, input, pixels, weights, bias, at, continues); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TPixels>(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector512<float>* sums, bool continues)
        where TPixels : struct, IPixelCount
    {
        Vector512<float> s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11;
        if (continues)
        {
            (s0, s1, s2, s3) = (sums[0], sums[1], sums[2], sums[3]);
            s4 = TPixels.Value > 4 ? sums[4] : default;
            s5 = TPixels.Value > 5 ? sums[5] : default;
            s6 = TPixels.Value > 6 ? sums[6] : default;
            s7 = TPixels.Value > 7 ? sums[7] : default;
            s8 = TPixels.Value > 8 ? sums[8] : default;
            s9 = TPixels.Value > 9 ? sums[9] : default;
            s10 = TPixels.Value > 10 ? sums[10] : default;
            s11 = TPixels.Value > 11 ? sums[11] : default;
        }
        else
        {
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = s9 = s10 = s11 = Vector512.Load(bias);
        }

        var fetch = taps.Next;
        var (step, block) = (taps.NextStep, taps.Block);
        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var x1 = at + pixels[1];
                var x2 = at + pixels[2];
                var x3 = at + pixels[3];
                var x4 = TPixels.Value > 4 ? at + pixels[4] : at;
                var x5 = TPixels.Value > 5 ? at + pixels[5] : at;
                var x6 = TPixels.Value > 6 ? at + pixels[6] : at;
                var x7 = TPixels.Value > 7 ? at + pixels[7] : at;
                var x8 = TPixels.Value > 8 ? at + pixels[8] : at;
                var x9 = TPixels.Value > 9 ? at + pixels[9] : at;
                var x10 = TPixels.Value > 10 ? at + pixels[10] : at;
                var x11 = TPixels.Value > 11 ? at + pixels[11] : at;
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++, fetch += step)
                {
                    Prefetch.Line(fetch);
                    Prefetch.Line(fetch + block);
                    ChannelProducts.Wide<TPixels>(ChannelProducts.Weights(i, w0, w1), i, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
                        ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9, ref s10, ref s11);
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
        if (TPixels.Value > 4) sums[4] = s4;
        if (TPixels.Value > 5) sums[5] = s5;
        if (TPixels.Value > 6) sums[6] = s6;
        if (TPixels.Value > 7) sums[7] = s7;
        if (TPixels.Value > 8) sums[8] = s8;
        if (TPixels.Value > 9) sums[9] = s9;
        if (TPixels.Value > 10) sums[10] = s10;
        if (TPixels.Value > 11) sums[11] = s11;
    }
}
