using System.Collections.Immutable;

namespace NetGen.Fuzz.Tests;

/// <summary>A layer with the values that it reads: -1 is the input, others are indices of layers.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">Its name, with those of the blocks that it is in.</param>
/// <param name="Inputs">What it reads: the branches that it names, and then the layer before it or that of From.</param>
/// <param name="SizeOf">The value whose height and width it takes.</param>
internal sealed record Wire(Layer Layer, string Name, ImmutableArray<int> Inputs, int? SizeOf);

/// <summary>A network's layers, those of its blocks put in, joined by their names as the attributes document them.</summary>
/// <param name="Wires">The layers.</param>
/// <param name="Outputs">The last layer, and that of each [Output].</param>
/// <param name="OutputNames">The names of the extra outputs.</param>
internal sealed record Wiring(ImmutableArray<Wire> Wires, ImmutableArray<int> Outputs, ImmutableArray<string> OutputNames)
{
    public const int Input = -1;

    /// <exception cref="NetworkFailure">A name leads to no layer, or to several: such a network should not have been accepted.</exception>
    public static Wiring Of(NetworkModel model)
    {
        var wires = ImmutableArray.CreateBuilder<Wire>();
        var outputs = ImmutableArray.CreateBuilder<(string, int)>();
        var (last, _) = Put(model, model.Attributes, "", Input, wires, outputs);
        return new Wiring(wires.ToImmutable(), [last, .. outputs.Select(output => output.Item2)], [.. outputs.Select(output => output.Item1)]);
    }

    /// <returns>The value of the last layer, and the values of all names.</returns>
    private static (int Last, List<(string Name, int Value)> Known) Put(
        NetworkModel model,
        ImmutableArray<Layer> attributes,
        string prefix,
        int input,
        ImmutableArray<Wire>.Builder wires,
        ImmutableArray<(string, int)>.Builder outputs)
    {
        var names = NetworkModel.LayerNames(attributes.RemoveAll(attribute => attribute.Kind is "Input" or "Output"));
        var known = new List<(string Name, int Value)>();
        var (next, last) = (0, input);
        int Resolve(string? name)
        {
            var found = known.Where(layer => layer.Name == name).Select(layer => layer.Value).ToList();
            if (name is "Input" or "input") found.Add(input);
            return found.Count == 1 ? found[0] : throw new NetworkFailure(model, $"It was accepted, but '{name}' is the name of {found.Count} layers.");
        }

        foreach (var attribute in attributes)
        {
            if (attribute.Kind == "Output") outputs.Add((attribute.Get("layer", ""), Resolve(attribute.Get<string?>("layer", null))));
            if (attribute.Kind is "Output" or "Input") continue;
            var name = names[next++];
            var from = attribute.Get<string?>("From", null) is { } stated ? Resolve(stated) : last;
            if (attribute.Kind == "Use")
            {
                var inner = ImmutableArray.CreateBuilder<(string, int)>();
                (last, var within) = Put(model, attribute.Get<Block?>("block", null)!.Attributes, $"{prefix}{name}.", from, wires, inner);
                known.AddRange(within.Select(layer => ($"{name}.{layer.Name}", layer.Value)));
            }
            else
            {
                var branches = attribute.Get<string[]>("layers", []).Select(Resolve);
                int? sizeOf = attribute.Kind == "CropLike" ? Resolve(attribute.Get<string?>("layer", null)) : null;
                wires.Add(new Wire(attribute, prefix + name, [.. branches, from], sizeOf));
                last = wires.Count - 1;
            }

            known.Add((name, last));
        }

        return (last, known);
    }
}
