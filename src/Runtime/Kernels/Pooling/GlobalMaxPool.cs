using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The largest value of each channel over the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GlobalMaxPool
{
    /// <summary>y = the largest of all pixels; a NaN among them wins.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, one value per channel.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y)
    {
        var whole = new Window
        {
            KernelHeight = xs.Height, KernelWidth = xs.Width, StrideHeight = 1, StrideWidth = 1, DilationHeight = 1, DilationWidth = 1,
        };
        MaxPool.Run(x, xs, whole, y, new MapSize(1, 1, xs.Channels), threads: 1);
    }
}
