using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The logarithm of the softmax over the channels of each pixel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LogSoftmax
{
    /// <summary>y = x − ln Σeˣ, computed from the distances to the pixel's largest value, so that nothing overflows.</summary>
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
    }
}
