using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Places each value: outputs in the caller's, others in buffers of the workspace that values with disjoint lifetimes share. A layer that may
/// write over its input does, where nothing else reads it later.
/// </summary>
internal sealed class Placement
{
    private readonly NetworkGraph _graph;
    private readonly Dictionary<int, Location> _locations = new() { [Node.NetworkInput] = Location.Input };
    private readonly List<List<TensorShape>> _buffers = [];

    public Placement(NetworkGraph graph)
    {
        _graph = graph;
        for (var index = 0; index < graph.Outputs.Count; index++) PlaceOutput(index);
        var lastUse = LastUses();
        var free = new Stack<int>();
        for (var index = 0; index < graph.Nodes.Count; index++)
        {
            var node = graph.Nodes[index];
            if (node.RunsFor is not null) continue;
            var dying = Reads(node).Where(value => lastUse[value] == index && Of(value).Kind == LocationKind.Workspace).Distinct().ToList();
            if (!_locations.ContainsKey(node.Id)) Place(node, dying, free);
            foreach (var value in dying.Where(value => Of(value) != Of(node.Id))) free.Push(Of(value).Index);
        }
    }

    public EquatableArray<Buffer> Buffers => _buffers.Select(values => new Buffer(values.ToEquatableArray())).ToEquatableArray();

    public Location Of(int value) => _locations[value];

    private EquatableArray<int> Reads(Node node) => FusedBands.Reads(_graph, node);

    private void Place(Node node, List<int> dying, Stack<int> free)
    {
        if (node.Slice is { } slice)
        {
            // The first of those that write to a map places it for all.
            if (!_locations.ContainsKey(slice.Value)) _locations[slice.Value] = Buffer(slice.Shape, free);
            _locations[node.Id] = Of(slice.Value);
            return;
        }

        foreach (var value in OverwritableInputs(node))
        {
            if (!dying.Contains(value)) continue;
            _locations[node.Id] = Of(value);
            return;
        }

        _locations[node.Id] = Buffer(node.Output, free);
    }

    private Location Buffer(TensorShape shape, Stack<int> free)
    {
        if (free.Count == 0)
        {
            free.Push(_buffers.Count);
            _buffers.Add([]);
        }

        var buffer = free.Pop();
        _buffers[buffer].Add(shape);
        return new Location(LocationKind.Workspace, buffer);
    }

    // Layers at the end that run in place let one before them write to the caller's output already: nothing else comes to lie there.
    private void PlaceOutput(int index)
    {
        for (var node = _graph.NodeOf(_graph.Outputs[index]); node is not null;)
        {
            var current = node;
            _locations[current.Id] = Location.Output(index);
            node = OverwritableInputs(current).Select(value => _graph.SoleProducer(current, value)).FirstOrDefault(producer => producer is not null);
        }
    }

    private Dictionary<int, int> LastUses()
    {
        var lastUse = new Dictionary<int, int>();
        for (var index = 0; index < _graph.Nodes.Count; index++)
        {
            foreach (var value in Reads(_graph.Nodes[index])) lastUse[value] = index;
        }

        return lastUse;
    }

    /// <summary>
    /// The values that a node may write over as it reads them: a join of many takes the first of them at once, and must still find the others; what a kernel adds to
    /// its results it reads where it stores them, unless it also is what the results are computed from.
    /// </summary>
    private IEnumerable<int> OverwritableInputs(Node node)
    {
        var reads = Reads(node);
        if (node.AddsMap) return reads.Skip(1).Where(value => value != reads[0]);
        return OperatorTable.ByKind(node.Operator.Kind).Traits.HasFlag(OperatorTraits.InPlace)
            ? node.Inputs.Take(JoinOperator.AtOnce).Where(value => !node.Inputs.Skip(JoinOperator.AtOnce).Contains(value))
            : [];
    }
}
