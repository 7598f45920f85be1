using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>As <see cref="PixelTile"/>, with the vectors of <see cref="WideTile"/>.</summary>
internal static unsafe class WidePixelTile
{
    /// <summary>How many tiles take so many pixels.</summary>
    public static nint Tiles(nint pixels) => (pixels + Size(pixels) - 1) / Size(pixels);

    /// <summary>activation(biases + products) of some pixels, for pairs of blocks of 8 output channels.</summary>
    public static void Run<TActivation>(in PixelPanel panel, TActivation activation, AddedMap added) where TActivation : struct, IActivation
    {
        switch (Size(panel.Pixels))
        {
            case 12: Run<TActivation, PixelCount.Twelve>(panel, activation, added); break;
            case 10: Run<TActivation, PixelCount.Ten>(panel, activation, added); break;
            case 8: Run<TActivation, PixelCount.Eight>(panel, activation, added); break;
            case 7: Run<TActivation, PixelCount.Seven>(panel, activation, added); break;
            default: Run<TActivation, PixelCount.Six>(panel, activation, added); break;
        }
    }

    /// <summary>
    /// Pixels of a tile: of some sizes, since each is compiled when it is first used, the one by which least is computed twice, where what is around a tile's sums costs as much as
    /// half a pixel.
    /// </summary>
    private static int Size(nint pixels)
    {
        var best = PixelTile.Pixels;
        ReadOnlySpan<byte> sizes = [7, 8, 10, 12];
        foreach (var size in sizes)
        {
            if (size <= pixels && Cost(pixels, size) <= Cost(pixels, best)) best = size;
        }

        return best;

        static nint Cost(nint pixels, nint size) => (pixels + size - 1) / size * (2 * size + 1);
    }

