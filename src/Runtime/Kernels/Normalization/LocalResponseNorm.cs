using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Local response normalisation across channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LocalResponseNorm
{
    /// <summary>What 8 channels cost besides their squares, in multiply-adds: a logarithm and a power.</summary>
    private const double StepsPerVector = 48;

    /// <summary>
    /// y = x / (k + alpha/size · Σx²)^beta, the sum over the channels from ⌊size/2⌋ before to ⌊(size − 1)/2⌋ after each, as far as they
    /// exist.
    /// </summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="size">Channels in the sum.</param>
    /// <param name="alpha">The factor of the mean square.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="k">The constant under the exponent.</param>
    /// <param name="y">The output, H×W×C.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the size or the number of threads is not positive, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int size, float alpha, float beta, float k, Span<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.Apart(x, y);
        Guard.Positive(size, nameof(size));
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            var pixels = new Pixels { X = input, Y = output, Channels = xs.Channels, Size = size, Factor = alpha / size, Beta = beta, K = k, IsUsual = beta == 0.75f };
            Pieces.ForPixels(pixels, xs, StepsPerVector + size, threads);
        }
    }

    /// <summary>The exponent of AlexNet, and of nearly all that came after it: two roots are faster than a logarithm and a power, and more exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToThreeQuarters(Vector256<float> x)
    {
        var root = Vector256.Sqrt(x);
        return root * Vector256.Sqrt(root);
    }

    /// <summary>The sums of squares around 8 channels of a pixel.</summary>
    private static Vector256<float> Squares(float* pixel, nint channels, nint first, nint size)
    {
        var sum = Vector256<float>.Zero;
        var lowest = nint.Max(first - size / 2, 1 - Lanes.Count);
        var highest = nint.Min(first + (size - 1) / 2, channels - 1);
        for (var c = lowest; c <= highest; c++)
        {
            var value = c >= 0 && c + Lanes.Count <= channels ? Vector256.Load(pixel + c) : Neighbours(pixel, channels, c);
            sum = Vector256.MultiplyAddEstimate(value, value, sum);
        }

        return sum;
    }

    /// <summary>8 channels, of which some before the first or past the last are zeros.</summary>
    private static Vector256<float> Neighbours(float* pixel, nint channels, nint first)
    {
        var value = Vector256<float>.Zero;
        var lanes = (float*)&value;
        for (nint lane = 0; lane < Lanes.Count; lane++)
        {
            if (first + lane >= 0 && first + lane < channels) lanes[lane] = pixel[first + lane];
        }

        return value;
    }

    private struct Pixels : IPieces
    {
        public float* X, Y;
        public nint Channels, Size;
        public float Factor, Beta, K;
        public bool IsUsual;

        // By the options' full name, which nothing hides: this passes vectors to methods that are not inlined, and cannot be compiled ahead of time.
        [MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            var (factor, k, exponent) = (Vector256.Create(Factor), Vector256.Create(K), Vector256.Create(-Beta));
            for (nint pixel = first * Channels; pixel < end * Channels; pixel += Channels)
            {
                for (nint c = 0; c < Channels; c += Lanes.Count)
                {
                    var rest = Channels - c;
                    var squares = Squares(X + pixel, Channels, c, Size);
                    var x = Lanes.Load(X + pixel + c, rest);
                    var sum = Vector256.MultiplyAddEstimate(factor, squares, k);
                    Lanes.Store(IsUsual ? x / ToThreeQuarters(sum) : x * Vector256.Exp(exponent * Vector256.Log(sum)), Y + pixel + c, rest);
                }
            }
        }
    }
}
