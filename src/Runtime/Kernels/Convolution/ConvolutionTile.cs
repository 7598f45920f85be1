using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The innermost loops of convolutions: sums of a tile of pixels × blocks of 8 output channels, held in registers. Every sum is made of the
/// same products in the same order whatever the tile, and whether it is made at once or continued. Six pixels and two blocks fill 16
/// registers: 12 sums, 2 weights, an input; so do four pixels and three blocks. Sums are left pixel by pixel, in each block by block.
/// </summary>
/// <remarks>
/// Each takes the taps, the input where the first tap of a pixel with offset 0 lies, the pixels' offsets in the input, the first tap's weights, the first block's biases, and
/// the sums, which it begins with the biases unless it continues them.
/// </remarks>
internal static unsafe class ConvolutionTile
{
    /// <summary>Six pixels, two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum6x2(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float>
            s00, s01,
            s10, s11,
            s20, s21,
            s30, s31,
            s40, s41,
            s50, s51;
        if (continues)
        {
            (s00, s01, s10, s11) = (sums[0], sums[1], sums[2], sums[3]);
            (s20, s21, s30, s31) = (sums[4], sums[5], sums[6], sums[7]);
            (s40, s41, s50, s51) = (sums[8], sums[9], sums[10], sums[11]);
        }
        else
        {
            s00 = s10 = s20 = s30 = s40 = s50 = Vector256.Load(bias);
            s01 = s11 = s21 = s31 = s41 = s51 = Vector256.Load(bias + Lanes.Count);
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
                var x4 = at + pixels[4];
                var x5 = at + pixels[5];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++, fetch += step)
                {
                    Prefetch.Line(fetch);
                    Prefetch.Line(fetch + block);
                    ChannelProducts.Six(i, x0, x1, x2, x3, x4, x5, w0, w1,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21,
                        ref s30, ref s31, ref s40, ref s41, ref s50, ref s51);
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s10, s11);
        (sums[4], sums[5], sums[6], sums[7]) = (s20, s21, s30, s31);
        (sums[8], sums[9], sums[10], sums[11]) = (s40, s41, s50, s51);
    }

    /// <summary>Five pixels, two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum5x2(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float>
            s00, s01,
            s10, s11,
            s20, s21,
            s30, s31,
            s40, s41;
        if (continues)
        {
            (s00, s01, s10, s11) = (sums[0], sums[1], sums[2], sums[3]);
            (s20, s21, s30, s31) = (sums[4], sums[5], sums[6], sums[7]);
            (s40, s41) = (sums[8], sums[9]);
        }
        else
        {
            s00 = s10 = s20 = s30 = s40 = Vector256.Load(bias);
            s01 = s11 = s21 = s31 = s41 = Vector256.Load(bias + Lanes.Count);
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
                var x4 = at + pixels[4];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++, fetch += step)
                {
                    Prefetch.Line(fetch);
                    Prefetch.Line(fetch + block);
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
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s10, s11);
        (sums[4], sums[5], sums[6], sums[7]) = (s20, s21, s30, s31);
        (sums[8], sums[9]) = (s40, s41);
    }

    /// <summary>Four pixels, two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum4x2(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float>
            s00, s01,
            s10, s11,
            s20, s21,
            s30, s31;
        if (continues)
        {
            (s00, s01, s10, s11) = (sums[0], sums[1], sums[2], sums[3]);
            (s20, s21, s30, s31) = (sums[4], sums[5], sums[6], sums[7]);
        }
        else
        {
            s00 = s10 = s20 = s30 = Vector256.Load(bias);
            s01 = s11 = s21 = s31 = Vector256.Load(bias + Lanes.Count);
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
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++, fetch += step)
                {
                    Prefetch.Line(fetch);
                    Prefetch.Line(fetch + block);
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
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s10, s11);
        (sums[4], sums[5], sums[6], sums[7]) = (s20, s21, s30, s31);
    }

    /// <summary>Four pixels, three blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum4x3(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float>
            s00, s01, s02,
            s10, s11, s12,
            s20, s21, s22,
            s30, s31, s32;
        if (continues)
        {
            (s00, s01, s02, s10) = (sums[0], sums[1], sums[2], sums[3]);
            (s11, s12, s20, s21) = (sums[4], sums[5], sums[6], sums[7]);
            (s22, s30, s31, s32) = (sums[8], sums[9], sums[10], sums[11]);
        }
        else
        {
            s00 = s10 = s20 = s30 = Vector256.Load(bias);
            s01 = s11 = s21 = s31 = Vector256.Load(bias + Lanes.Count);
            s02 = s12 = s22 = s32 = Vector256.Load(bias + 2 * Lanes.Count);
        }

        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var x1 = at + pixels[1];
                var x2 = at + pixels[2];
                var x3 = at + pixels[3];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var w2 = w1 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++)
                {
                    ChannelProducts.Four(i, x0, x1, x2, x3, w0, w1, w2,
                        ref s00, ref s01, ref s02, ref s10, ref s11, ref s12,
                        ref s20, ref s21, ref s22, ref s30, ref s31, ref s32);
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s10);
        (sums[4], sums[5], sums[6], sums[7]) = (s11, s12, s20, s21);
        (sums[8], sums[9], sums[10], sums[11]) = (s22, s30, s31, s32);
    }

    /// <summary>Eight pixels, one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum8x1(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float>
            s00, s10, s20, s30,
            s40, s50, s60, s70;
        if (continues)
        {
            (s00, s10, s20, s30) = (sums[0], sums[1], sums[2], sums[3]);
            (s40, s50, s60, s70) = (sums[4], sums[5], sums[6], sums[7]);
        }
        else
        {
            s00 = s10 = s20 = s30 = s40 = s50 = s60 = s70 = Vector256.Load(bias);
        }

        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var x1 = at + pixels[1];
                var x2 = at + pixels[2];
                var x3 = at + pixels[3];
                var x4 = at + pixels[4];
                var x5 = at + pixels[5];
                var x6 = at + pixels[6];
                var x7 = at + pixels[7];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++)
                {
                    var v0 = Vector256.Load(w0 + i * Lanes.Count);
                    s00 = Vector256.MultiplyAddEstimate(Vector256.Create(x0[i]), v0, s00);
                    s10 = Vector256.MultiplyAddEstimate(Vector256.Create(x1[i]), v0, s10);
                    s20 = Vector256.MultiplyAddEstimate(Vector256.Create(x2[i]), v0, s20);
                    s30 = Vector256.MultiplyAddEstimate(Vector256.Create(x3[i]), v0, s30);
                    s40 = Vector256.MultiplyAddEstimate(Vector256.Create(x4[i]), v0, s40);
                    s50 = Vector256.MultiplyAddEstimate(Vector256.Create(x5[i]), v0, s50);
                    s60 = Vector256.MultiplyAddEstimate(Vector256.Create(x6[i]), v0, s60);
                    s70 = Vector256.MultiplyAddEstimate(Vector256.Create(x7[i]), v0, s70);
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s10, s20, s30);
        (sums[4], sums[5], sums[6], sums[7]) = (s40, s50, s60, s70);
    }

    /// <summary>Four pixels, one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum4x1(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float> s00, s10, s20, s30;
        if (continues)
        {
            (s00, s10, s20, s30) = (sums[0], sums[1], sums[2], sums[3]);
        }
        else
        {
            s00 = s10 = s20 = s30 = Vector256.Load(bias);
        }

        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var x1 = at + pixels[1];
                var x2 = at + pixels[2];
                var x3 = at + pixels[3];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++)
                {
                    var v0 = Vector256.Load(w0 + i * Lanes.Count);
                    s00 = Vector256.MultiplyAddEstimate(Vector256.Create(x0[i]), v0, s00);
                    s10 = Vector256.MultiplyAddEstimate(Vector256.Create(x1[i]), v0, s10);
                    s20 = Vector256.MultiplyAddEstimate(Vector256.Create(x2[i]), v0, s20);
                    s30 = Vector256.MultiplyAddEstimate(Vector256.Create(x3[i]), v0, s30);
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s10, s20, s30);
    }

    /// <summary>One pixel, eight blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum1x8(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float> s00, s01, s02, s03, s04, s05, s06, s07;
        if (continues)
        {
            (s00, s01, s02, s03) = (sums[0], sums[1], sums[2], sums[3]);
            (s04, s05, s06, s07) = (sums[4], sums[5], sums[6], sums[7]);
        }
        else
        {
            s00 = Vector256.Load(bias);
            s01 = Vector256.Load(bias + Lanes.Count);
            s02 = Vector256.Load(bias + 2 * Lanes.Count);
            s03 = Vector256.Load(bias + 3 * Lanes.Count);
            s04 = Vector256.Load(bias + 4 * Lanes.Count);
            s05 = Vector256.Load(bias + 5 * Lanes.Count);
            s06 = Vector256.Load(bias + 6 * Lanes.Count);
            s07 = Vector256.Load(bias + 7 * Lanes.Count);
        }

        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var w2 = w1 + taps.Block;
                var w3 = w2 + taps.Block;
                var w4 = w3 + taps.Block;
                var w5 = w4 + taps.Block;
                var w6 = w5 + taps.Block;
                var w7 = w6 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++)
                {
                    var x = Vector256.Create(x0[i]);
                    s00 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w0 + i * Lanes.Count), s00);
                    s01 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w1 + i * Lanes.Count), s01);
                    s02 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w2 + i * Lanes.Count), s02);
                    s03 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w3 + i * Lanes.Count), s03);
                    s04 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w4 + i * Lanes.Count), s04);
                    s05 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w5 + i * Lanes.Count), s05);
                    s06 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w6 + i * Lanes.Count), s06);
                    s07 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w7 + i * Lanes.Count), s07);
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        (sums[4], sums[5], sums[6], sums[7]) = (s04, s05, s06, s07);
    }

    /// <summary>One pixel, four blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum1x4(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float> s00, s01, s02, s03;
        if (continues)
        {
            (s00, s01, s02, s03) = (sums[0], sums[1], sums[2], sums[3]);
        }
        else
        {
            s00 = Vector256.Load(bias);
            s01 = Vector256.Load(bias + Lanes.Count);
            s02 = Vector256.Load(bias + 2 * Lanes.Count);
            s03 = Vector256.Load(bias + 3 * Lanes.Count);
        }

        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var w2 = w1 + taps.Block;
                var w3 = w2 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++)
                {
                    var x = Vector256.Create(x0[i]);
                    s00 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w0 + i * Lanes.Count), s00);
                    s01 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w1 + i * Lanes.Count), s01);
                    s02 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w2 + i * Lanes.Count), s02);
                    s03 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w3 + i * Lanes.Count), s03);
                }
            }
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
    }

    /// <summary>One pixel, two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum1x2(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float> s00, s01;
        if (continues)
        {
            (s00, s01) = (sums[0], sums[1]);
        }
        else
        {
            s00 = Vector256.Load(bias);
            s01 = Vector256.Load(bias + Lanes.Count);
        }

        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var w1 = w0 + taps.Block;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++)
                {
                    var x = Vector256.Create(x0[i]);
                    s00 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w0 + i * Lanes.Count), s00);
                    s01 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w1 + i * Lanes.Count), s01);
                }
            }
        }

        (sums[0], sums[1]) = (s00, s01);
    }

    /// <summary>One pixel, one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum1x1(in TileTaps taps, float* input, nint* pixels, float* weights, float* bias, Vector256<float>* sums, bool continues)
    {
        Vector256<float> s00;
        if (continues)
        {
            s00 = sums[0];
        }
        else
        {
            s00 = Vector256.Load(bias);
        }

        for (nint row = 0; row < taps.Rows; row++)
        {
            for (nint run = 0; run < taps.Runs; run++)
            {
                var at = input + row * taps.RowInput + run * taps.RunInput;
                var x0 = at + pixels[0];
                var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                var length = taps.RunLength;
                for (nint i = 0; i < length; i++)
                {
                    var x = Vector256.Create(x0[i]);
                    s00 = Vector256.MultiplyAddEstimate(x, Vector256.Load(w0 + i * Lanes.Count), s00);
                }
            }
        }

        sums[0] = s00;
    }
}
