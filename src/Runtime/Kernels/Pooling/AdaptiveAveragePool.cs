using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The means of a grid of windows that covers the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class AdaptiveAveragePool
{
    /// <summary>Output row i is the mean of the input rows from ⌊i·H/rows⌋ to ⌈(i+1)·H/rows⌉; likewise columns.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <exception cref="ArgumentException">Lengths or sizes do not fit each other, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y, MapSize ys)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Equal(ys.Channels, xs.Channels, "The number of output channels", nameof(ys));
        fixed (float* input = x, output = y)
        {
            for (var row = 0; row < ys.Height; row++)
            {
                var (top, bottom) = Range(row, xs.Height, ys.Height);
                for (var column = 0; column < ys.Width; column++)
                {
                    var (left, right) = Range(column, xs.Width, ys.Width);
                    var pixel = output + ((nint)row * ys.Width + column) * ys.Channels;
                    var count = (double)(bottom - top) * (right - left);
                    nint c = 0;
                    for (; c <= xs.Channels - 4 * Lanes.Count; c += 4 * Lanes.Count) Four(input + c, xs, top, bottom, left, right, count, pixel + c);
                    for (; c < xs.Channels; c += Lanes.Count)
                    {
                        var rest = xs.Channels - c;
                        var mean = Sum(input + c, xs, top, bottom, left, right, rest).Over(count);
                        Lanes.Store(mean, pixel + c, rest);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Mean Sum(float* input, MapSize xs, nint top, nint bottom, nint left, nint right, nint rest)
    {
        var mean = default(Mean);
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++) mean.Add(Lanes.Load(input + (row * xs.Width + column) * xs.Channels, rest));
        }

        return mean;
    }

    /// <summary>32 channels: where windows are large, whole cache lines of a pixel are then read at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* input, MapSize xs, nint top, nint bottom, nint left, nint right, double count, float* output)
    {
        Mean m0 = default, m1 = default, m2 = default, m3 = default;
        for (var row = top; row < bottom; row++)
        {
            var x = input + (row * xs.Width + left) * xs.Channels;
            for (var column = left; column < right; column++, x += xs.Channels)
            {
                m0.Add(Vector256.Load(x));
                m1.Add(Vector256.Load(x + Lanes.Count));
                m2.Add(Vector256.Load(x + 2 * Lanes.Count));
                m3.Add(Vector256.Load(x + 3 * Lanes.Count));
            }
        }

        m0.Over(count).Store(output);
        m1.Over(count).Store(output + Lanes.Count);
        m2.Over(count).Store(output + 2 * Lanes.Count);
        m3.Over(count).Store(output + 3 * Lanes.Count);
    }

    private static (nint First, nint End) Range(int output, int extent, int outputs) =>
        ((nint)((long)output * extent / outputs), (nint)((((long)output + 1) * extent + outputs - 1) / outputs));
}
