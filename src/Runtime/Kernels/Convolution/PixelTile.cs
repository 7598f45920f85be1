using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Tiles of 1×1 convolutions whose sums are short, over pixels side by side: begun, summed and finished at once, one after the other. What is around a sum of 16 to 64 products
/// takes a quarter to a twelfth of its time, so there is as little of it as can be: no offsets are looked up, and nothing is called. The products and their order are those of
/// <see cref="ConvolutionTile"/>.
/// </summary>
internal static unsafe class PixelTile
{
    /// <summary>Pixels of a tile.</summary>
    public const int Pixels = 6;

    /// <summary>How many tiles take so many pixels.</summary>
    public static nint Tiles(nint pixels) => (pixels + Pixels - 1) / Pixels;

    /// <summary>activation(biases + products) of some pixels, for pairs of blocks of 8 output channels. The last tile is moved back over the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TActivation>(in PixelPanel panel, TActivation activation, AddedMap added) where TActivation : struct, IActivation
    {
        var (step, outputStep, block, length) = (panel.InputStep, panel.OutputStep, panel.Block, panel.Length);
        var next = panel.Next;
        for (nint first = 0; first < panel.Pixels; first += Pixels)
        {
            var start = nint.Min(first, panel.Pixels - Pixels);
            var weights = panel.Weights;
            var bias = panel.Bias;
            var input = panel.Input + start * step;
            var output = panel.Output + start * outputStep;
            for (var pairs = panel.Pairs; pairs > 0; pairs--)
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
                var x0 = input;
                var x1 = input + step;
                var x2 = input + 2 * step;
                var x3 = input + 3 * step;
                var x4 = input + 4 * step;
                var x5 = input + 5 * step;
                var w0 = weights;
                var w1 = weights + block;
                nint i = 0;

                // What stores wait for, if the memory of the next tile's outputs is not near; the sums give it time to come.
                var following = output + Pixels * outputStep;
                Prefetch.Near(following);
                Prefetch.Near(following + outputStep);
                Prefetch.Near(following + 2 * outputStep);
                Prefetch.Near(following + 3 * outputStep);
                Prefetch.Near(following + 4 * outputStep);
                Prefetch.Near(following + 5 * outputStep);

                // Four at a time: the processor foresees where a loop of few turns ends.
                for (; i <= length - 4; i += 4)
                {
                    ChannelProducts.Six(i, x0, x1, x2, x3, x4, x5, w0, w1,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21,
                        ref s30, ref s31, ref s40, ref s41, ref s50, ref s51);
                    ChannelProducts.Six(i + 1, x0, x1, x2, x3, x4, x5, w0, w1,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21,
                        ref s30, ref s31, ref s40, ref s41, ref s50, ref s51);
                    ChannelProducts.Six(i + 2, x0, x1, x2, x3, x4, x5, w0, w1,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21,
                        ref s30, ref s31, ref s40, ref s41, ref s50, ref s51);
                    ChannelProducts.Six(i + 3, x0, x1, x2, x3, x4, x5, w0, w1,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21,
                        ref s30, ref s31, ref s40, ref s41, ref s50, ref s51);
                }

                for (; i < length; i++)
                {
                    ChannelProducts.Six(i, x0, x1, x2, x3, x4, x5, w0, w1,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21,
                        ref s30, ref s31, ref s40, ref s41, ref s50, ref s51);
                }

                if (!added.Exists)
                {
                    Finish(s00, s01, activation, output);
                    Finish(s10, s11, activation, output + outputStep);
                    Finish(s20, s21, activation, output + 2 * outputStep);
                    Finish(s30, s31, activation, output + 3 * outputStep);
                    Finish(s40, s41, activation, output + 4 * outputStep);
                    Finish(s50, s51, activation, output + 5 * outputStep);
                }
                else
                {
                    // In place, what is added to an output stands there only once.
                    var done = first - start;
                    if (done <= 0) Finish(s00, s01, activation, added, output);
                    if (done <= 1) Finish(s10, s11, activation, added, output + outputStep);
                    if (done <= 2) Finish(s20, s21, activation, added, output + 2 * outputStep);
                    if (done <= 3) Finish(s30, s31, activation, added, output + 3 * outputStep);
                    if (done <= 4) Finish(s40, s41, activation, added, output + 4 * outputStep);
                    Finish(s50, s51, activation, added, output + 5 * outputStep);
                }

                weights += 2 * block;
                bias += 2 * Lanes.Count;
                output += 2 * Lanes.Count;
            }

            Prefetch.Lines(next, panel.NextPart);
            next += panel.NextPart;
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

/// <summary>Pixels side by side, and pairs of blocks of their output channels. Distances are in elements.</summary>
internal unsafe struct PixelPanel
{
    /// <summary>The first input channel of the first pixel.</summary>
    public float* Input;

    /// <summary>From a pixel's input to the next.</summary>
    public nint InputStep;

    /// <summary>Products of a sum: input channels.</summary>
    public nint Length;

    /// <summary>The first block's weights.</summary>
    public float* Weights;

    /// <summary>From a block's weights to the next.</summary>
    public nint Block;

    /// <summary>The first block's biases.</summary>
    public float* Bias;

    /// <summary>The first block's channels of the first pixel.</summary>
    public float* Output;

    /// <summary>From a pixel's output to the next.</summary>
    public nint OutputStep;

    /// <summary>Pixels, at least those of a tile.</summary>
    public nint Pixels;

    /// <summary>Pairs of blocks.</summary>
    public int Pairs;

    /// <summary>Weights that are needed next: each tile fetches a part of them.</summary>
    public float* Next;

    /// <summary>Weights of a part.</summary>
    public nint NextPart;
}
