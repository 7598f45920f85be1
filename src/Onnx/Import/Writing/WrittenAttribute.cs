using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>An attribute as it is written.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Arguments">The constructor's arguments; the layers that a join names are texts at the end.</param>
/// <param name="Options">The properties.</param>
/// <param name="StartsLine">Whether it stands at the beginning of a line.</param>
internal sealed record WrittenAttribute(string Kind, ImmutableArray<object> Arguments, ImmutableArray<(string Name, object Value)> Options, bool StartsLine)
{
    public string Text
    {
        get
        {
            string[] all = [.. Arguments.Select(CSharpText.Literal), .. Options.Select(option => $"{option.Name} = {CSharpText.Literal(option.Value)}")];
            return all.Length == 0 ? Kind : $"{Kind}({string.Join(", ", all)})";
        }
    }

    /// <summary>The attributes of a network, without its [Network] and [Input].</summary>
    public static IEnumerable<WrittenAttribute> Of(ImportedNetwork network)
    {
        var names = network.Layers.ToDictionary(layer => layer.Layer, layer => layer.Name);
        foreach (var attribute in Of(network.Layers, layer => layer.Kind == Layer.Input ? Layer.Input : names[layer])) yield return attribute;
        foreach (var output in network.Returned.Skip(1)) yield return new WrittenAttribute("Output", [names[output]], [], true);
    }

    /// <summary>The attributes of layers in source order.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="nameOf">The name of a layer that another one reads.</param>
    public static IEnumerable<WrittenAttribute> Of(IEnumerable<NamedLayer> layers, Func<Layer, string> nameOf)
    {
        Layer? before = null;
        foreach (var (layer, name, isStated) in layers)
        {
            var (source, others) = (layer.Inputs[^1], layer.Inputs[..^1]);

            // Of branches whose order does not matter, the one just before needs no name.
            if (layer.Kind != "Concat" && before is not null && source != before && others.Contains(before)) (source, others) = (before, layer.Inputs.Remove(before));
            var options = layer.Options;
            if (isStated) options = options.Add(("Name", name));
            if (before is null ? source.Kind != Layer.Input : source != before) options = options.Add(("From", nameOf(source)));
            var startsLine = !IsEpilogue(layer.Kind) || source != before;
            yield return new WrittenAttribute(layer.Kind, [.. layer.Arguments, .. others.Select(nameOf)], options, startsLine);
            before = layer;
        }
    }

    /// <summary>Whether a layer is read together with the one before it.</summary>
    private static bool IsEpilogue(string kind) => kind is "BatchNorm" or "Relu" or "LeakyRelu" or "PRelu" or "Elu" or "Selu" or "Sigmoid" or "HardSigmoid"
        or "HardSwish" or "Silu" or "Mish" or "Gelu" or "Tanh" or "Softplus" or "Clip" or "Softmax" or "LogSoftmax" or "Dropout";
}
