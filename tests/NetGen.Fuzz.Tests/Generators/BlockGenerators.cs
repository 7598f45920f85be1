using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Fuzz.Tests;

/// <summary>Moves some of a network's layers into a block that it uses in their place.</summary>
internal static class BlockGenerators
{
    private const string Use = "block";

    /// <summary>The same network, with a block if some layers could be one.</summary>
    /// <param name="draft">The network, whose layers all state their names.</param>
    /// <param name="attributes">Its layers and outputs, with names in place of places.</param>
    public static Gen<ImmutableArray<Layer>> WithBlock(Draft draft, ImmutableArray<Layer> attributes)
    {
        var parts = Parts(draft).ToList();
        return parts.Count == 0 ? Gen.Constant(attributes) : Gen.Elements(parts.AsEnumerable()).Select(part => Moved(draft, attributes, part.First, part.Last));
    }

    /// <summary>Layers in a row that read only each other and one value from before.</summary>
    private static IEnumerable<(int First, int Last)> Parts(Draft draft)
    {
        for (var first = 0; first < draft.Layers.Length; first++)
        {
            var input = draft.InputOf(first);
            for (var last = first; last < draft.Layers.Length; last++)
            {
                if (draft.NamedBy(last).Any(value => value != input && (value <= first || value > last))) break;
                yield return (first, last);
            }
        }
    }

    private static ImmutableArray<Layer> Moved(Draft draft, ImmutableArray<Layer> attributes, int first, int last)
    {
        var names = draft.Layers.Select(layer => layer.Get("Name", "")).ToList();
        var inner = names.GetRange(first, last - first + 1);
        var input = draft.InputOf(first);
        var inputName = input == 0 ? "Input" : names[input - 1];
        string Within(string name) => name == inputName ? "Input" : name;
        string Outside(string name) => inner.Contains(name) ? $"{Use}.{name}" : name;

        var layers = attributes.Where(attribute => attribute.Kind != "Output").ToList();
        var block = layers.GetRange(first, inner.Count).Select(layer => Renamed(layer, Within)).ToList();
        block[0] = block[0] with { Arguments = block[0].Arguments.RemoveAll(argument => argument.Name == "From") };
        var value = draft.Values[input];
        var declared = value.HasOneSize
            ? Layer.Of("Input", ("height", value.Shape.Height), ("width", value.Shape.Width), ("channels", value.Shape.Channels))
            : Layer.Of("Input", ("channels", value.Shape.Channels));

        // What only the network reads of the block, the block itself has to give.
        var unread = inner.Where((name, index) => index < inner.Count - 1 && !IsRead(block, index, name)).Select(name => Layer.Of("Output", ("layer", name)));
        var use = Layer.Of("Use", ("block", new Block("Block", [declared, .. block, .. unread]))).With("Name", Use);
        if (input != first) use = use.With("From", inputName);

        // An [Output] that stood between the layers of the block comes after it.
        var result = ImmutableArray.CreateBuilder<Layer>();
        var (index, late) = (0, new List<Layer>());
        foreach (var attribute in attributes)
        {
            var isOutput = attribute.Kind == "Output";
            if (!isOutput && index++ == first) result.Add(use);
            if (isOutput && index > first && index <= last) late.Add(Renamed(attribute, Outside));
            else if (isOutput || index <= first || index > last + 1) result.Add(Renamed(attribute, Outside));
            if (!isOutput && index == last + 1) result.AddRange(late);
        }

        return result.ToImmutable();
    }

    private static bool IsRead(List<Layer> layers, int index, string name) =>
        !layers[index + 1].Has("From") || layers.Any(layer => layer.Get<string?>("From", null) == name || layer.Get<string[]>("layers", []).Contains(name));

    private static Layer Renamed(Layer layer, Func<string, string> rename) => layer with
    {
        Arguments =
        [
            .. layer.Arguments.Select(argument => argument switch
            {
                { Name: "From" or "layer", Value: string name } => argument with { Value = rename(name) },
                { Name: "layers", Value: string[] texts } => argument with { Value = texts.Select(rename).ToArray() },
                _ => argument,
            }),
        ],
    };
}
