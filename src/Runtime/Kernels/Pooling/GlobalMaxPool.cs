using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The largest value of each channel over the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GlobalMaxPool
{
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
            var blocks = new Blocks { X = input, Y = output, Length = x.Length, Channels = xs.Channels };
            Pieces.For(blocks, (xs.Channels + Lanes.Count - 1) / Lanes.Count, StepsPerVector * (x.Length / xs.Channels), threads);
        }
    }

    /// <summary>8 channels at a time.</summary>
    private struct Blocks : IPieces
    {
        public float* X, Y;
        public nint Length, Channels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            for (nint block = first; block < end; block++)
            {
                var channel = block * Lanes.Count;
                var rest = Channels - channel;
                var largest = default(Maximum);
                largest.Start(Lanes.Load(X + channel, rest));
                for (var i = channel + Channels; i < Length; i += Channels) largest.Take(Lanes.Load(X + i, rest));
                Lanes.Store(largest.Result, Y + channel, rest);
            }
        }
    }
}
