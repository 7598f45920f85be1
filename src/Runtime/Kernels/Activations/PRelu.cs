using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A leaky rectifier with a learnt slope per channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PRelu
{
    /// <summary>x where x ≥ 0, slope·x elsewhere.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="slope">One slope per channel, or one for all.</param>
    /// <param name="y">The output, H×W×C; it may be the same memory.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, or the spans overlap in part.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> slope, Span<float> y)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.SameOrApart(x, y);
        if (slope.Length == 1)
        {
            Activation.Run(x, y, new LeakyRelu(slope[0]));
            return;
        }

        Guard.Channels(slope.Length, xs.Channels, nameof(slope));
        fixed (float* source = x, slopes = slope, destination = y)
        {
            for (nint pixel = 0; pixel < x.Length; pixel += xs.Channels)
            {
                for (nint c = 0; c < xs.Channels; c += Lanes.Count)
                {
                    var rest = xs.Channels - c;
                    var value = Lanes.Load(source + pixel + c, rest);
                    var scaled = value * Lanes.Load(slopes + c, rest);
                    var negative = Vector256.LessThan(value, Vector256<float>.Zero);
                    Lanes.Store(Vector256.ConditionalSelect(negative, scaled, value), destination + pixel + c, rest);
                }
            }
        }
    }
}
