using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Local response normalisation across channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LocalResponseNorm
{
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
    /// <exception cref="ArgumentException">A span's length does not fit, the size is not positive, or the spans overlap.</exception>
    // By the options' full name, which nothing hides: this passes vectors to methods that are not inlined, and cannot be compiled ahead of time.
    [MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int size, float alpha, float beta, float k, Span<float> y)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.Apart(x, y);
        Guard.Positive(size, nameof(size));
        var factor = Vector256.Create(alpha / size);
        fixed (float* input = x, output = y)
        {
            for (nint pixel = 0; pixel < x.Length; pixel += xs.Channels)
            {
                for (nint c = 0; c < xs.Channels; c += Lanes.Count)
                {
                    var rest = xs.Channels - c;
                    var squares = Squares(input + pixel, xs.Channels, c, size);
                    var root = Vector256.Log(Vector256.MultiplyAddEstimate(factor, squares, Vector256.Create(k)));
                    var value = Lanes.Load(input + pixel + c, rest) * Vector256.Exp(Vector256.Create(-beta) * root);
                    Lanes.Store(value, output + pixel + c, rest);
                }
            }
        }
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
}
