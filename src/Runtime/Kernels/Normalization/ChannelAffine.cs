using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A factor and a summand per channel: batch normalisation that no convolution could take up.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ChannelAffine
{
    /// <summary>y = activation(x·scale + shift).</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="scale">One factor per channel.</param>
    /// <param name="shift">One summand per channel.</param>
    /// <param name="y">The output, H×W×C; it may be the same memory.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, or the spans overlap in part.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> y, TActivation activation)
        where TActivation : struct, IActivation
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.SameOrApart(x, y);
        Guard.Channels(scale.Length, xs.Channels, nameof(scale));
        Guard.Channels(shift.Length, xs.Channels, nameof(shift));
        fixed (float* input = x, scales = scale, shifts = shift, output = y)
        {
            for (nint pixel = 0; pixel < x.Length; pixel += xs.Channels)
            {
                for (nint c = 0; c < xs.Channels; c += Lanes.Count)
                {
                    var rest = xs.Channels - c;
                    var value = Vector256.MultiplyAddEstimate(
                        Lanes.Load(input + pixel + c, rest), Lanes.Load(scales + c, rest), Lanes.Load(shifts + c, rest));
                    Lanes.Store(activation.Invoke(value), output + pixel + c, rest);
                }
            }
        }
    }
}
