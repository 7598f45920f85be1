using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The largest value of each window, per channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class MaxPool
{
    /// <summary>
    /// y = the largest of the window's taps inside of the map, so that padding never wins; a NaN among them does. −∞ where no tap is
    /// inside.
    /// </summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths or sizes do not fit each other, or the spans overlap.</exception>
    public static void Run(ReadOnlySpan<float> x, MapSize xs, in Window window, Span<float> y, MapSize ys, int threads)
    {
        WindowRows.Check(x, xs, window, y, ys, threads);
        WindowRows.Run(x, xs, window, y, ys, default(Largest), threads);
    }

    private readonly struct Largest : IWindowReduction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Reduce(in WindowTaps taps, float* x, nint channel, nint rest)
        {
            var largest = default(Maximum);
            largest.Start(Vector256.Create(float.NegativeInfinity));
            for (nint row = 0; row < taps.Rows; row++)
            {
                var input = x + row * taps.RowInput;
                for (nint column = 0; column < taps.Columns; column++, input += taps.ColumnInput)
                {
                    largest.Take(Lanes.Load(input, rest));
                }
            }

            return largest.Result;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void ReduceFour(in WindowTaps taps, float* x, nint channel, nint step, float* y, nint outputStep)
        {
            Maximum m0 = default, m1 = default, m2 = default, m3 = default;
            m0.Start(Vector256.Create(float.NegativeInfinity));
            m1 = m2 = m3 = m0;
            var columnInput = taps.ColumnInput;
            for (var row = taps.Rows; row > 0; row--, x += taps.RowInput)
            {
                var input = x;
                for (var column = taps.Columns; column > 0; column--, input += columnInput)
                {
                    m0.Take(Vector256.Load(input));
                    m1.Take(Vector256.Load(input + step));
                    m2.Take(Vector256.Load(input + 2 * step));
                    m3.Take(Vector256.Load(input + 3 * step));
                }
            }

            m0.Result.Store(y);
            m1.Result.Store(y + outputStep);
            m2.Result.Store(y + 2 * outputStep);
            m3.Result.Store(y + 3 * outputStep);
        }
    }
}
