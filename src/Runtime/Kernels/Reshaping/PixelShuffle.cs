using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Moves channels into pixels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PixelShuffle
{
    /// <summary>Output channel c at sub-pixel (i, j) is input channel c·r² + i·r + j.</summary>
    /// <param name="x">The input, H×W×(C·r²).</param>
    /// <param name="xs">Its size.</param>
    /// <param name="factor">r.</param>
    /// <param name="y">The output, rH × rW × C.</param>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, the square of r does not divide the channels, or the spans overlap.
    /// </exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int factor, Span<float> y)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Positive(factor, nameof(factor));
        var square = (long)factor * factor;
        Guard.Divides(square, xs.Channels, nameof(factor));
        var channels = (int)(xs.Channels / square);
        Guard.Map(y.Length, (long)xs.Height * factor, (long)xs.Width * factor, channels, nameof(y));
        Guard.Apart(x, y);
        var index = 0;
        for (var row = 0; row < xs.Height * factor; row++)
        {
            for (var column = 0; column < xs.Width * factor; column++)
            {
                var pixel = (row / factor * xs.Width + column / factor) * xs.Channels + row % factor * factor + column % factor;
                for (var c = 0; c < channels; c++) y[index++] = x[pixel + c * (int)square];
            }
        }
    }
}
