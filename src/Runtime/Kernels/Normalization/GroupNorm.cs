using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Normalisation by the mean and variance of groups of channels over the whole map; instance normalisation when each channel is a group.
/// Statistics and arithmetic are in double precision, so that a mean far from 0 costs no digits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GroupNorm
{
    /// <summary>What 8 channels of a pixel cost, in multiply-adds: three passes in double precision.</summary>
    private const double StepsPerVector = 24;

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
        var width = xs.Channels / groups;
        fixed (float* input = x, weights = weight, biases = bias, output = y)
        {
            // A block of up to 8 channels lies within a group, or, for an instance norm, each of its channels is one.
            var block = width == 1 ? Math.Min(Lanes.Count, xs.Channels) : width;
            var blocks = new Blocks
            {
                X = input, Y = output, Weight = weights, Bias = biases, Length = x.Length, Channels = xs.Channels, Block = block, IsInstance = width == 1, Epsilon = epsilon,
            };
            var steps = StepsPerVector * (x.Length / xs.Channels) * ((block + Lanes.Count - 1) / Lanes.Count);
            Pieces.For(blocks, (xs.Channels + block - 1) / block, steps, threads);
        }
    }

    /// <summary>Groups, or of an instance norm 8 channels at a time.</summary>
    private struct Blocks : IPieces
    {
        public float* X, Y, Weight, Bias;
        public nint Length, Channels, Block;
        public bool IsInstance;
        public float Epsilon;

        // By the options' full name, which nothing hides: this passes vectors to methods that are not inlined, and cannot be compiled ahead of time.
        [MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            for (var block = first * Block; block < nint.Min(end * Block, Channels); block += Block)
            {
                var channels = nint.Min(Block, Channels - block);
                var statistics = IsInstance
                    ? ChannelStatistics(X + block, Length - block, Channels, channels, Epsilon)
                    : GroupStatistics(X + block, Length - block, Channels, channels, Epsilon);
                for (var c = block; c < block + channels; c += Lanes.Count)
                {
                    var rest = block + channels - c;
                    var factor = Weight == null ? Vector256<float>.One : Lanes.Load(Weight + c, rest);
                    var summand = Bias == null ? Vector256<float>.Zero : Lanes.Load(Bias + c, rest);
                    statistics.Apply(X + c, Y + c, Length - c, Channels, rest, factor, summand);
                }
            }
        }
    }

    private static Statistics ChannelStatistics(float* x, nint length, nint stride, nint channels, float epsilon)
    {
        var pixels = (double)((length - 1) / stride + 1);
        var sum = default(Moments);
        for (nint i = 0; i < length; i += stride) sum.Add(Lanes.Load(x + i, channels));
        var mean = sum.Over(pixels);
        var squares = default(Moments);
        for (nint i = 0; i < length; i += stride) squares.AddSquares(Lanes.Load(x + i, channels), mean, channels);
        return new(mean, squares.Over(pixels), epsilon);
    }

    private static Statistics GroupStatistics(float* x, nint length, nint stride, nint channels, float epsilon)
    {
        var count = (double)((length - 1) / stride + 1) * channels;
        var sum = default(Moments);
        for (nint i = 0; i < length; i += stride)
        {
            for (nint c = 0; c < channels; c += Lanes.Count) sum.Add(Lanes.Load(x + i + c, channels - c));
        }

        var mean = sum.Total().Over(count);
        var squares = default(Moments);
        for (nint i = 0; i < length; i += stride)
        {
            for (nint c = 0; c < channels; c += Lanes.Count) squares.AddSquares(Lanes.Load(x + i + c, channels - c), mean, channels - c);
        }

        return new(mean, squares.Total().Over(count), epsilon);
    }

    /// <summary>Something per channel, for 8 channels.</summary>
    private struct Moments
    {
        public Vector256<double> Lower, Upper;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<float> value)
        {
            var (lower, upper) = Vector256.Widen(value);
            Lower += lower;
            Upper += upper;
        }

        /// <summary>Adds the squared distances from the mean, of the channels that exist.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddSquares(Vector256<float> value, in Moments mean, nint channels)
        {
            var (lower, upper) = Vector256.Widen(value);
            lower -= mean.Lower;
            upper -= mean.Upper;
            if (channels >= Lanes.Count)
            {
                Lower += lower * lower;
                Upper += upper * upper;
                return;
            }

            var exists = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)channels));
            var (lowerExists, upperExists) = Vector256.Widen(exists);
            Lower += lower * lower & lowerExists.AsDouble();
            Upper += upper * upper & upperExists.AsDouble();
        }

        public readonly Moments Over(double count) =>
            new() { Lower = Lower / Vector256.Create(count), Upper = Upper / Vector256.Create(count) };

        /// <summary>The sum of all channels, in each of them.</summary>
        public readonly Moments Total()
        {
            var total = Vector256.Create(Vector256.Sum(Lower + Upper));
            return new() { Lower = total, Upper = total };
        }
    }

    /// <summary>What a value is normalised by.</summary>
    private readonly struct Statistics(Moments mean, Moments variance, float epsilon)
    {
        private readonly Vector256<double> _lowerFactor = Factor(variance.Lower, epsilon);
        private readonly Vector256<double> _upperFactor = Factor(variance.Upper, epsilon);

        /// <summary>Normalises up to 8 channels of every pixel.</summary>
        public void Apply(float* x, float* y, nint length, nint stride, nint channels, Vector256<float> weight, Vector256<float> bias)
        {
            var (lowerWeight, upperWeight) = Vector256.Widen(weight);
            var (lowerBias, upperBias) = Vector256.Widen(bias);
            lowerWeight *= _lowerFactor;
            upperWeight *= _upperFactor;
            for (nint i = 0; i < length; i += stride)
            {
                var (lower, upper) = Vector256.Widen(Lanes.Load(x + i, channels));
                lower = (lower - mean.Lower) * lowerWeight + lowerBias;
                upper = (upper - mean.Upper) * upperWeight + upperBias;
                Lanes.Store(Vector256.Narrow(lower, upper), y + i, channels);
            }
        }

        private static Vector256<double> Factor(Vector256<double> variance, float epsilon) =>
            Vector256<double>.One / Vector256.Sqrt(variance + Vector256.Create((double)epsilon));
    }
}
