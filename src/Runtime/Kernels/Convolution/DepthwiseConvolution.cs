using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Convolution of every channel with its own filter.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class DepthwiseConvolution
{
    /// <summary>y = activation(Σ x·w + bias) per channel, the sum over the window's taps inside of the map, row by row.</summary>
    /// <param name="x">The input, H×W×C.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="y">The output, rows×columns×C.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, DepthwiseWeights w, in Window window,
        Span<float> y, MapSize ys, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        WindowRows.Check(x, xs, window, y, ys, threads);
        ArgumentNullException.ThrowIfNull(w);
        Guard.Equal(xs.Channels, w.Channels, "The number of channels", nameof(xs));
        Guard.Equal(window.KernelHeight, w.KernelHeight, "The kernel height", nameof(window));
        Guard.Equal(window.KernelWidth, w.KernelWidth, "The kernel width", nameof(window));
        var reduction = new Filter<TActivation>(w, activation);
        WindowRows.Run(x, xs, window, y, ys, reduction, threads);
        GC.KeepAlive(w);
    }

    private readonly struct Filter<TActivation>(DepthwiseWeights w, TActivation activation) : IWindowReduction
        where TActivation : struct, IActivation
    {
        private readonly float* _filters = w.Filters;
        private readonly float* _bias = w.Bias;
        private readonly nint _tapLength = (nint)w.TapLength;
        private readonly int _kernelWidth = w.KernelWidth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Reduce(in WindowTaps taps, float* x, nint channel, nint rest)
        {
            var sum = Vector256<float>.Zero;
            for (nint row = 0; row < taps.Rows; row++)
            {
                var input = x + row * taps.RowInput;
                var weights = _filters + ((taps.FirstRow + row) * _kernelWidth + taps.FirstColumn) * _tapLength + channel;
                for (nint column = 0; column < taps.Columns; column++)
                {
                    sum = Vector256.MultiplyAddEstimate(Lanes.Load(input, rest), Vector256.Load(weights), sum);
                    input += taps.ColumnInput;
                    weights += _tapLength;
                }
            }

            return activation.Invoke(sum + Vector256.Load(_bias + channel));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void ReduceFour(in WindowTaps taps, float* x, nint channel, nint step, float* y, nint outputStep)
        {
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (nint row = 0; row < taps.Rows; row++)
            {
                var input = x + row * taps.RowInput;
                var weights = _filters + ((taps.FirstRow + row) * _kernelWidth + taps.FirstColumn) * _tapLength + channel;
                for (nint column = 0; column < taps.Columns; column++, input += taps.ColumnInput, weights += _tapLength)
                {
                    var tap = Vector256.Load(weights);
                    s0 = Vector256.MultiplyAddEstimate(Vector256.Load(input), tap, s0);
                    s1 = Vector256.MultiplyAddEstimate(Vector256.Load(input + step), tap, s1);
                    s2 = Vector256.MultiplyAddEstimate(Vector256.Load(input + 2 * step), tap, s2);
                    s3 = Vector256.MultiplyAddEstimate(Vector256.Load(input + 3 * step), tap, s3);
                }
            }

            var bias = Vector256.Load(_bias + channel);
            activation.Invoke(s0 + bias).Store(y);
            activation.Invoke(s1 + bias).Store(y + outputStep);
            activation.Invoke(s2 + bias).Store(y + 2 * outputStep);
            activation.Invoke(s3 + bias).Store(y + 3 * outputStep);
        }
    }
}
