using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Tiles of convolutions whose sums are short: begun, summed and finished at once, for all pairs of blocks of output channels in turn, since a call for each would
/// cost about as much as the sum. The products and their order are those of <see cref="ConvolutionTile"/>.
/// </summary>
internal static unsafe class WholeTile
{
    /// <summary>Pixels of a tile.</summary>
    public const int Pixels = 6;

    /// <summary>activation(biases + products) of six pixels, for pairs of blocks of 8 output channels.</summary>
    /// <param name="taps">The taps.</param>
    /// <param name="input">Where the first tap of a pixel with offset 0 lies.</param>
    /// <param name="inputs">The pixels' offsets in the input.</param>
    /// <param name="weights">The first tap's weights for the first block.</param>
    /// <param name="pairs">Pairs of blocks.</param>
    /// <param name="bias">The first block's biases.</param>
    /// <param name="activation">Applied to each output.</param>
    /// <param name="added">What is added to each output before.</param>
    /// <param name="output">The first block's channels of the pixel with offset 0.</param>
    /// <param name="outputs">Twelve offsets in the output: those of the pixels, and of the next tile's, whose memory is fetched.</param>
    /// <param name="first">The first of the six that has not been stored before.</param>
    /// <param name="end">After the last that exists; the others repeat it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TActivation>(
        in TileTaps taps, float* input, nint* inputs, float* weights, int pairs, float* bias, TActivation activation, AddedMap added, float* output,
        nint* outputs, int first, int end)
        where TActivation : struct, IActivation
    {
        for (; pairs > 0; pairs--)
        {
            Vector256<float>
                s00, s01,
                s10, s11,
                s20, s21,
                s30, s31,
                s40, s41,
                s50, s51;
            s00 = s10 = s20 = s30 = s40 = s50 = Vector256.Load(bias);
            s01 = s11 = s21 = s31 = s41 = s51 = Vector256.Load(bias + Lanes.Count);

            // What stores wait for, if the memory of the outputs is not near; the sums give it time to come.
            Prefetch.Near(output + outputs[6]);
            Prefetch.Near(output + outputs[7]);
            Prefetch.Near(output + outputs[8]);
            Prefetch.Near(output + outputs[9]);
            Prefetch.Near(output + outputs[10]);
            Prefetch.Near(output + outputs[11]);
            for (nint row = 0; row < taps.Rows; row++)
            {
                for (nint run = 0; run < taps.Runs; run++)
                {
                    var at = input + row * taps.RowInput + run * taps.RunInput;
                    var x0 = at + inputs[0];
                    var x1 = at + inputs[1];
                    var x2 = at + inputs[2];
                    var x3 = at + inputs[3];
                    var x4 = at + inputs[4];
                    var x5 = at + inputs[5];
                    var w0 = weights + row * taps.RowWeights + run * taps.RunWeights;
                    var w1 = w0 + taps.Block;
                    var length = taps.RunLength;
                    for (nint i = 0; i < length; i++)
                    {
                        ChannelProducts.Six(i, x0, x1, x2, x3, x4, x5, w0, w1,
                            ref s00, ref s01, ref s10, ref s11, ref s20, ref s21,
                            ref s30, ref s31, ref s40, ref s41, ref s50, ref s51);
                    }
                }
            }

            if (!added.Exists)
            {
                Finish(s00, s01, activation, output + outputs[0]);
                Finish(s10, s11, activation, output + outputs[1]);
                Finish(s20, s21, activation, output + outputs[2]);
                Finish(s30, s31, activation, output + outputs[3]);
                Finish(s40, s41, activation, output + outputs[4]);
                Finish(s50, s51, activation, output + outputs[5]);
            }
            else
            {
                // In place, what is added to an output stands there only once.
                if (first <= 0) Finish(s00, s01, activation, added, output + outputs[0]);
                if (first <= 1 && end > 1) Finish(s10, s11, activation, added, output + outputs[1]);
                if (first <= 2 && end > 2) Finish(s20, s21, activation, added, output + outputs[2]);
                if (first <= 3 && end > 3) Finish(s30, s31, activation, added, output + outputs[3]);
                if (first <= 4 && end > 4) Finish(s40, s41, activation, added, output + outputs[4]);
                if (end > 5) Finish(s50, s51, activation, added, output + outputs[5]);
            }

            weights += 2 * taps.Block;
            bias += 2 * Lanes.Count;
            output += 2 * Lanes.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TActivation>(Vector256<float> y0, Vector256<float> y1, TActivation activation, AddedMap added, float* output)
        where TActivation : struct, IActivation
    {
        activation.Invoke(y0 + Vector256.Load(added.At(output))).Store(output);
        activation.Invoke(y1 + Vector256.Load(added.At(output + Lanes.Count))).Store(output + Lanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TActivation>(Vector256<float> y0, Vector256<float> y1, TActivation activation, float* output)
        where TActivation : struct, IActivation
    {
        activation.Invoke(y0).Store(output);
        activation.Invoke(y1).Store(output + Lanes.Count);
    }
}
