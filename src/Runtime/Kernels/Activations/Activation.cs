using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>An activation that is not fused into the operator before it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Activation
{
    /// <summary>y = activation(x), element by element.</summary>
    /// <param name="x">The input, of any length.</param>
    /// <param name="y">The output, of the same length; it may be the same memory.</param>
    /// <param name="activation">The function.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap in part.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TActivation>(ReadOnlySpan<float> x, Span<float> y, TActivation activation)
        where TActivation : struct, IActivation
    {
        Guard.Equal(y.Length, x.Length, "The length of the output", nameof(y));
        Guard.SameOrApart(x, y);
        fixed (float* source = x, destination = y)
        {
            for (nint i = 0; i < x.Length; i += Lanes.Count)
            {
                var rest = x.Length - i;
                Lanes.Store(activation.Invoke(Lanes.Load(source + i, rest)), destination + i, rest);
            }
        }
    }
}
