using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The means of a grid of windows that covers the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class AdaptiveAveragePool
{
    /// <summary>Channels of a window that are added up at once.</summary>
    private const int PartLength = 4 * Lanes.Count;

    /// <summary>What 8 channels of a pixel cost, in multiply-adds: sums in double precision.</summary>
    private const double StepsPerVector = 4;

    /// <summary>Output row i is the mean of the input rows from ⌊i·H/rows⌋ to ⌈(i+1)·H/rows⌉; likewise columns.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths or sizes do not fit each other, the number of threads is not positive, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y, MapSize ys, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Equal(ys.Channels, xs.Channels, "The number of output channels", nameof(ys));
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            var windows = new Windows { X = input, Xs = xs, Y = output, Ys = ys, PartsPerPixel = (xs.Channels + PartLength - 1) / PartLength };
            var parts = ys.Height * ys.Width * windows.PartsPerPixel;
            Pieces.For(windows, parts, StepsPerVector * x.Length / Lanes.Count / parts, threads);
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

    /// <summary>Parts of the channels of windows.</summary>
    private struct Windows : IPieces
    {
        public float* X, Y;
        public MapSize Xs, Ys;
        public int PartsPerPixel;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            for (var part = first; part < end; part++)
            {
                var (pixel, of) = Math.DivRem(part, PartsPerPixel);
                var (row, column) = Math.DivRem(pixel, Ys.Width);
                RunPart(row, column, of * PartLength, Y + (nint)pixel * Ys.Channels);
            }
        }

        private readonly void RunPart(int row, int column, nint channel, float* output)
        {
            var (top, bottom) = Range(row, Xs.Height, Ys.Height);
            var (left, right) = Range(column, Xs.Width, Ys.Width);
            var count = (double)(bottom - top) * (right - left);
            if (channel + PartLength <= Xs.Channels)
            {
                Four(X + channel, Xs, top, bottom, left, right, count, output + channel);
                return;
            }

            for (; channel < Xs.Channels; channel += Lanes.Count)
            {
                var rest = Xs.Channels - channel;
                Lanes.Store(Sum(X + channel, Xs, top, bottom, left, right, rest).Over(count), output + channel, rest);
            }
        }
    }
}