    /// <summary>The last tile is moved back over the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TActivation, TPixels>(in PixelPanel panel, TActivation activation, AddedMap added)
        where TActivation : struct, IActivation
        where TPixels : struct, IPixelCount
    {
        var (step, outputStep, block, length) = (panel.InputStep, panel.OutputStep, panel.Block, panel.Length);
        var next = panel.Next;
        for (nint first = 0; first < panel.Pixels; first += TPixels.Value)
        {
            var start = nint.Min(first, panel.Pixels - TPixels.Value);
            var weights = panel.Weights;
            var bias = panel.Bias;
            var x0 = panel.Input + start * step;
            var output = panel.Output + start * outputStep;
            var x1 = x0 + step;
            var x2 = x1 + step;
            var x3 = x2 + step;
            var x4 = x3 + step;
            var x5 = x4 + step;
            var x6 = x5 + step;
            var x7 = x6 + step;
            var x8 = x7 + step;
            var x9 = x8 + step;
            var x10 = x9 + step;
            var x11 = x10 + step;
            for (var pairs = panel.Pairs; pairs > 0; pairs--)
            {
                Vector512<float> s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11;
                s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = s9 = s10 = s11 = Vector512.Load(bias);
                var w0 = weights;
                var w1 = weights + block;
                nint i = 0;

                // What stores wait for, if the memory of the next tile's outputs is not near; the sums give it time to come.
                var following = output + TPixels.Value * outputStep;
                Prefetch.Near(following);
                Prefetch.Near(following + outputStep);
                Prefetch.Near(following + 2 * outputStep);
                Prefetch.Near(following + 3 * outputStep);
                Prefetch.Near(following + 4 * outputStep);
                Prefetch.Near(following + 5 * outputStep);
                if (TPixels.Value > 6) Prefetch.Near(following + 6 * outputStep);
                if (TPixels.Value > 7) Prefetch.Near(following + 7 * outputStep);
                if (TPixels.Value > 8) Prefetch.Near(following + 8 * outputStep);
                if (TPixels.Value > 9) Prefetch.Near(following + 9 * outputStep);
                if (TPixels.Value > 10) Prefetch.Near(following + 10 * outputStep);
                if (TPixels.Value > 11) Prefetch.Near(following + 11 * outputStep);

                // Four at a time: the processor foresees where a loop of few turns ends.
                for (; i <= length - 4; i += 4)
                {
                    ChannelProducts.Wide<TPixels>(ChannelProducts.Weights(i, w0, w1), i, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
                        ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9, ref s10, ref s11);
                    ChannelProducts.Wide<TPixels>(ChannelProducts.Weights(i + 1, w0, w1), i + 1, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
                        ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9, ref s10, ref s11);
                    ChannelProducts.Wide<TPixels>(ChannelProducts.Weights(i + 2, w0, w1), i + 2, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
                        ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9, ref s10, ref s11);
                    ChannelProducts.Wide<TPixels>(ChannelProducts.Weights(i + 3, w0, w1), i + 3, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
                        ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9, ref s10, ref s11);
                }

                for (; i < length; i++)
                {
                    ChannelProducts.Wide<TPixels>(ChannelProducts.Weights(i, w0, w1), i, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
                        ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9, ref s10, ref s11);
                }

                // Twice: with the choice at each output, short sums took 1 to 4 % longer.
                if (!added.Exists)
                {
                    Finish(s0, activation, output);
                    Finish(s1, activation, output + outputStep);
                    Finish(s2, activation, output + 2 * outputStep);
                    Finish(s3, activation, output + 3 * outputStep);
                    Finish(s4, activation, output + 4 * outputStep);
                    Finish(s5, activation, output + 5 * outputStep);
                    if (TPixels.Value > 6) Finish(s6, activation, output + 6 * outputStep);
                    if (TPixels.Value > 7) Finish(s7, activation, output + 7 * outputStep);
                    if (TPixels.Value > 8) Finish(s8, activation, output + 8 * outputStep);
                    if (TPixels.Value > 9) Finish(s9, activation, output + 9 * outputStep);
                    if (TPixels.Value > 10) Finish(s10, activation, output + 10 * outputStep);
                    if (TPixels.Value > 11) Finish(s11, activation, output + 11 * outputStep);
                }
                else
                {
                    // In place, what is added to an output stands there only once.
                    var done = first - start;
                    if (done <= 0) Finish(s0, activation, added, output);
                    if (done <= 1) Finish(s1, activation, added, output + outputStep);
                    if (done <= 2) Finish(s2, activation, added, output + 2 * outputStep);
                    if (done <= 3) Finish(s3, activation, added, output + 3 * outputStep);
                    if (done <= 4) Finish(s4, activation, added, output + 4 * outputStep);
                    if (done <= 5) Finish(s5, activation, added, output + 5 * outputStep);
                    if (TPixels.Value > 6 && done <= 6) Finish(s6, activation, added, output + 6 * outputStep);
                    if (TPixels.Value > 7 && done <= 7) Finish(s7, activation, added, output + 7 * outputStep);
                    if (TPixels.Value > 8 && done <= 8) Finish(s8, activation, added, output + 8 * outputStep);
                    if (TPixels.Value > 9 && done <= 9) Finish(s9, activation, added, output + 9 * outputStep);
                    if (TPixels.Value > 10 && done <= 10) Finish(s10, activation, added, output + 10 * outputStep);
                    if (TPixels.Value > 11 && done <= 11) Finish(s11, activation, added, output + 11 * outputStep);
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
    private static void Finish<TActivation>(Vector512<float> y, TActivation activation, AddedMap added, float* output) where TActivation : struct, IActivation =>
        Finish(y + Vector512.Load(added.At(output)), activation, output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TActivation>(Vector512<float> y, TActivation activation, float* output) where TActivation : struct, IActivation
    {
        activation.Invoke(y.GetLower()).Store(output);
        activation.Invoke(y.GetUpper()).Store(output + Lanes.Count);
    }
}
