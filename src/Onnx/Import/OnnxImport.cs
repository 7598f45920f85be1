using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Model → network: finds a way to look at the input in which there are layers for every operator.</summary>
internal static class OnnxImport
{
    /// <summary>Imports a model whose only input is the one that the network takes.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="dimensions">The input's dimensions, where the model leaves some open; null to take 1 for examples and the model's others.</param>
    /// <exception cref="InvalidModelException">The model contradicts itself.</exception>
    /// <exception cref="UnsupportedModelException">There are no layers for it: everything is listed.</exception>
    public static ImportedNetwork Run(OnnxGraph graph, long[]? dimensions = null)
    {
        if (graph.Inputs.Length == 0) throw new UnsupportedModelException(graph.Source, ["It has no input: its output is constant."]);
        if (graph.Inputs.Length > 1)
        {
            var others = string.Join(", ", graph.Inputs.Skip(1).Select(input => $"'{input.Name}'"));
            throw new UnsupportedModelException(
                graph.Source, [$"It has {graph.Inputs.Length} inputs; a network has one. If {others} are weights, store them as initializers."]);
        }

        var input = graph.Inputs[0];
        return Run(graph, new GraphInput(input.Name, dimensions ?? Declared(graph, input), ImmutableDictionary<string, ConstantTensor>.Empty));
    }

    /// <summary>Imports a model of which one input stays an input, and the others are known.</summary>
    /// <exception cref="InvalidModelException">The model contradicts itself.</exception>
    /// <exception cref="UnsupportedModelException">There are no layers for it: everything is listed.</exception>
    public static ImportedNetwork Run(OnnxGraph graph, GraphInput input)
    {
        CheckInput(graph, input);
        graph = LayerNormPattern.Run(graph);
        LoweredGraph? first = null;
        foreach (var layout in InputLayouts.Of(input.Dimensions))
        {
            var lowered = GraphLowering.Run(graph, input, layout, stopAtFirst: first is not null);
            if (!lowered.HasFaults) return Finish(graph, input, lowered);
            first ??= lowered;

            // No way to look at the input mends what is wrong or unknown in itself.
            if (first.Unsupported.Count == 0) break;
        }

        return first!.Unsupported.Count > 0
            ? throw new UnsupportedModelException(graph.Source, first.Unsupported)
            : throw new InvalidModelException(graph.Source, first.Invalid);
    }

    private static ImportedNetwork Finish(OnnxGraph graph, GraphInput input, LoweredGraph lowered)
    {
        var layers = lowered.Layers;
        layers.RemoveUnread();
        AdaptivePools.Merge(layers);
        CropPasses.Run(layers);
        ActivationPatterns.Run(layers);
        var strangers = layers.Where(layer => layer.Kind == Layer.Erf).Select(layer => $"{layer.Origin}: no layer takes the error function but as a part of GELU.").ToArray();
        if (strangers.Length > 0) throw new UnsupportedModelException(graph.Source, strangers);
        AffinePasses.Run(layers);
        return ImportedNetwork.Of(graph, input, lowered);
    }

    private static long[] Declared(OnnxGraph graph, GraphValue input)
    {
        if (input.Dimensions is not { } stated)
            throw new InvalidModelException(graph.Source, [$"It does not say how many axes its input '{input.Name}' has: state its dimensions."]);
        long[] dimensions = [.. stated.Select((dimension, axis) => dimension.Extent ?? (axis == 0 ? 1 : 0))];
        var open = stated.Where((dimension, axis) => dimension.Extent is null && axis > 0).Select(dimension => dimension.ToString()).ToArray();
        return open.Length == 0
            ? dimensions
            : throw new InvalidModelException(graph.Source, [$"It leaves the dimensions {string.Join(", ", open)} of its input '{input.Name}' open: state them."]);
    }

    private static void CheckInput(OnnxGraph graph, GraphInput input)
    {
        var declared = graph.Inputs.First(value => value.Name == input.Name);
        if (declared.ElementType is not (1 or 0))
            throw new UnsupportedModelException(graph.Source, [$"Its input '{input.Name}' is of the type {TensorReader.TypeName(declared.ElementType)}; networks take FLOAT."]);
        if (Shapes.Fault(input.Dimensions) is { } fault) throw new InvalidModelException(graph.Source, [$"Its input '{input.Name}' {fault}."]);
        if (input.Dimensions.Contains(0))
            throw new UnsupportedModelException(graph.Source, [$"Its input '{input.Name}' {Shapes.Text(input.Dimensions)} is empty; a map has at least one element."]);
        if (Shapes.Length(input.Dimensions) > Limits.MapElements)
            throw new InvalidModelException(graph.Source, [$"Its input '{input.Name}' {Shapes.Text(input.Dimensions)} has more elements than a span can hold."]);
        if (declared.Dimensions is { } stated
            && (stated.Length != input.Dimensions.Length || stated.Zip(input.Dimensions).Any(pair => pair.First.Extent is { } extent && extent != pair.Second)))
        {
            throw new InvalidModelException(
                graph.Source, [$"Its input '{input.Name}' is ({string.Join(", ", stated)}), but {Shapes.Text(input.Dimensions)} is given."]);
        }
    }
}
