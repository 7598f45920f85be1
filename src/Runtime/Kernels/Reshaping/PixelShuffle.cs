using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Moves channels into pixels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PixelShuffle
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
        fixed (float* input = x, output = y) Move(input, xs, factor, channels, output);
    }

    /// <summary>Output by output, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(float* x, MapSize xs, int factor, int channels, float* y)
    {
        nint square = factor * factor;
        for (var row = 0; row < xs.Height; row++, x += (nint)xs.Width * xs.Channels)
        {
            for (var i = 0; i < factor; i++)
            {
                var pixel = x + i * factor;
                for (var column = 0; column < xs.Width; column++, pixel += xs.Channels)
                {
                    for (var j = 0; j < factor; j++)
                    {
                        for (nint c = 0; c < channels; c++) *y++ = pixel[j + c * square];
                    }
                }
            }
        }
    }
}
