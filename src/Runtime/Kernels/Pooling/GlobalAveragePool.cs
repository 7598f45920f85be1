using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The mean of each channel over the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GlobalAveragePool
{
    /// <summary>y = the mean of all pixels, summed in double precision.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, one value per channel.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y, int threads) =>
        AdaptiveAveragePool.Run(x, xs, y, new MapSize(1, 1, xs.Channels), threads);
}
