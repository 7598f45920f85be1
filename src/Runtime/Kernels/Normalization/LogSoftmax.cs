using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The logarithm of the softmax over the channels of each pixel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LogSoftmax
{
    /// <summary>What 8 channels cost, in multiply-adds: a power.</summary>
    private const double StepsPerVector = 24;

    /// <summary>y = x − ln Σeˣ, computed from the distances to the pixel's largest value, so that nothing overflows.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, H×W×C; it may be the same memory.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap in part.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.SameOrApart(x, y);
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            var pixels = new Pixels { X = input, Y = output, Channels = xs.Channels };
            Pieces.For(pixels, x.Length / xs.Channels, StepsPerVector * (1 + xs.Channels / Lanes.Count), threads);
        }
    }

    private static void Normalize(float* x, float* y, nint channels)
    {
        var largest = Vector256.Create(Softmax.Largest(x, channels));
        var sums = Vector256<float>.Zero;
        for (nint c = 0; c < channels; c += Lanes.Count)
        {
            var power = VectorMath.ExpNonPositive(Lanes.Load(x + c, channels - c) - largest);
            sums += Lanes.Replace(power, channels - c, 0);
        }

        var logarithm = Vector256.Create(MathF.Log(Vector256.Sum(sums)));
        for (nint c = 0; c < channels; c += Lanes.Count)
        {
            // The distance first: it is exact near the largest value, where the result is small.
            Lanes.Store(Lanes.Load(x + c, channels - c) - largest - logarithm, y + c, channels - c);
        }
    }

    private struct Pixels : IPieces
    {
        public float* X, Y;
        public nint Channels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            for (nint pixel = first; pixel < end; pixel++) Normalize(X + pixel * Channels, Y + pixel * Channels, Channels);
        }
    }
}
