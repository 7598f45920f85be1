using NetGen.Reference;

namespace NetGen.Networks.Tests.Support;

/// <summary>
/// Weights for a network, in PyTorch's order, that leave nothing at a value which hides mistakes: biases, means and shifts are not 0,
/// scales,
/// variances and slopes are not 1. Kernels keep the size of what passes through them (He et al. 2015).
/// </summary>
internal sealed class RandomTensors : ITensorSource
{
    private readonly Dictionary<string, float[]> _values = [];

    public RandomTensors(ReadOnlySpan<TensorSpec> specs, ulong seed = 7)
    {
        Tensors = specs.ToArray();
        var random = new RandomSource(seed);
        foreach (var spec in Tensors) _values.Add(spec.Name, Fill(spec, random));
    }

    public IReadOnlyList<TensorSpec> Tensors { get; }

    public float[] this[string name] => _values[name];

    /// <summary>The tensors as a weights file is written from them.</summary>
    public IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> All =>
        Tensors.Select(spec => (spec, new ReadOnlyMemory<float>(_values[spec.Name])));

    public void Read(string name, long start, Span<float> destination) =>
        _values[name].AsSpan((int)start, destination.Length).CopyTo(destination);

    private float[] Fill(TensorSpec spec, RandomSource random)
    {
        var (low, high) = Range(spec);
        return RandomSource.ToSingle(random.NextValues((int)spec.Length, low, high));
    }

    /// <summary>What a tensor's values lie between.</summary>
    public static (double Low, double High) Range(TensorSpec spec)
    {
        if (spec.Shape.Length > 1)
        {
            var bound = Math.Sqrt(6.0 / (spec.Length / spec.Shape[0]));
            return (-bound, bound);
        }

        return spec.Name[(spec.Name.LastIndexOf('.') + 1)..] switch
        {
            "running_var" => (0.5, 2),
            "weight" => (0.2, 1.2),
            _ => (-0.3, 0.3),
        };
    }
}

/// <summary>The tensors of a source in PyTorch's order, as a TensorFlow file stores them.</summary>
internal sealed class TensorFlowOrder(RandomTensors source) : ITensorSource
{
    public IReadOnlyList<TensorSpec> Tensors { get; } = [.. source.Tensors.Select(Reorder)];

    /// <summary>The tensors as a weights file is written from them.</summary>
    public IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> All =>
        source.Tensors.Select(spec => (Reorder(spec), new ReadOnlyMemory<float>(Transposed(spec))));

    public void Read(string name, long start, Span<float> destination)
    {
        var spec = source.Tensors.Single(tensor => tensor.Name == name);
        Transposed(spec).AsSpan((int)start, destination.Length).CopyTo(destination);
    }

    private static TensorSpec Reorder(TensorSpec spec) => spec.Shape.Length switch
    {
        4 => spec with { Shape = [spec.Shape[2], spec.Shape[3], spec.Shape[1], spec.Shape[0]] },
        2 => spec with { Shape = [spec.Shape[1], spec.Shape[0]] },
        _ => spec,
    };

    // (out, in, height, width) → (height, width, in, out); a matrix has one row and column.
    private float[] Transposed(TensorSpec spec)
    {
        var values = source[spec.Name];
        if (spec.Shape.Length == 1) return values;
        var (outputs, inputs) = (spec.Shape[0], spec.Shape[1]);
        var (height, width) = spec.Shape.Length == 4 ? (spec.Shape[2], spec.Shape[3]) : (1, 1);
        var result = new float[values.Length];
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < inputs; i++)
                for (var y = 0; y < height; y++)
                    for (var x = 0; x < width; x++)
                        result[((y * width + x) * inputs + i) * outputs + o] = values[((o * inputs + i) * height + y) * width + x];
        return result;
    }
}
