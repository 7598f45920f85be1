namespace NetGen.Onnx.Import;

/// <summary>An attribute as it is written.</summary>
/// <param name="Text">Without brackets.</param>
/// <param name="StartsLine">Whether it stands at the beginning of a line.</param>
internal sealed record AttributeText(string Text, bool StartsLine);

/// <summary>Layers → attributes, as text.</summary>
internal static class AttributeTexts
{
    public static IEnumerable<AttributeText> Of(ImportedNetwork network)
    {
        var names = network.Layers.ToDictionary(layer => layer.Layer, layer => layer.Name);
        string NameOf(Layer layer) => layer.Kind == Layer.Input ? Layer.Input : names[layer];

        Layer? before = null;
        foreach (var (layer, name, isStated) in network.Layers)
        {
            var arguments = layer.Arguments.Select(CSharpText.Literal).ToList();
            var source = layer.Inputs[^1];
            if (layer.Inputs.Length > 1)
            {
                // Of branches whose order does not matter, the one just before needs no name.
                var others = layer.Inputs[..^1];
                if (layer.Kind != "Concat" && source != before && before is not null && others.Contains(before)) (source, others) = (before, layer.Inputs.Remove(before));
                arguments.AddRange(others.Select(other => CSharpText.Literal(NameOf(other))));
            }

            arguments.AddRange(layer.Options.Select(option => $"{option.Name} = {CSharpText.Literal(option.Value)}"));
            if (isStated) arguments.Add($"Name = {CSharpText.Literal(name)}");
            if (source != (before ?? source)) arguments.Add($"From = {CSharpText.Literal(NameOf(source))}");
            var text = arguments.Count == 0 ? layer.Kind : $"{layer.Kind}({string.Join(", ", arguments)})";
            yield return new AttributeText(text, !IsEpilogue(layer.Kind) || layer.Inputs.Length > 1 || source != before);
            before = layer;
        }

        foreach (var output in network.Returned.Skip(1)) yield return new AttributeText($"Output({CSharpText.Literal(NameOf(output))})", true);
    }

    /// <summary>Whether a layer is read together with the one before it.</summary>
    private static bool IsEpilogue(string kind) => kind is "BatchNorm" or "Relu" or "LeakyRelu" or "PRelu" or "Elu" or "Selu" or "Sigmoid" or "HardSigmoid"
        or "HardSwish" or "Silu" or "Mish" or "Gelu" or "Tanh" or "Softplus" or "Clip" or "Softmax" or "LogSoftmax" or "Dropout";
}
