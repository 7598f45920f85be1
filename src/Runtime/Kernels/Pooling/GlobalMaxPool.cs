using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The largest value of each channel over the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GlobalMaxPool
{
    /// <summary>Channels that are gone through at once.</summary>
    private const int PartLength = 4 * Lanes.Count;

    /// <summary>What 8 channels of a pixel cost, in multiply-adds: memory.</summary>
    private const double StepsPerVector = 4;

    /// <summary>y = the largest of all pixels; a NaN among them wins.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, one value per channel.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Channels(y.Length, xs.Channels, nameof(y));
        Guard.Apart(x, y);
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            var parts = new Parts { X = input, Y = output, Length = x.Length, Channels = xs.Channels };
            Pieces.For(parts, (xs.Channels + PartLength - 1) / PartLength, StepsPerVector * PartLength / Lanes.Count * (x.Length / xs.Channels), threads);
        }
    }

    /// <summary>Parts of the channels.</summary>
    private struct Parts : IPieces
    {
        public float* X, Y;
        public nint Length, Channels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            for (nint part = first; part < end; part++)
            {
                var channel = part * PartLength;
                if (channel + PartLength <= Channels) RunFour(channel);
                else for (; channel < Channels; channel += Lanes.Count) RunOne(channel);
            }
        }

        /// <summary>32 channels: whole cache lines of a pixel are then read at once.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void RunFour(nint channel)
        {
            Maximum m0 = default, m1 = default, m2 = default, m3 = default;
            var x = X + channel;
            m0.Start(Vector256.Load(x));
            m1.Start(Vector256.Load(x + Lanes.Count));
            m2.Start(Vector256.Load(x + 2 * Lanes.Count));
            m3.Start(Vector256.Load(x + 3 * Lanes.Count));
            for (var i = Channels; i < Length; i += Channels)
            {
                m0.Take(Vector256.Load(x + i));
                m1.Take(Vector256.Load(x + i + Lanes.Count));
                m2.Take(Vector256.Load(x + i + 2 * Lanes.Count));
                m3.Take(Vector256.Load(x + i + 3 * Lanes.Count));
            }

            m0.Result.Store(Y + channel);
            m1.Result.Store(Y + channel + Lanes.Count);
            m2.Result.Store(Y + channel + 2 * Lanes.Count);
            m3.Result.Store(Y + channel + 3 * Lanes.Count);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void RunOne(nint channel)
        {
            var rest = Channels - channel;
            var largest = default(Maximum);
            largest.Start(Lanes.Load(X + channel, rest));
            for (var i = channel + Channels; i < Length; i += Channels) largest.Take(Lanes.Load(X + i, rest));
            Lanes.Store(largest.Result, Y + channel, rest);
        }
    }
}
