using System.Collections;

namespace NetGen.Onnx.Import;

/// <summary>The layers of a network, each after those it reads, and its outputs.</summary>
internal sealed class LayerList(Layer input) : IEnumerable<Layer>
{
    private readonly List<Layer> _layers = [];

    public int Count => _layers.Count;

    /// <summary>Stands for the network's input.</summary>
    public Layer Input { get; } = input;

    /// <summary>The layers whose maps the network returns, in the order of the model's outputs; a layer may appear twice.</summary>
    public List<Layer> Outputs { get; } = [];

    public Layer Add(Layer layer)
    {
        _layers.Add(layer);
        return layer;
    }

    public void InsertFirst(Layer layer) => _layers.Insert(0, layer);

    /// <summary>How many times a layer's map is read: by layers and as an output.</summary>
    public int ReaderCount(Layer layer) =>
        _layers.Sum(reader => reader.Inputs.Count(input => input == layer)) + Outputs.Count(output => output == layer);

    /// <summary>Removes a layer; what read it reads another.</summary>
    public void Replace(Layer layer, Layer by)
    {
        _layers.Remove(layer);
        foreach (var reader in _layers.Where(reader => reader.Inputs.Contains(layer)))
            reader.Inputs = [.. reader.Inputs.Select(input => input == layer ? by : input)];
        for (var i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i] == layer) Outputs[i] = by;
        }
    }

    /// <summary>Removes layers that no output needs.</summary>
    public void RemoveUnread()
    {
        var needed = new HashSet<Layer>(Outputs);
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(_layers[i])) needed.UnionWith(_layers[i].Inputs);
        }

        _layers.RemoveAll(layer => !needed.Contains(layer));
    }

    /// <summary>Makes a layer the last one, as the network's first output has to be, if none reads it.</summary>
    public void MoveToEnd(Layer layer)
    {
        _layers.Remove(layer);
        _layers.Add(layer);
    }

    public IEnumerator<Layer> GetEnumerator() => _layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
