using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Moves channels into pixels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PixelShuffle
{
    /// <summary>What an element costs, in multiply-adds of 8 lanes: elements move one by one.</summary>
    private const double StepsPerElement = 2;

    /// <summary>Output channel c at sub-pixel (i, j) is input channel c·r² + i·r + j.</summary>
    /// <param name="x">The input, H×W×(C·r²).</param>
    /// <param name="xs">Its size.</param>
    /// <param name="factor">r.</param>
    /// <param name="y">The output, rH × rW × C.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, the square of r does not divide the channels, the number of threads is not positive, or the spans overlap.
    /// </exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, int factor, Span<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Positive(factor, nameof(factor));
        var square = (long)factor * factor;
        Guard.Divides(square, xs.Channels, nameof(factor));
        var channels = (int)(xs.Channels / square);
        Guard.Map(y.Length, (long)xs.Height * factor, (long)xs.Width * factor, channels, nameof(y));
        Guard.Apart(x, y);
        Guard.Positive(threads, nameof(threads));
        fixed (float* input = x, output = y)
        {
            var rows = new Rows { X = input, Y = output, Size = xs, Factor = factor, Channels = channels };
            Pieces.For(rows, xs.Height, StepsPerElement * xs.Width * xs.Channels, threads);
        }
    }

    /// <summary>Rows of the input, output by output.</summary>
    private struct Rows : IPieces
    {
        public float* X, Y;
        public MapSize Size;
        public int Factor, Channels;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int end)
        {
            nint square = Factor * Factor;
            var row = (nint)Size.Width * Size.Channels;
            var y = Y + first * row;
            for (var x = X + first * row; x < X + end * row; x += row)
            {
                for (var i = 0; i < Factor; i++)
                {
                    var pixel = x + i * Factor;
                    for (var column = 0; column < Size.Width; column++, pixel += Size.Channels)
                    {
                        for (var j = 0; j < Factor; j++)
                        {
                            for (nint c = 0; c < Channels; c++) *y++ = pixel[j + c * square];
                        }
                    }
                }
            }
        }
    }
}
