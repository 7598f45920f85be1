using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>How two branches become one, 8 elements at a time.</summary>
internal interface IElementJoin
{
    /// <summary>Each lane depends on the same lane of the arguments alone.</summary>
    Vector256<float> Join(Vector256<float> a, Vector256<float> b);
}

/// <summary>Joins up to four branches element by element, in their order, and activates the result.</summary>
internal static unsafe class Elementwise
{
    /// <summary>Elements that go to one thread: some cache lines.</summary>
    private const int PieceLength = 256;

    /// <summary>y = activation(((x1 ∘ x2) ∘ x3) ∘ x4); the last two may be empty.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or the output overlaps a branch in part.</exception>
    public static void Run<TJoin, TActivation>(
        ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3, ReadOnlySpan<float> x4, int branches, Span<float> y, TActivation activation, int threads)
        where TJoin : struct, IElementJoin
        where TActivation : struct, IActivation
    {
        Guard.Positive(threads, nameof(threads));
        Check(x1, y, nameof(x1));
        Check(x2, y, nameof(x2));
        if (branches > 2) Check(x3, y, nameof(x3));
        if (branches > 3) Check(x4, y, nameof(x4));
        fixed (float* a = x1, b = x2, c = x3, d = x4, output = y)
        {
            var call = new Call<TActivation> { A = a, B = b, C = c, D = d, Branches = branches, Y = output, Length = y.Length, Activation = activation };
            var pieces = (int)(((long)y.Length + PieceLength - 1) / PieceLength);
            WorkerPool.For(pieces, (double)PieceLength * branches / Lanes.Count, threads, &RunPieces<TJoin, TActivation>, Unsafe.AsPointer(ref call));
        }
    }

    private static void Check(ReadOnlySpan<float> x, ReadOnlySpan<float> y, string name)
    {
        Guard.Equal(x.Length, y.Length, "The length of a branch", name);
        if (x.Length > 0) Guard.SameOrApart(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPieces<TJoin, TActivation>(void* context, int first, int endPiece)
        where TJoin : struct, IElementJoin
        where TActivation : struct, IActivation
    {
        ref readonly var call = ref Unsafe.AsRef<Call<TActivation>>(context);
        float* a = call.A, b = call.B, c = call.C, d = call.D, y = call.Y;
        var (branches, activation, join) = (call.Branches, call.Activation, default(TJoin));
        var end = nint.Min(call.Length, (nint)endPiece * PieceLength);
        for (var i = (nint)first * PieceLength; i < end; i += Lanes.Count)
        {
            var rest = end - i;
            var value = join.Join(Lanes.Load(a + i, rest), Lanes.Load(b + i, rest));
            if (branches > 2) value = join.Join(value, Lanes.Load(c + i, rest));
            if (branches > 3) value = join.Join(value, Lanes.Load(d + i, rest));
            Lanes.Store(activation.Invoke(value), y + i, rest);
        }
    }

    private struct Call<TActivation>
    {
        public float* A;
        public float* B;
        public float* C;
        public float* D;
        public int Branches;
        public float* Y;
        public nint Length;
        public TActivation Activation;
    }
}
