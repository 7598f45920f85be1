using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>As <see cref="PixelTile"/>, for three blocks of 8 output channels.</summary>
internal static unsafe class PixelTripleTile
{
    /// <summary>Pixels of a tile.</summary>
    private const int Pixels = 4;

    /// <summary>activation(biases + products) of some pixels. The last tile is moved back over the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TActivation>(in PixelPanel panel, TActivation activation, AddedMap added) where TActivation : struct, IActivation
    {
        var (step, outputStep, length) = (panel.InputStep, panel.OutputStep, panel.Length);
        var w0 = panel.Weights;
        var w1 = w0 + panel.Block;
        var w2 = w1 + panel.Block;
        for (nint first = 0; first < panel.Pixels; first += Pixels)
        {
            var start = nint.Min(first, panel.Pixels - Pixels);
            var input = panel.Input + start * step;
            var output = panel.Output + start * outputStep;
            Vector256<float>
                s00, s01, s02,
                s10, s11, s12,
                s20, s21, s22,
                s30, s31, s32;
            s00 = s10 = s20 = s30 = Vector256.Load(panel.Bias);
            s01 = s11 = s21 = s31 = Vector256.Load(panel.Bias + Lanes.Count);
            s02 = s12 = s22 = s32 = Vector256.Load(panel.Bias + 2 * Lanes.Count);
            var x0 = input;
            var x1 = input + step;
            var x2 = input + 2 * step;
            var x3 = input + 3 * step;
            nint i = 0;
            for (; i <= length - 2; i += 2)
            {
                ChannelProducts.Four(i, x0, x1, x2, x3, w0, w1, w2,
                    ref s00, ref s01, ref s02, ref s10, ref s11, ref s12,
                    ref s20, ref s21, ref s22, ref s30, ref s31, ref s32);
                ChannelProducts.Four(i + 1, x0, x1, x2, x3, w0, w1, w2,
                    ref s00, ref s01, ref s02, ref s10, ref s11, ref s12,
                    ref s20, ref s21, ref s22, ref s30, ref s31, ref s32);
            }

            if (i < length)
            {
                ChannelProducts.Four(i, x0, x1, x2, x3, w0, w1, w2,
                    ref s00, ref s01, ref s02, ref s10, ref s11, ref s12,
                    ref s20, ref s21, ref s22, ref s30, ref s31, ref s32);
            }

            // In place, what is added to an output stands there only once.
            var done = added.Exists ? first - start : 0;
            if (done <= 0) Finish(s00, s01, s02, activation, added, output);
            if (done <= 1) Finish(s10, s11, s12, activation, added, output + outputStep);
            if (done <= 2) Finish(s20, s21, s22, activation, added, output + 2 * outputStep);
            Finish(s30, s31, s32, activation, added, output + 3 * outputStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TActivation>(Vector256<float> y0, Vector256<float> y1, Vector256<float> y2, TActivation activation, AddedMap added, float* output)
        where TActivation : struct, IActivation
    {
        activation.Invoke(added.AddTo(y0, output)).Store(output);
        activation.Invoke(added.AddTo(y1, output + Lanes.Count)).Store(output + Lanes.Count);
        activation.Invoke(added.AddTo(y2, output + 2 * Lanes.Count)).Store(output + 2 * Lanes.Count);
    }
}
