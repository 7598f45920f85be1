using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Enlarges a map by a whole factor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Upsample
{
    /// <summary>What an output costs, in multiply-adds of 8 lanes: memory is what takes the time.</summary>
    private const double StepsOfCopy = 0.5, StepsOfMix = 4;

    /// <summary>Columns of a row whose places in the input are kept: 3 KiB.</summary>
    private const int ColumnsAtOnce = 256;

    /// <summary>Every pixel scale × scale times.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="scale">Output rows per input row, and columns per column.</param>
    /// <param name="y">The output, scale·H × scale·W × C.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the scale or the number of threads is not positive, or the spans overlap.</exception>
    public static void Nearest(ReadOnlySpan<float> x, MapSize xs, int scale, Span<float> y, int threads)
    {
        Check(x, xs, scale, y, threads);
        fixed (float* input = x, output = y)
        {
            var call = new Call { X = input, Xs = xs, Scale = scale, Y = output };
            WorkerPool.For(xs.Height, StepsOfCopy * y.Length / xs.Height, threads, &WidenRows, &call);
        }
    }

    /// <summary>Rows of the input, each as many times as it comes.</summary>
    private static void WidenRows(void* context, int first, int end)
    {
        ref readonly var call = ref Unsafe.AsRef<Call>(context);
        var (inputRow, outputRow) = ((nint)call.Xs.Width * call.Xs.Channels, (nint)call.Xs.Width * call.Scale * call.Xs.Channels);
        for (nint row = first; row < end; row++)
        {
            var output = call.Y + row * call.Scale * outputRow;
            WidenRow(call.X + row * inputRow, call.Xs.Width, call.Xs.Channels, call.Scale, output);
            for (nint copy = 1; copy < call.Scale; copy++) new ReadOnlySpan<float>(output, (int)outputRow).CopyTo(new Span<float>(output + copy * outputRow, (int)outputRow));
        }
    }

    /// <summary>Pixels are short: a call for each would cost more than its copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WidenRow(float* x, int width, nint channels, int scale, float* y)
    {
        for (var column = 0; column < width; column++, x += channels)
        {
            for (var copy = 0; copy < scale; copy++, y += channels)
            {
                nint c = 0;
                for (; c <= channels - Lanes.Count; c += Lanes.Count) Vector256.Load(x + c).Store(y + c);
                for (; c < channels; c++) y[c] = x[c];
            }
        }
    }

    /// <summary>Bilinear interpolation between the four nearest pixels.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="scale">Output rows per input row, and columns per column.</param>
    /// <param name="alignCorners">Whether the centres of the corner pixels coincide; otherwise their outer edges do.</param>
    /// <param name="y">The output, scale·H × scale·W × C.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">A span's length does not fit, the scale or the number of threads is not positive, or the spans overlap.</exception>
    public static void Bilinear(ReadOnlySpan<float> x, MapSize xs, int scale, bool alignCorners, Span<float> y, int threads)
    {
        Check(x, xs, scale, y, threads);
        fixed (float* input = x, output = y)
        {
            var call = new Call { X = input, Xs = xs, Scale = scale, AlignCorners = alignCorners, Y = output };
            var rows = xs.Height * scale;
            WorkerPool.For(rows, StepsOfMix * y.Length / rows, threads, &MixRows, &call);
        }
    }

    /// <summary>Rows of the output, some columns at a time, for which is computed once where they lie in the input.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixRows(void* context, int first, int end)
    {
        ref readonly var call = ref Unsafe.AsRef<Call>(context);
        var (xs, width) = (call.Xs, call.Xs.Width * call.Scale);
        var columns = stackalloc Between[ColumnsAtOnce];
        for (int column = 0, count; column < width; column += count)
        {
            count = Math.Min(ColumnsAtOnce, width - column);
            for (var i = 0; i < count; i++) columns[i] = Between.At(column + i, xs.Width, call.Scale, call.AlignCorners);
            for (var row = first; row < end; row++)
            {
                var vertical = Between.At(row, xs.Height, call.Scale, call.AlignCorners);
                var upper = call.X + (nint)vertical.First * xs.Width * xs.Channels;
                var lower = call.X + (nint)vertical.Second * xs.Width * xs.Channels;
                MixRow(upper, lower, vertical.Weight, columns, count, xs.Channels, call.Y + ((nint)row * width + column) * xs.Channels);
            }
        }
    }

    /// <summary>Some columns of a row. The last 8 channels are moved back over those before: what is computed twice is the same to the bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixRow(float* upper, float* lower, float weight, Between* columns, int count, nint channels, float* output)
    {
        var last = channels - Lanes.Count;
        for (var column = 0; column < count; column++, output += channels)
        {
            var (left, right) = (columns[column].First * channels, columns[column].Second * channels);
            if (last < 0)
            {
                var above = Mix(Lanes.Load(upper + left, channels), Lanes.Load(upper + right, channels), columns[column].Weight);
                var below = Mix(Lanes.Load(lower + left, channels), Lanes.Load(lower + right, channels), columns[column].Weight);
                Lanes.Store(Mix(above, below, weight), output, channels);
                continue;
            }

            for (nint next = 0; next < channels; next += Lanes.Count)
            {
                var c = nint.Min(next, last);
                var above = Mix(Vector256.Load(upper + left + c), Vector256.Load(upper + right + c), columns[column].Weight);
                var below = Mix(Vector256.Load(lower + left + c), Vector256.Load(lower + right + c), columns[column].Weight);
                Mix(above, below, weight).Store(output + c);
            }
        }
    }

    private static void Check(ReadOnlySpan<float> x, MapSize xs, int scale, ReadOnlySpan<float> y, int threads)
    {
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Positive(scale, nameof(scale));
        Guard.Positive(threads, nameof(threads));
        Guard.Map(y.Length, (long)xs.Height * scale, (long)xs.Width * scale, xs.Channels, nameof(y));
        Guard.Apart(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mix(Vector256<float> first, Vector256<float> second, float weight) =>
        Vector256.MultiplyAddEstimate(second, Vector256.Create(weight), first * Vector256.Create(1 - weight));

    /// <summary>Two neighbouring rows or columns, and the weight of the second.</summary>
    private readonly record struct Between(int First, int Second, float Weight)
    {
        /// <summary>
        /// Where an output lies in the input, as a fraction of whole numbers: its weights are the same to the bit for every output at the
        /// same place between two pixels.
        /// </summary>
        public static Between At(int output, int extent, int scale, bool alignCorners)
        {
            var numerator = alignCorners ? (long)output * (extent - 1) : Math.Max(0, 2L * output + 1 - scale);
            var denominator = alignCorners ? Math.Max(1, (long)extent * scale - 1) : 2L * scale;
            var (first, remainder) = Math.DivRem(numerator, denominator);
            return new((int)first, (int)Math.Min(first + 1, extent - 1), (float)((double)remainder / denominator));
        }
    }

    private struct Call
    {
        public float* X;
        public MapSize Xs;
        public int Scale;
        public bool AlignCorners;
        public float* Y;
    }
}
