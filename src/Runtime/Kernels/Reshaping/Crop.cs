using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Cuts a rectangle out of a map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Crop
{
    /// <summary>What an element costs, in multiply-adds of 8 lanes: memory.</summary>
    private const double StepsPerElement = 0.5;

    /// <summary>The rectangle of the output's size whose first pixel is given.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="top">The first row that is kept.</param>
    /// <param name="left">The first column that is kept.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, the rectangle does not lie within the map, the number of threads is not positive, or the spans overlap.
    /// </exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int top, int left, Span<float> y, MapSize ys, int threads)
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

        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            var rows = new Rows
            {
                X = input + ((nint)top * xs.Width + left) * xs.Channels, Y = output, InputRow = (nint)xs.Width * xs.Channels, Length = ys.Width * ys.Channels,
            };
            Pieces.For(rows, ys.Height, StepsPerElement * rows.Length, threads);
        }
    }

    private struct Rows : IPieces
    {
        public float* X, Y;
        public nint InputRow;
        public int Length;

        public readonly void Run(int first, int end)
        {
            for (nint row = first; row < end; row++) new ReadOnlySpan<float>(X + row * InputRow, Length).CopyTo(new Span<float>(Y + row * Length, Length));
        }
    }
}
