using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Changes the order in which a map lies in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LayoutChange
{
    /// <summary>Pixels that are moved before the next channel's turn: a cache line of a plane.</summary>
    private const int Tile = 16;

    /// <summary>Channels innermost → a plane per channel.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, C×H×W.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, or the spans overlap.</exception>
    public static void NhwcToNchw(ReadOnlySpan<float> x, MapSize xs, Span<float> y)
    {
        Check(x, xs, y);
        fixed (float* input = x, output = y) Transpose(input, x.Length / xs.Channels, xs.Channels, output);
    }

    /// <summary>A plane per channel → channels innermost.</summary>
    /// <param name="x">The input, C×H×W.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, H×W×C.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, or the spans overlap.</exception>
    public static void NchwToNhwc(ReadOnlySpan<float> x, MapSize xs, Span<float> y)
    {
        Check(x, xs, y);
        fixed (float* input = x, output = y) Transpose(input, xs.Channels, x.Length / xs.Channels, output);
    }

    private static void Check(ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> y)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.Apart(x, y);
    }

    /// <summary>Rows become columns, a square at a time, so that both sides stay in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* x, nint rows, nint columns, float* y)
    {
        for (nint top = 0; top < rows; top += Tile)
        {
            var bottom = nint.Min(top + Tile, rows);
            for (nint left = 0; left < columns; left += Tile)
            {
                var right = nint.Min(left + Tile, columns);
                for (var column = left; column < right; column++)
                {
                    for (var row = top; row < bottom; row++) y[column * rows + row] = x[row * columns + column];
                }
            }
        }
    }
}
