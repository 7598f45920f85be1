using System.Collections.Immutable;

namespace NetGen.Fuzz.Tests;

/// <summary>Weights in memory, stored in the order of one framework.</summary>
/// <param name="isTensorFlow">Whether filters are (height, width, in, out) and matrices (in, out).</param>
internal sealed class DrawnWeights(bool isTensorFlow) : ITensorSource
{
    private readonly List<TensorSpec> _declared = [];
    private readonly List<TensorSpec> _stored = [];
    private readonly Dictionary<string, float[]> _values = [];

    /// <summary>Name and shape of each tensor in PyTorch's order, as a network declares them.</summary>
    public IReadOnlyList<TensorSpec> Declared => _declared;

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Tensors => _stored;

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">PyTorch's.</param>
    /// <param name="values">In PyTorch's order; each is a single-precision number.</param>
    public void Add(string name, ImmutableArray<int> shape, double[] values)
    {
        _declared.Add(new TensorSpec(name, shape));
        ImmutableArray<int> axes = (isTensorFlow, shape.Length) switch { (true, 4) => [2, 3, 1, 0], (true, 2) => [1, 0], _ => [.. Enumerable.Range(0, shape.Length)] };
        _stored.Add(new TensorSpec(name, [.. axes.Select(axis => shape[axis])]));
        _values.Add(name, [.. Indices([.. axes.Select(axis => shape[axis])]).Select(index => (float)values[Offset(shape, axes, index)])]);
    }

    /// <inheritdoc/>
    public void Read(string name, long start, Span<float> destination) => _values[name].AsSpan((int)start, destination.Length).CopyTo(destination);

    private static IEnumerable<int[]> Indices(ImmutableArray<int> shape)
    {
        var count = shape.Aggregate(1, (product, extent) => product * extent);
        for (var next = 0; next < count; next++)
        {
            var (index, rest) = (new int[shape.Length], next);
            for (var axis = shape.Length - 1; axis >= 0; rest /= shape[axis], axis--) index[axis] = rest % shape[axis];
            yield return index;
        }
    }

    private static int Offset(ImmutableArray<int> shape, ImmutableArray<int> axes, int[] index)
    {
        var offset = 0;
        for (var axis = 0; axis < shape.Length; axis++) offset = (offset * shape[axis]) + index[axes.IndexOf(axis)];
        return offset;
    }
}
