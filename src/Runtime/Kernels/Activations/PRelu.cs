using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A leaky rectifier with a learnt slope per channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PRelu
{
    /// <summary>What 8 channels cost, in multiply-adds: memory.</summary>
    private const double StepsPerVector = 8;

    /// <summary>x where x ≥ 0, slope·x elsewhere.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="slope">One slope per channel, or one for all.</param>
    /// <param name="y">The output, H×W×C; it may be the same memory.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap in part.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> slope, Span<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.SameOrApart(x, y);
        if (slope.Length == 1)
        {
            Activation.Run(x, y, new LeakyRelu(slope[0]), threads);
            return;
        }

        Guard.Channels(slope.Length, xs.Channels, nameof(slope));
        Guard.Positive(threads, nameof(threads));
        fixed (float* source = x, slopes = slope, destination = y)
        {
            var pixels = new Pixels { X = source, Slope = slopes, Y = destination, Channels = xs.Channels };
            Pieces.ForPixels(pixels, xs, StepsPerVector, threads);
        }
    }

    private struct Pixels : IPieces
    {
        public float* X, Slope, Y;
        public nint Channels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            for (nint pixel = first * Channels; pixel < end * Channels; pixel += Channels)
            {
                for (nint c = 0; c < Channels; c += Lanes.Count)
                {
                    var rest = Channels - c;
                    var value = Lanes.Load(X + pixel + c, rest);
                    var scaled = value * Lanes.Load(Slope + c, rest);
                    var negative = Vector256.LessThan(value, Vector256<float>.Zero);
                    Lanes.Store(Vector256.ConditionalSelect(negative, scaled, value), Y + pixel + c, rest);
                }
            }
        }
    }
}
