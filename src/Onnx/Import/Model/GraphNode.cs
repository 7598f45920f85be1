using System.Collections.Immutable;
using NetGen.Onnx.Protocol;

namespace NetGen.Onnx.Import;

/// <summary>An operator of the model.</summary>
/// <param name="Name">Its name, or a text that stands for it in messages.</param>
/// <param name="Type">ONNX's name of the operator.</param>
/// <param name="Inputs">The values it reads; an empty name for one that is left out.</param>
/// <param name="Outputs">The values it gives.</param>
/// <param name="Attributes">Its attributes by name.</param>
internal sealed record GraphNode(
    string Name, string Type, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, ImmutableDictionary<string, AttributeProto> Attributes)
{
    /// <summary>How messages call it.</summary>
    public string Title => Name.Length > 0 ? $"'{Name}' ({Type})" : Outputs.Length > 0 ? $"{Type} → '{Outputs[0]}'" : Type;

    public bool Has(string attribute) => Attributes.ContainsKey(attribute);

    public long Integer(string attribute, long otherwise) => Attributes.TryGetValue(attribute, out var value) ? value.I : otherwise;

    public float Number(string attribute, float otherwise) => Attributes.TryGetValue(attribute, out var value) ? value.F : otherwise;

    public string Text(string attribute, string otherwise) => Attributes.TryGetValue(attribute, out var value) ? value.S.ToStringUtf8() : otherwise;

    /// <summary>A list of integers; null where it is not stated.</summary>
    public long[]? Integers(string attribute) => Attributes.TryGetValue(attribute, out var value) ? [.. value.Ints] : null;

    /// <summary>A list of numbers; null where it is not stated.</summary>
    public float[]? Numbers(string attribute) => Attributes.TryGetValue(attribute, out var value) ? [.. value.Floats] : null;

    /// <summary>The name of an input; empty where it is left out.</summary>
    public string Input(int index) => index < Inputs.Length ? Inputs[index] : "";
}

/// <summary>An input or output of the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">ONNX's number of its element type.</param>
/// <param name="Dimensions">Its dimensions; null for one that is left open. Null where not even their number is stated.</param>
internal sealed record GraphValue(string Name, int ElementType, ImmutableArray<GraphDimension>? Dimensions);

/// <summary>A dimension of an input or output.</summary>
/// <param name="Extent">Its extent; null where it is left open.</param>
/// <param name="Name">What the model calls an open one.</param>
internal readonly record struct GraphDimension(long? Extent, string Name)
{
    public override string ToString() => Extent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (Name.Length > 0 ? Name : "?");
}

/// <summary>A model that has been checked: names lead somewhere, and nodes come after what they read.</summary>
/// <param name="Source">The file that it was read from.</param>
/// <param name="OperatorSet">The version of ONNX's operators.</param>
/// <param name="Nodes">The operators.</param>
/// <param name="Constants">The initializers that could be read, by name.</param>
/// <param name="Inputs">The inputs that have no initializer.</param>
/// <param name="Outputs">The outputs.</param>
internal sealed record OnnxGraph(
    string Source,
    long OperatorSet,
    ImmutableArray<GraphNode> Nodes,
    ImmutableDictionary<string, ConstantTensor> Constants,
    ImmutableArray<GraphValue> Inputs,
    ImmutableArray<GraphValue> Outputs);
