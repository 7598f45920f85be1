using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Adds a border of zeros.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ZeroPad
{
    /// <summary>The map with as many rows and columns of zeros on each side.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="pad">Rows and columns added on each side.</param>
    /// <param name="y">The output, (H + 2·pad) × (W + 2·pad) × C.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the pad is negative, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int pad, Span<float> y)
    {
        Guard.Map(x.Length, xs, nameof(x));
        ArgumentOutOfRangeException.ThrowIfNegative(pad);
        Guard.Map(y.Length, xs.Height + 2L * pad, xs.Width + 2L * pad, xs.Channels, nameof(y));
        Guard.Apart(x, y);
        var inputRow = xs.Width * xs.Channels;
        var side = pad * xs.Channels;
        var outputRow = inputRow + 2 * side;
        y[..(pad * outputRow)].Clear();
        for (var row = 0; row < xs.Height; row++)
        {
            var destination = y.Slice((pad + row) * outputRow, outputRow);
            destination[..side].Clear();
            x.Slice(row * inputRow, inputRow).CopyTo(destination[side..]);
            destination[(side + inputRow)..].Clear();
        }

        y[((pad + xs.Height) * outputRow)..].Clear();
    }
}
