using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Adds a border of zeros.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ZeroPad
{
    /// <summary>What an element costs, in multiply-adds of 8 lanes: memory.</summary>
    private const double StepsPerElement = 0.5;

    /// <summary>The map with as many rows and columns of zeros on each side.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="pad">Rows and columns added on each side.</param>
    /// <param name="y">The output, (H + 2·pad) × (W + 2·pad) × C.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the pad is negative, the number of threads is not positive, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int pad, Span<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        ArgumentOutOfRangeException.ThrowIfNegative(pad);
        Guard.Map(y.Length, xs.Height + 2L * pad, xs.Width + 2L * pad, xs.Channels, nameof(y));
        Guard.Apart(x, y);
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            var rows = new Rows { X = input, Y = output, Height = xs.Height, Row = xs.Width * xs.Channels, Pad = pad, Side = pad * xs.Channels };
            Pieces.For(rows, xs.Height + 2 * pad, StepsPerElement * (rows.Row + 2 * rows.Side), threads);
        }
    }

    /// <summary>Rows of the output.</summary>
    private struct Rows : IPieces
    {
        public float* X, Y;
        public int Height, Row, Pad, Side;

        public readonly void Run(int first, int end)
        {
            var length = Row + 2 * Side;
            for (var row = first; row < end; row++)
            {
                var output = new Span<float>(Y + (nint)row * length, length);
                if (row < Pad || row >= Pad + Height)
                {
                    output.Clear();
                    continue;
                }

                output[..Side].Clear();
                new ReadOnlySpan<float>(X + (nint)(row - Pad) * Row, Row).CopyTo(output[Side..]);
                output[(Side + Row)..].Clear();
            }
        }
    }
}
