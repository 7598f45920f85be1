using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The mean of each window, per channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class AveragePool
{
    /// <summary>
    /// y = the sum of the window's taps inside of the map, divided by their number. With <paramref name="countPad"/>, divided by the number
    /// of taps inside of the map and its padding, as in PyTorch: rows that only rounding up gave the window do not count. 0 where no tap is
    /// inside.
    /// </summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="countPad">Whether padding counts as zeros of the mean.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths or sizes do not fit each other, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, in Window window, bool countPad, Span<float> y, MapSize ys, int threads)
    {
        WindowRows.Check(x, xs, window, y, ys, threads);
        WindowRows.Run(x, xs, window, y, ys, new Average(countPad), threads);
    }

    private readonly struct Average(bool countPad) : IWindowReduction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Reduce(in WindowTaps taps, float* x, nint channel, nint rest)
        {
            var mean = default(Mean);
            for (nint row = 0; row < taps.Rows; row++)
            {
                var input = x + row * taps.RowInput;
                for (nint column = 0; column < taps.Columns; column++, input += taps.ColumnInput) mean.Add(Lanes.Load(input, rest));
            }

            return mean.Over(Count(taps));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void ReduceFour(in WindowTaps taps, float* x, nint channel, nint step, float* y, nint outputStep)
        {
            Mean m0 = default, m1 = default, m2 = default, m3 = default;
            var columnInput = taps.ColumnInput;
            for (var row = taps.Rows; row > 0; row--, x += taps.RowInput)
            {
                var input = x;
                for (var column = taps.Columns; column > 0; column--, input += columnInput)
                {
                    m0.Add(Vector256.Load(input));
                    m1.Add(Vector256.Load(input + step));
                    m2.Add(Vector256.Load(input + 2 * step));
                    m3.Add(Vector256.Load(input + 3 * step));
                }
            }

            var count = Count(taps);
            m0.Over(count).Store(y);
            m1.Over(count).Store(y + outputStep);
            m2.Over(count).Store(y + 2 * outputStep);
            m3.Over(count).Store(y + 3 * outputStep);
        }

        private long Count(in WindowTaps taps) => Math.Max(1, countPad ? taps.PaddedTaps : taps.Rows * taps.Columns);
    }
}
