using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Cuts a rectangle out of a map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Crop
{
    /// <summary>The rectangle of the output's size whose first pixel is given.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="top">The first row that is kept.</param>
    /// <param name="left">The first column that is kept.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, the rectangle does not lie within the map, or the spans overlap.
    /// </exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int top, int left, Span<float> y, MapSize ys)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Equal(ys.Channels, xs.Channels, "The number of output channels", nameof(ys));
        if (top < 0 || left < 0 || top > xs.Height - ys.Height || left > xs.Width - ys.Width)
        {
            throw new ArgumentException(
                $"A rectangle of {ys.Height}×{ys.Width} at row {top}, column {left} does not lie within a map of {xs.Height}×{xs.Width}.",
                nameof(ys));
        }

        var length = ys.Width * ys.Channels;
        for (var row = 0; row < ys.Height; row++)
        {
            x.Slice(((top + row) * xs.Width + left) * xs.Channels, length).CopyTo(y[(row * length)..]);
        }
    }
}
