using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Changes the order in which a map lies in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LayoutChange
{
    /// <summary>Pixels that are moved before the next channel's turn: a cache line of a plane.</summary>
    private const int Tile = 16;

    /// <summary>What an element costs, in multiply-adds of 8 lanes: memory.</summary>
    private const double StepsPerElement = 0.5;

    /// <summary>Channels innermost → a plane per channel.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, C×H×W.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap.</exception>
    public static void NhwcToNchw(ReadOnlySpan<float> x, MapSize xs, Span<float> y, int threads)
    {
        Check(x, xs, y, threads);
        fixed (float* input = x, output = y) Transpose(input, x.Length / xs.Channels, xs.Channels, output, threads);
    }

    /// <summary>A plane per channel → channels innermost.</summary>
    /// <param name="x">The input, C×H×W.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, H×W×C.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the number of threads is not positive, or the spans overlap.</exception>
    public static void NchwToNhwc(ReadOnlySpan<float> x, MapSize xs, Span<float> y, int threads)
    {
        Check(x, xs, y, threads);
        fixed (float* input = x, output = y) Transpose(input, xs.Channels, x.Length / xs.Channels, output, threads);
    }

    private static void Check(ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, xs, nameof(y));
        Guard.Apart(x, y);
        Guard.Positive(threads, nameof(threads));
    }

    /// <summary>Rows become columns. What is long is cut into strips, one tile wide, for the threads: one side is that of the pixels, the other of the channels.</summary>
    private static void Transpose(float* x, nint rows, nint columns, float* y, int threads)
    {
        var strips = new Strips { X = x, Y = y, Rows = rows, Columns = columns, AlongRows = rows >= columns };
        var (length, width) = strips.AlongRows ? (rows, columns) : (columns, rows);
        Pieces.For(strips, (int)((length + Tile - 1) / Tile), StepsPerElement * Tile * width, threads);
    }

    /// <summary>Strips of so many rows, or of so many columns.</summary>
    private struct Strips : IPieces
    {
        public float* X, Y;
        public nint Rows, Columns;
        public bool AlongRows;

        public readonly void Run(int first, int end)
        {
            var (start, stop) = ((nint)first * Tile, (nint)end * Tile);
            if (AlongRows) Transpose(X, Rows, Columns, Y, start, nint.Min(stop, Rows), 0, Columns);
            else Transpose(X, Rows, Columns, Y, 0, Rows, start, nint.Min(stop, Columns));
        }
    }

    /// <summary>A rectangle, a square at a time, so that both sides stay in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* x, nint rows, nint columns, float* y, nint firstRow, nint endRow, nint firstColumn, nint endColumn)
    {
        for (var top = firstRow; top < endRow; top += Tile)
        {
            var bottom = nint.Min(top + Tile, endRow);
            for (var left = firstColumn; left < endColumn; left += Tile)
            {
                var right = nint.Min(left + Tile, endColumn);
                var row = top;
                for (; row + Lanes.Count <= bottom; row += Lanes.Count)
                {
                    var column = left;
                    for (; column + Lanes.Count <= right; column += Lanes.Count) TransposeSquare(x + row * columns + column, columns, y + column * rows + row, rows);
                    TransposeSingly(x, columns, y, rows, row, row + Lanes.Count, column, right);
                }

                TransposeSingly(x, columns, y, rows, row, bottom, left, right);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSingly(float* x, nint columns, float* y, nint rows, nint top, nint bottom, nint left, nint right)
    {
        for (var column = left; column < right; column++)
        {
            for (var row = top; row < bottom; row++) y[column * rows + row] = x[row * columns + column];
        }
    }

    /// <summary>8×8 elements in registers: halves, then quarters, then single lanes change places between rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeSquare(float* x, nint step, float* y, nint outputStep)
    {
        var (r0, r1, r2, r3) = (Vector256.Load(x), Vector256.Load(x + step), Vector256.Load(x + 2 * step), Vector256.Load(x + 3 * step));
        x += 4 * step;
        var (r4, r5, r6, r7) = (Vector256.Load(x), Vector256.Load(x + step), Vector256.Load(x + 2 * step), Vector256.Load(x + 3 * step));

        var (others, keeps) = (Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3), Vector256.Create(-1, -1, -1, -1, 0, 0, 0, 0).AsSingle());
        Exchange(ref r0, ref r4, others, keeps);
        Exchange(ref r1, ref r5, others, keeps);
        Exchange(ref r2, ref r6, others, keeps);
        Exchange(ref r3, ref r7, others, keeps);

        (others, keeps) = (Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5), Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0).AsSingle());
        Exchange(ref r0, ref r2, others, keeps);
        Exchange(ref r1, ref r3, others, keeps);
        Exchange(ref r4, ref r6, others, keeps);
        Exchange(ref r5, ref r7, others, keeps);

        (others, keeps) = (Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6), Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0).AsSingle());
        Exchange(ref r0, ref r1, others, keeps);
        Exchange(ref r2, ref r3, others, keeps);
        Exchange(ref r4, ref r5, others, keeps);
        Exchange(ref r6, ref r7, others, keeps);

        r0.Store(y);
        r1.Store(y + outputStep);
        r2.Store(y + 2 * outputStep);
        r3.Store(y + 3 * outputStep);
        y += 4 * outputStep;
        r4.Store(y);
        r5.Store(y + outputStep);
        r6.Store(y + 2 * outputStep);
        r7.Store(y + 3 * outputStep);
    }

    /// <summary>The lanes that <paramref name="upper"/> does not keep against those that <paramref name="lower"/> does not, each in the place of its counterpart.</summary>
    /// <param name="upper">The row that comes first.</param>
    /// <param name="lower">The row that comes second.</param>
    /// <param name="others">For each lane, its counterpart.</param>
    /// <param name="keeps">The lanes that the first row keeps; the second keeps the others.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(ref Vector256<float> upper, ref Vector256<float> lower, Vector256<int> others, Vector256<float> keeps)
    {
        var first = Vector256.ConditionalSelect(keeps, upper, Vector256.Shuffle(lower, others));
        lower = Vector256.ConditionalSelect(keeps, Vector256.Shuffle(upper, others), lower);
        upper = first;
    }
}
