using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What becomes of a pixel whose channels depend on each other.</summary>
internal unsafe interface IPixelNormalization
{
    /// <summary>Reads a pixel's channels and writes them; it may be the same memory.</summary>
    void Normalize(float* x, float* y, nint channels);
}

/// <summary>Normalises every pixel for itself.</summary>
internal static unsafe class PixelNormalization
{
    /// <summary>What 8 channels cost, in multiply-adds: a power, for the most part.</summary>
    private const double StepsPerVector = 24;

    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap in part.</exception>
    public static void Run<TNormalization>(ReadOnlySpan<float> x, MapSize xs, Span<float> y, int threads)
        where TNormalization : struct, IPixelNormalization
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.SameOrApart(x, y);
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            Pieces.ForPixels(new Pixels<TNormalization> { X = input, Y = output, Channels = xs.Channels }, xs, StepsPerVector, threads);
        }
    }

    private struct Pixels<TNormalization> : IPieces
        where TNormalization : struct, IPixelNormalization
    {
        public float* X, Y;
        public nint Channels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            var normalization = default(TNormalization);
            for (nint pixel = first; pixel < end; pixel++) normalization.Normalize(X + pixel * Channels, Y + pixel * Channels, Channels);
        }
    }
}
