namespace NetGen.Runtime.Tests.Weights;

/// <summary>Tensors in memory, as a user's own source would be.</summary>
internal sealed class MemorySource : ITensorSource
{
    private readonly List<TensorSpec> _specs = [];
    private readonly Dictionary<string, float[]> _values = [];

    public IReadOnlyList<TensorSpec> Tensors => _specs;

    /// <summary>The most elements that one call asked for.</summary>
    public int LongestRead { get; private set; }

    /// <summary>All elements that calls asked for.</summary>
    public long TotalRead { get; private set; }

    public MemorySource Add(string name, int[] shape, params float[] values)
    {
        _specs.Add(new TensorSpec(name, [.. shape]));
        _values.Add(name, values);
        return this;
    }

    /// <summary>A tensor whose elements are distinct: 1, 2, 3 … over a power of two that keeps them exact.</summary>
    public MemorySource AddCount(string name, params int[] shape) =>
        Add(name, shape, [.. Enumerable.Range(1, shape.Aggregate(1, (product, extent) => product * extent)).Select(i => i / 16f)]);

    public float[] Values(string name) => _values[name];

    public void Read(string name, long start, Span<float> destination)
    {
        LongestRead = Math.Max(LongestRead, destination.Length);
        TotalRead += destination.Length;
        _values[name].AsSpan((int)start, destination.Length).CopyTo(destination);
    }
}
