using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Softmax over the channels of each pixel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Softmax
{
    /// <summary>What 8 channels cost, in multiply-adds: a power and a division.</summary>
    private const double StepsPerVector = 24;

    /// <summary>y = eˣ / Σeˣ, computed from the distances to the pixel's largest value, so that nothing overflows.</summary>
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
        var largest = Vector256.Create(Largest(x, channels));
        var sums = Vector256<float>.Zero;
        for (nint c = 0; c < channels; c += Lanes.Count)
        {
            var power = VectorMath.ExpNonPositive(Lanes.Load(x + c, channels - c) - largest);
            Lanes.Store(power, y + c, channels - c);
            sums += Lanes.Replace(power, channels - c, 0);
        }

        var sum = Vector256.Create(Vector256.Sum(sums));
        for (nint c = 0; c < channels; c += Lanes.Count) Lanes.Store(Lanes.Load(y + c, channels - c) / sum, y + c, channels - c);
    }

    /// <summary>The largest channel of a pixel; NaN if one is.</summary>
    internal static float Largest(float* x, nint channels)
    {
        var largest = Vector256.Create(float.NegativeInfinity);
        for (nint c = 0; c < channels; c += Lanes.Count)
        {
            largest = Vector256.Max(largest, Lanes.Replace(Lanes.Load(x + c, channels - c), channels - c, float.NegativeInfinity));
        }

        var half = Vector128.Max(largest.GetLower(), largest.GetUpper());
        return MathF.Max(MathF.Max(half[0], half[1]), MathF.Max(half[2], half[3]));
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
