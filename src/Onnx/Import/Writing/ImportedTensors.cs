using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>The weights of an imported network, under the names that the compiled class asks for.</summary>
internal sealed class ImportedTensors : ITensorSource
{
    private readonly Dictionary<string, Lazy<float[]>> _values = new(StringComparer.Ordinal);
    private readonly List<TensorSpec> _specs = [];
    private readonly string _source;

    public ImportedTensors(ImportedNetwork network)
    {
        _source = network.Source;
        foreach (var (layer, layerName) in network.Layers)
        {
            foreach (var weight in layer.Weights)
            {
                var name = $"{layerName}.{weight.Suffix}";
                _specs.Add(new TensorSpec(name, weight.Shape));
                _values.Add(name, weight.Values);
            }
        }
    }

    public IReadOnlyList<TensorSpec> Tensors => _specs;

    public void Read(string name, long start, Span<float> destination) => _values[name].Value.AsSpan((int)start, destination.Length).CopyTo(destination);

    /// <summary>All tensors with their values.</summary>
    public IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> All => _specs.Select(spec => (spec, (ReadOnlyMemory<float>)_values[spec.Name].Value));

    /// <summary>What weights cannot be: infinite or not numbers.</summary>
    public IEnumerable<string> NotFinite() =>
        _specs.Where(spec => _values[spec.Name].Value.Any(value => !float.IsFinite(value))).Select(spec => $"The weight '{spec.Name}' has values that are infinite or no numbers.");

    public override string ToString() => _source;
}
