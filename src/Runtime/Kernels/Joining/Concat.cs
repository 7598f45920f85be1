using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Puts the channels of branches side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Concat
{
    /// <summary>Copies one branch to its channels of the output; the others stay as they are.</summary>
    /// <param name="x">The branch, H×W×channels.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="y">The output, H×W×C.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="first">The first of the branch's channels in the output.</param>
    /// <param name="threads">At most so many threads take part.</param>
    /// <exception cref="ArgumentException">
    /// A span's length does not fit, the channels do not lie within those of the output, the spans overlap, or <paramref name="threads"/> is less than 1.
    /// </exception>
    public static void Run(ReadOnlySpan<float> x, int channels, Span<float> y, MapSize ys, int first, int threads)
    {
        Guard.Positive(threads, nameof(threads));
        Guard.Map(x.Length, ys.Height, ys.Width, channels, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Within(first, channels, ys.Channels, nameof(first));

        fixed (float* input = x, output = y)
        {
            var call = new Call { X = input, Channels = channels, Y = output + first, Step = ys.Channels, Pixels = ys.Width };
            WorkerPool.For(ys.Height, 2.0 * ys.Width * channels / Lanes.Count, threads, &CopyRows, Unsafe.AsPointer(ref call));
        }
    }

    /// <summary>Pixels are short: a call for each would cost more than its copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(void* context, int first, int end)
    {
        ref readonly var call = ref Unsafe.AsRef<Call>(context);
        var (channels, step) = (call.Channels, call.Step);
        var x = call.X + first * call.Pixels * channels;
        var y = call.Y + first * call.Pixels * step;
        for (var pixel = first * call.Pixels; pixel < end * call.Pixels; pixel++, x += channels, y += step)
        {
            nint c = 0;
            for (; c <= channels - Lanes.Count; c += Lanes.Count) Vector256.Load(x + c).Store(y + c);
            for (; c < channels; c++) y[c] = x[c];
        }
    }

    private struct Call
    {
        public float* X;
        public nint Channels;
        public float* Y;
        public nint Step;
        public nint Pixels;
    }
}
