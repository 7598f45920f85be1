using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A factor and a summand per channel: batch normalisation that no convolution could take up.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ChannelAffine
{
    /// <summary>What 8 channels cost, in multiply-adds: memory, and the activation.</summary>
    private const double StepsPerVector = 8;

    /// <summary>y = activation(x·scale + shift).</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="scale">One factor per channel.</param>
    /// <param name="shift">One summand per channel.</param>
    /// <param name="y">The output, H×W×C; it may be the same memory.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap in part.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> y, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.SameOrApart(x, y);
        Guard.Channels(scale.Length, xs.Channels, nameof(scale));
        Guard.Channels(shift.Length, xs.Channels, nameof(shift));
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, scales = scale, shifts = shift, output = y)
        {
            var pixels = new Pixels<TActivation> { X = input, Scale = scales, Shift = shifts, Y = output, Channels = xs.Channels, Activation = activation };
            Pieces.ForPixels(pixels, xs, StepsPerVector, threads);
        }
    }

    private struct Pixels<TActivation> : IPieces
        where TActivation : struct, IActivation
    {
        public float* X, Scale, Shift, Y;
        public nint Channels;
        public TActivation Activation;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            var activation = Activation;
            for (nint pixel = first * Channels; pixel < end * Channels; pixel += Channels)
            {
                for (nint c = 0; c < Channels; c += Lanes.Count)
                {
                    var rest = Channels - c;
                    var value = Vector256.MultiplyAddEstimate(Lanes.Load(X + pixel + c, rest), Lanes.Load(Scale + c, rest), Lanes.Load(Shift + c, rest));
                    Lanes.Store(activation.Invoke(value), Y + pixel + c, rest);
                }
            }
        }
    }
}
