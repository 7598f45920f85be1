using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>A layer of the network to be written: an attribute, what it reads, and its weights.</summary>
/// <param name="kind">The attribute's name.</param>
/// <param name="output">The map it gives.</param>
/// <param name="inputs">The layers it reads; several for a join.</param>
internal sealed class Layer(string kind, MapSize output, params ImmutableArray<Layer> inputs)
{
    /// <summary>The kind that stands for the network's input.</summary>
    public const string Input = "Input";

    /// <summary>
    /// A factor and a summand for each channel, "scale" and "shift". No attribute: passes put it into a neighbour's weights, or make it a convolution.
    /// </summary>
    public const string Affine = "Affine";

    /// <summary>The error function. No attribute: it is a part of GELU, or not supported.</summary>
    public const string Erf = "Erf";

    public string Kind { get; private set; } = kind;

    public MapSize Output { get; } = output;

    public ImmutableArray<Layer> Inputs { get; set; } = inputs;

    /// <summary>The name that the model suggests, not yet made unique; null for none.</summary>
    public string? Name { get; set; }

    /// <summary>The operator that it comes from, for messages.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The constructor's arguments: int, double or string.</summary>
    public ImmutableArray<object> Arguments { get; set; } = [];

    /// <summary>Properties that differ from their default: int, double, bool or an enumeration of NetGen.</summary>
    public ImmutableArray<(string Name, object Value)> Options { get; set; } = [];

    public ImmutableArray<LayerWeight> Weights { get; set; } = [];

    public bool Has(string weight) => Weights.Any(candidate => candidate.Suffix == weight);

    public float[] Weight(string suffix) => Weights.Single(weight => weight.Suffix == suffix).Values.Value;

    public object? Option(string name) => Options.FirstOrDefault(option => option.Name == name).Value;

    public void Set(string option, object value) => Options = [.. Options.Where(other => other.Name != option), (option, value)];

    public void Unset(string option) => Options = Options.RemoveAll(other => other.Name == option);

    /// <summary>Replaces a weight, or adds it.</summary>
    public void SetWeight(string suffix, ImmutableArray<int> shape, Func<float[]> values)
    {
        var weight = new LayerWeight(suffix, shape, new Lazy<float[]>(values));
        var index = Weights.ToList().FindIndex(other => other.Suffix == suffix);
        Weights = index < 0 ? Weights.Add(weight) : Weights.SetItem(index, weight);
    }

    /// <summary>Becomes another layer that gives a map of the same size.</summary>
    public void Become(string kind, ImmutableArray<object> arguments, ImmutableArray<(string, object)> options, ImmutableArray<LayerWeight> weights)
    {
        (Kind, Arguments, Options, Weights) = (kind, arguments, options, weights);
    }

    public override string ToString() => $"{Name ?? Kind} {Output}";
}

/// <summary>A weight of a layer.</summary>
/// <param name="Suffix">Its name after the layer's: <c>weight</c>.</param>
/// <param name="Shape">Its shape, in PyTorch's order.</param>
/// <param name="Values">Its values, computed when they are first asked for.</param>
internal sealed record LayerWeight(string Suffix, ImmutableArray<int> Shape, Lazy<float[]> Values)
{
    public static LayerWeight Of(string suffix, ImmutableArray<int> shape, Func<float[]> values) => new(suffix, shape, new Lazy<float[]>(values));
}
