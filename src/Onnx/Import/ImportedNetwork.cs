using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>A model as a network: layers with their names and weights, ready to be written.</summary>
internal sealed class ImportedNetwork
{
    private ImportedNetwork(OnnxGraph graph, GraphInput input, LoweredGraph lowered, ImmutableArray<NetworkItem> items)
    {
        (Source, InputName, InputDimensions, Items) = (graph.Source, input.Name, [.. input.Dimensions], items);
        (InputSize, Batch, Span) = (lowered.Input.Layout.Size, lowered.Input.Layout.Batch, lowered.Input.Span);
        Returned = [.. Order(lowered.Layers)];

        // Passes may have replaced the layers; their places among the outputs are the same.
        var returned = new Queue<Layer>(lowered.Layers.Outputs);
        Outputs =
        [
            .. lowered.Outputs.Select(output => new ImportedOutput(
                output.Name, [.. output.Dimensions], [.. output.Parts.Select(_ => Returned.IndexOf(returned.Dequeue()))])),
        ];
    }

    /// <summary>The model's file.</summary>
    public string Source { get; }

    /// <summary>The name of the model's input.</summary>
    public string InputName { get; }

    /// <summary>The dimensions of the model's input, with all examples.</summary>
    public ImmutableArray<long> InputDimensions { get; }

    /// <summary>The map that one example is.</summary>
    public MapSize InputSize { get; }

    /// <summary>Examples in the model's input; the network runs them one by one.</summary>
    public long Batch { get; }

    /// <summary>The order of elements in the spans passed in and out.</summary>
    public Layout Span { get; }

    /// <summary>The declaration: layers, and blocks where they repeat.</summary>
    public ImmutableArray<NetworkItem> Items { get; }

    /// <summary>All layers in source order, with their full names.</summary>
    public IEnumerable<(Layer Layer, string Name)> Layers => Items.SelectMany(item => item.Layers);

    /// <summary>The layers whose maps the network returns: the last layer, then the extra outputs.</summary>
    public ImmutableArray<Layer> Returned { get; }

    /// <summary>The model's outputs.</summary>
    public ImmutableArray<ImportedOutput> Outputs { get; }

    public static ImportedNetwork Of(OnnxGraph graph, GraphInput input, LoweredGraph lowered)
    {
        var layers = lowered.Layers;
        ReturnLayers(layers);
        return new ImportedNetwork(graph, input, lowered, NetworkItems.Of([.. layers], layers.Outputs));
    }

    // A network returns layers, of which it has at least one: where the model returns its input, or nothing at all is done, a layer that does nothing stands for it.
    private static void ReturnLayers(LayerList layers)
    {
        if (layers.Outputs.Contains(layers.Input) || layers.Count == 0)
        {
            var copy = new Layer("Dropout", layers.Input.Output, layers.Input);
            layers.InsertFirst(copy);
            for (var i = 0; i < layers.Outputs.Count; i++)
            {
                if (layers.Outputs[i] == layers.Input) layers.Outputs[i] = copy;
            }
        }

        // The network's first output is its last layer. The model's first output is, unless another layer reads it.
        var last = layers.Outputs.FirstOrDefault(output => layers.All(reader => !reader.Inputs.Contains(output))) ?? layers.Last();
        layers.MoveToEnd(last);
    }

    private static IEnumerable<Layer> Order(LayerList layers)
    {
        var last = layers.Last();
        return layers.Outputs.Where(output => output != last).Distinct().Prepend(last);
    }
}

/// <summary>An output of the model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions, with all examples.</param>
/// <param name="Parts">The numbers of the network's outputs that follow one another in it, in each example.</param>
internal sealed record ImportedOutput(string Name, ImmutableArray<long> Dimensions, ImmutableArray<int> Parts);
