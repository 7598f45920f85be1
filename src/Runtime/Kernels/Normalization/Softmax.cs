using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Softmax over the channels of each pixel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Softmax
{
    /// <summary>y = eˣ / Σeˣ, computed from the distances to the pixel's largest value, so that nothing overflows.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, H×W×C; it may be the same memory.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap in part.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y, int threads) => PixelNormalization.Run<Normalization>(x, xs, y, threads);

    private readonly struct Normalization : IPixelNormalization
    {
        public void Normalize(float* x, float* y, nint channels)
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
}
