using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Lets layers that follow each other run band by band of rows, where the maps between them are so large that memory would have to deliver them: the maps are then never there as
/// a whole. It is a step of the plan, since it depends on the kernels. Which layers those are depends on the size that the network is declared for, so that both forms choose alike.
/// </summary>
internal static class FusedBands
{
    /// <summary>
    /// Elements of a map that is large, 1 MiB: twice the second-level cache of the machines that were measured, where such maps gained 5 to 33 %, and those of 0.6 MiB nothing.
    /// </summary>
    private const long LargeMap = 1 << 18;

    // As the runtime's BandChain has them.
    private const long ScratchLength = 96 << 10;
    private const int MostStages = 16;
    private const long CacheLine = 16;

    // A band that is worth its while.
    private const long Rows = 2, Columns = 16;

    public static NetworkGraph Run(NetworkGraph graph, NetworkOptions options)
    {
        var inChains = new HashSet<int>();
        foreach (var last in graph.Nodes.Reverse().ToList())
        {
            if (inChains.Contains(last.Id)) continue;
            var chain = Chain(graph, last, options);
            if (chain.Count < 2) continue;
            inChains.UnionWith(chain.Select(node => node.Id));
            graph = chain.Take(chain.Count - 1).Aggregate(graph, (edited, node) => edited.Replace(node with { RunsFor = last.Id }));
        }

        return graph;
    }

    /// <summary>The nodes that run band by band for another, and that one, in order; none where a node stores all it computes.</summary>
    public static IReadOnlyList<Node> StagesOf(NetworkGraph graph, Node node)
    {
        var stages = graph.Nodes.Where(other => other.RunsFor == node.Id).ToList();
        return stages.Count == 0 ? [] : [.. stages, node];
    }

    /// <summary>The values that a node reads when it runs: with others that run for it, what the first of them reads.</summary>
    public static EquatableArray<int> Reads(NetworkGraph graph, Node node) =>
        StagesOf(graph, node) is { Count: > 0 } stages ? stages[0].Inputs.Concat(node.Inputs.Skip(1)).ToEquatableArray() : node.Inputs;

    /// <summary>How the stages run: one call of the runtime's chain.</summary>
    public static KernelChoice Choice(KernelChoice last) => new(last.Name + ", in bands") { Class = "BandChain", AddsMap = last.AddsMap, Scratch = ScratchLength };

    private static List<Node> Chain(NetworkGraph graph, Node last, NetworkOptions options)
    {
        if (!IsStage(graph, last, options)) return [];
        var chain = new List<Node> { last };
        while (chain.Count < MostStages
            && graph.SoleProducer(chain[0], chain[0].Inputs[0]) is { } before
            && !before.AddsMap
            && !chain[0].Inputs.Skip(1).Contains(before.Id) // what it adds to its sums, it needs as a whole
            && IsStage(graph, before, options)
            && IsLarge(graph, before.Output)
            && Room([before, .. chain], graph) <= ScratchLength)
        {
            chain.Insert(0, before);
        }

        return chain;
    }

    private static bool IsStage(NetworkGraph graph, Node node, NetworkOptions options) =>
        node.Operator is ConvOperator
        && node.Slice is null
        && !node.PoolsMaxima
        && OperatorTable.ByKind(node.Operator.Kind).Kernel(node, graph, options).Stage is not null;

    // Of a network for any size, images may be large.
    private static bool IsLarge(NetworkGraph graph, TensorShape map) =>
        graph.DeclaredSize(map) is not { } size || Numbers.SaturatingProduct(size.Height, size.Width, map.Channels) >= LargeMap;

    /// <summary>Elements that a small band takes of all maps, where rows are cut into parts.</summary>
    private static double Room(IReadOnlyList<Node> chain, NetworkGraph graph)
    {
        double rows = Rows, columns = Columns, room = Elements(chain[chain.Count - 1].Output.Channels);
        foreach (var node in chain.Reverse())
        {
            var window = ((ConvOperator)node.Operator).Window;
            rows = ((rows - 1) * window.Rows.Stride) + window.Rows.Span;
            columns = ((columns - 1) * window.Columns.Stride) + window.Columns.Span;
            room += Elements(graph.ShapeOf(node.Inputs[0]).Channels);
        }

        return room;

        double Elements(long channels) => Math.Ceiling(rows * columns * channels / CacheLine) * CacheLine;
    }
}
