using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Normalisation by the mean and variance of groups of channels over the whole map; instance normalisation when each channel is a group.
/// Statistics and arithmetic are in double precision, so that a mean far from 0 costs no digits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GroupNorm
{
    /// <summary>What 8 channels of a pixel cost in one pass, in multiply-adds.</summary>
    private const double StepsPerVector = 6;

    /// <summary>The fewest pixels, and the most parts of the map, whose sums are kept apart: they are added up in order, whichever threads computed them.</summary>
    private const int FewestPixels = 512, MostParts = 64;

    /// <summary>y = (x − μ)/√(σ² + ε)·weight + bias, with the group's mean μ and (biased) variance σ².</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="groups">Groups of neighbouring channels; divides the channels.</param>
    /// <param name="weight">One factor per channel, or empty for 1.</param>
    /// <param name="bias">One summand per channel, or empty for 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="y">The output, H×W×C; it may be the same memory.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, the groups do not divide the channels, the number of threads is not positive, or the spans overlap in part.
    /// </exception>
    public static void Run(
        ReadOnlySpan<float> x, MapSize xs, int groups, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, float epsilon, Span<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.SameOrApart(x, y);
        Guard.Positive(groups, nameof(groups));
        Guard.Divides(groups, xs.Channels, nameof(groups));
        if (!weight.IsEmpty) Guard.Channels(weight.Length, xs.Channels, nameof(weight));
        if (!bias.IsEmpty) Guard.Channels(bias.Length, xs.Channels, nameof(bias));
        Guard.Positive(threads, nameof(threads));
        var pixels = x.Length / xs.Channels;
        var each = Math.Max(FewestPixels, (pixels + MostParts - 1) / MostParts);
        var parts = (pixels + each - 1) / each;
        nint padded = (xs.Channels + Lanes.Count - 1) / Lanes.Count * Lanes.Count;
        var memory = (double*)NativeMemory.AlignedAlloc((nuint)((3 + parts) * padded * sizeof(double)), NativeBuffer.Alignment);
        try
        {
            fixed (float* input = x, weights = weight, biases = bias, output = y)
            {
                var map = new Map
                {
                    X = input, Y = output, Channels = xs.Channels, Pixels = pixels, Each = each, Padded = padded,
                    Means = memory, Factors = memory + padded, Summands = memory + 2 * padded, Sums = memory + 3 * padded,
                };
                var steps = StepsPerVector * each * (padded / Lanes.Count);
                Pieces.For(new Adding<Value> { Map = map }, parts, steps, threads);
                map.Unite(parts, groups, map.Means);
                Pieces.For(new Adding<Square> { Map = map }, parts, steps, threads);
                map.Unite(parts, groups, map.Factors);
                for (nint c = 0; c < xs.Channels; c++)
                {
                    map.Factors[c] = (weights == null ? 1 : weights[c]) / Math.Sqrt(map.Factors[c] + epsilon);
                    map.Summands[c] = biases == null ? 0 : biases[c];
                }

                Pieces.For(new Applying { Map = map }, parts, steps, threads);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private struct Map
    {
        public float* X, Y;

        /// <summary>One for each channel; those past the last, up to a multiple of 8, are of no meaning.</summary>
        public double* Means, Factors, Summands;

        /// <summary>One for each channel and part of the map.</summary>
        public double* Sums;

        public nint Channels, Pixels, Each, Padded;

        /// <summary>The first channel of a part's first pixel, and of the one past its last.</summary>
        public readonly (nint First, nint End) PartAt(nint part) => (part * Each * Channels, nint.Min((part + 1) * Each, Pixels) * Channels);

        /// <summary>From the parts' sums for each channel to the mean of its group.</summary>
        public readonly void Unite(int parts, int groups, double* means)
        {
            var width = Channels / groups;
            var count = (double)Pixels * width;
            for (nint group = 0; group < Channels; group += width)
            {
                var sum = 0d;
                for (var c = group; c < group + width; c++)
                {
                    for (nint part = 0; part < parts; part++) sum += Sums[part * Padded + c];
                }

                for (var c = group; c < group + width; c++) means[c] = sum / count;
            }
        }
    }

    /// <summary>What is added up of a value.</summary>
    private interface ITerm
    {
        /// <summary>4 channels, and where their means are.</summary>
        Vector256<double> Of(Vector256<double> values, double* means);
    }

    private readonly struct Value : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> values, double* means) => values;
    }

    /// <summary>The squared distance from the mean.</summary>
    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> values, double* means)
        {
            var distances = values - Vector256.Load(means);
            return distances * distances;
        }
    }

    /// <summary>The sum of something, for each channel.</summary>
    private struct Adding<TTerm> : IPieces
        where TTerm : struct, ITerm
    {
        public Map Map;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            float* x = Map.X;
            var means = Map.Means;
            var (channels, term) = (Map.Channels, default(TTerm));
            for (nint part = first; part < end; part++)
            {
                var sums = Map.Sums + part * Map.Padded;
                new Span<double>(sums, (int)Map.Padded).Clear();
                var (pixel, stop) = Map.PartAt(part);
                for (; pixel < stop; pixel += channels)
                {
                    for (nint c = 0; c < channels; c += Lanes.Count)
                    {
                        var (lower, upper) = Vector256.Widen(Lanes.Load(x + pixel + c, channels - c));
                        (Vector256.Load(sums + c) + term.Of(lower, means + c)).Store(sums + c);
                        (Vector256.Load(sums + c + 4) + term.Of(upper, means + c + 4)).Store(sums + c + 4);
                    }
                }
            }
        }
    }

    private struct Applying : IPieces
    {
        public Map Map;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            float* x = Map.X, y = Map.Y;
            double* means = Map.Means, factors = Map.Factors, summands = Map.Summands;
            var channels = Map.Channels;
            for (nint part = first; part < end; part++)
            {
                var (pixel, stop) = Map.PartAt(part);
                for (; pixel < stop; pixel += channels)
                {
                    for (nint c = 0; c < channels; c += Lanes.Count)
                    {
                        var (lower, upper) = Vector256.Widen(Lanes.Load(x + pixel + c, channels - c));
                        lower = (lower - Vector256.Load(means + c)) * Vector256.Load(factors + c) + Vector256.Load(summands + c);
                        upper = (upper - Vector256.Load(means + c + 4)) * Vector256.Load(factors + c + 4) + Vector256.Load(summands + c + 4);
                        Lanes.Store(Vector256.Narrow(lower, upper), y + pixel + c, channels - c);
                    }
                }
            }
        }
    }
}
