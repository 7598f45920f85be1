using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Layers → items of the declaration, with names.</summary>
internal static class NetworkItems
{
    /// <summary>The items, with blocks where layers repeat.</summary>
    /// <param name="layers">The layers in source order.</param>
    /// <param name="outputs">The layers whose maps the network returns.</param>
    public static ImmutableArray<NetworkItem> Of(IReadOnlyList<Layer> layers, IReadOnlyList<Layer> outputs)
    {
        var blocks = new Dictionary<BlockRun, Block>();
        foreach (var run in BlockFinder.Find(layers, outputs))
        {
            // A block for one size is the same only where that size arrives.
            var block = MakeBlock(blocks.Count + 1, layers, run);
            if (block.IsAnySize || run.Starts.All(start => EntryOf(layers, start, run.Length).Output == block.Input)) blocks[run] = block;
        }

        var items = WithBlocks(layers, blocks);

        // A name that is a block's and a layer's name together can be that of another layer: then nothing is a block.
        var names = items.SelectMany(item => item.Layers).Select(layer => layer.Name).Concat(items.OfType<UseItem>().Select(use => use.Name)).ToArray();
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? items : Plain(layers);
    }

    /// <summary>The items of layers alone.</summary>
    public static ImmutableArray<NetworkItem> Plain(IReadOnlyList<Layer> layers) =>
        [.. LayerNames.Of([.. layers.Select(layer => (layer.Kind, layer.Name))]).Zip(layers, (name, layer) => new LayerItem(layer, name.Name, name.IsStated))];

    private static ImmutableArray<NetworkItem> WithBlocks(IReadOnlyList<Layer> layers, Dictionary<BlockRun, Block> blocks)
    {
        var starts = new Dictionary<int, (BlockRun Run, int Use)>();
        foreach (var run in blocks.Keys)
        {
            for (var use = 0; use < run.Starts.Length; use++) starts[run.Starts[use]] = (run, use);
        }

        var parts = new List<(string Kind, string? Name, Func<string, bool, NetworkItem> Make)>();
        for (var i = 0; i < layers.Count; i++)
        {
            if (!starts.TryGetValue(i, out var place))
            {
                var layer = layers[i];
                parts.Add((layer.Kind, layer.Name, (name, isStated) => new LayerItem(layer, name, isStated)));
                continue;
            }

            var (run, use) = place;
            var (block, used, entry) = (blocks[run], Range(layers, i, run.Length), EntryOf(layers, i, run.Length));
            parts.Add(("Use", run.Prefixes?[use], (name, isStated) => new UseItem(block, used, entry, name, isStated)));
            i += run.Length - 1;
        }

        return [.. LayerNames.Of([.. parts.Select(part => (part.Kind, part.Name))]).Zip(parts, (name, part) => part.Make(name.Name, name.IsStated))];
    }

    private static Block MakeBlock(int number, IReadOnlyList<Layer> layers, BlockRun run)
    {
        var (used, entry) = (Range(layers, run.Starts[0], run.Length), EntryOf(layers, run.Starts[0], run.Length));
        var names = LayerNames.Of([.. used.Select(layer => (layer.Kind, run.Prefixes is { } prefixes ? layer.Name?[(prefixes[0].Length + 1)..] : null))]);
        var block = new Block(number, entry.Output, IsAnySize: true, entry, [.. used.Zip(names, (layer, name) => new LayerItem(layer, name.Name, name.IsStated))]);
        return block with { IsAnySize = NetworkDeclarations.IsSound(block) };
    }

    private static ImmutableArray<Layer> Range(IReadOnlyList<Layer> layers, int start, int length) => [.. Enumerable.Range(start, length).Select(i => layers[i])];

    /// <summary>The one layer that a block reads from outside.</summary>
    private static Layer EntryOf(IReadOnlyList<Layer> layers, int start, int length)
    {
        var used = Range(layers, start, length);
        return used.SelectMany(layer => layer.Inputs).First(input => !used.Contains(input));
    }
}
