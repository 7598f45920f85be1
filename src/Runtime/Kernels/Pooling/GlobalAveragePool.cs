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
    /// <exception cref="ArgumentException">A span's length does not fit, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y) =>
        AdaptiveAveragePool.Run(x, xs, y, new MapSize(1, 1, xs.Channels));
}
