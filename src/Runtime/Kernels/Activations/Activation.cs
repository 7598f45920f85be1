using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>An activation that is not fused into the operator before it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Activation
{
    /// <summary>Elements that go to one thread: some cache lines.</summary>
    private const int PartLength = 256;

    /// <summary>What 8 elements cost, in multiply-adds: memory for a rectifier, twice as much for a power.</summary>
    private const double StepsPerVector = 8;

    /// <summary>y = activation(x), element by element.</summary>
    /// <param name="x">The input, of any length.</param>
    /// <param name="y">The output, of the same length; it may be the same memory.</param>
    /// <param name="activation">The function.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">The lengths differ, the number of threads is not positive, or the spans overlap in part.</exception>
    public static void Run<TActivation>(ReadOnlySpan<float> x, Span<float> y, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        Guard.Equal(y.Length, x.Length, "The length of the output", nameof(y));
        Guard.SameOrApart(x, y);
        Guard.Positive(threads, nameof(threads));
        fixed (float* source = x, destination = y)
        {
            var parts = new Parts<TActivation> { X = source, Y = destination, Length = x.Length, Activation = activation };
            Pieces.For(parts, (int)(((long)x.Length + PartLength - 1) / PartLength), StepsPerVector * PartLength / Lanes.Count, threads);
        }
    }

    private struct Parts<TActivation> : IPieces
        where TActivation : struct, IActivation
    {
        public float* X, Y;
        public nint Length;
        public TActivation Activation;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int first, int endPart)
        {
            var activation = Activation;
            var end = nint.Min(Length, (nint)endPart * PartLength);
            for (var i = (nint)first * PartLength; i < end; i += Lanes.Count)
            {
                var rest = end - i;
                Lanes.Store(activation.Invoke(Lanes.Load(X + i, rest)), Y + i, rest);
            }
        }
    }
}
