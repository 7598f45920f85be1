using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>An attribute as it is written.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Arguments">The constructor's arguments; the layers that a join names are texts at the end.</param>
/// <param name="Options">The properties.</param>
/// <param name="StartsLine">Whether it stands at the beginning of a line.</param>
internal sealed record WrittenAttribute(string Kind, ImmutableArray<object> Arguments, ImmutableArray<(string Name, object Value)> Options, bool StartsLine)
{
    /// <summary>The text in the file.</summary>
    /// <param name="className">The network's class, which its blocks are named after.</param>
    public string Text(string className)
    {
        string[] all = [.. Arguments.Select(value => CSharpText.Literal(value, className)), .. Options.Select(option => $"{option.Name} = {CSharpText.Literal(option.Value, className)}")];
        return all.Length == 0 ? Kind : $"{Kind}({string.Join(", ", all)})";
    }

    /// <summary>The attributes of a network, without its [Network] and [Input].</summary>
    public static IEnumerable<WrittenAttribute> Of(ImportedNetwork network)
    {
        var names = new Dictionary<Layer, string>();
        foreach (var item in network.Items)
        {
            foreach (var (layer, name) in item.Layers) names[layer] = name;

            // A block's name is that of its last layer.
            names[item.Last] = item.Name;
        }

        foreach (var attribute in Of(network.Items, layer => layer.Kind == Layer.Input ? Layer.Input : names[layer], null)) yield return attribute;
        foreach (var output in network.Returned.Skip(1)) yield return new WrittenAttribute("Output", [names[output]], [], true);
    }

    /// <summary>The attributes of a block, without its [Network] and [Input].</summary>
    public static IEnumerable<WrittenAttribute> Of(Block block)
    {
        var names = block.Items.ToDictionary(item => item.Layer, item => item.Name);
        return Of(block.Items, layer => layer == block.Entry ? Layer.Input : names[layer], block.Entry);
    }

    /// <param name="items">Layers and blocks in source order.</param>
    /// <param name="nameOf">The name of a layer that another one reads.</param>
    /// <param name="entry">The layer that stands for the input; null for the network's.</param>
    private static IEnumerable<WrittenAttribute> Of(IEnumerable<NetworkItem> items, Func<Layer, string> nameOf, Layer? entry)
    {
        var before = entry;
        foreach (var item in items)
        {
            var (source, others) = (item.Inputs[^1], item.Inputs[..^1]);
            before ??= item.Inputs.FirstOrDefault(input => input.Kind == Layer.Input);
            var layer = (item as LayerItem)?.Layer;

            // Of branches whose order does not matter, the one just before needs no name.
            if (layer?.Kind != "Concat" && before is not null && source != before && others.Contains(before)) (source, others) = (before, item.Inputs.Remove(before));
            var options = layer?.Options ?? [];
            if (item.IsStated) options = options.Add(("Name", item.Name));
            if (source != before) options = options.Add(("From", nameOf(source)));
            ImmutableArray<object> arguments = item is UseItem use ? [use.Block] : [.. layer!.Arguments, .. others.Select(nameOf)];
            yield return new WrittenAttribute(layer?.Kind ?? "Use", arguments, options, layer is null || !IsEpilogue(layer.Kind) || source != before);
            before = item.Last;
        }
    }

    /// <summary>Whether a layer is read together with the one before it.</summary>
    private static bool IsEpilogue(string kind) => kind is "BatchNorm" or "Relu" or "LeakyRelu" or "PRelu" or "Elu" or "Selu" or "Sigmoid" or "HardSigmoid"
        or "HardSwish" or "Silu" or "Mish" or "Gelu" or "Tanh" or "Softplus" or "Clip" or "Softmax" or "LogSoftmax" or "Dropout";
}
