using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Products of branches, element by element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Multiply
{
    /// <summary>y = activation(x1 · x2).</summary>
    /// <param name="x1">A branch.</param>
    /// <param name="x2">A branch of the same length.</param>
    /// <param name="y">The output, of the same length; it may be the same memory as a branch.</param>
    /// <param name="activation">Applied to every product.</param>
    /// <param name="threads">At most so many threads take part.</param>
    /// <exception cref="ArgumentException">Lengths differ, the output overlaps a branch in part, or <paramref name="threads"/> is less than 1.</exception>
    public static void Run<TActivation>(ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, Span<float> y, TActivation activation, int threads)
        where TActivation : struct, IActivation =>
        Elementwise.Run<Join, TActivation>(x1, x2, default, default, 2, y, activation, threads);

    /// <summary>y = activation((x1 · x2) · x3).</summary>
    /// <param name="x1">A branch.</param>
    /// <param name="x2">A branch of the same length.</param>
    /// <param name="x3">A branch of the same length.</param>
    /// <param name="y">The output, of the same length; it may be the same memory as a branch.</param>
    /// <param name="activation">Applied to every product.</param>
    /// <param name="threads">At most so many threads take part.</param>
    /// <exception cref="ArgumentException">Lengths differ, the output overlaps a branch in part, or <paramref name="threads"/> is less than 1.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3, Span<float> y, TActivation activation, int threads)
        where TActivation : struct, IActivation =>
        Elementwise.Run<Join, TActivation>(x1, x2, x3, default, 3, y, activation, threads);

    /// <summary>y = activation(((x1 · x2) · x3) · x4).</summary>
    /// <param name="x1">A branch.</param>
    /// <param name="x2">A branch of the same length.</param>
    /// <param name="x3">A branch of the same length.</param>
    /// <param name="x4">A branch of the same length.</param>
    /// <param name="y">The output, of the same length; it may be the same memory as a branch.</param>
    /// <param name="activation">Applied to every product.</param>
    /// <param name="threads">At most so many threads take part.</param>
    /// <exception cref="ArgumentException">Lengths differ, the output overlaps a branch in part, or <paramref name="threads"/> is less than 1.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3, ReadOnlySpan<float> x4, Span<float> y, TActivation activation, int threads)
        where TActivation : struct, IActivation =>
        Elementwise.Run<Join, TActivation>(x1, x2, x3, x4, 4, y, activation, threads);

    private readonly struct Join : IElementJoin
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector256<float> IElementJoin.Join(Vector256<float> a, Vector256<float> b) => a * b;
    }
}
