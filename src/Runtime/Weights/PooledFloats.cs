using System.Buffers;

namespace NetGen;

/// <summary>An array out of the pool; it goes back when disposed of.</summary>
internal readonly ref struct PooledFloats : IDisposable
{
    private readonly float[] _array;

    public PooledFloats(int length)
    {
        _array = ArrayPool<float>.Shared.Rent(length);
        Span = _array.AsSpan(0, length);
    }

    public Span<float> Span { get; }

    public void Dispose() => ArrayPool<float>.Shared.Return(_array);
}
