using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Places each value: the last in the caller's output, others in buffers of the workspace that values with disjoint lifetimes share. A layer that may
/// write over its input does, where nothing else reads it later.
/// </summary>
internal sealed class Placement
{
    private readonly Dictionary<int, Location> _locations = new() { [Node.NetworkInput] = Location.Input };
    private readonly List<List<TensorShape>> _buffers = [];

    public Placement(NetworkGraph graph)
    {
        PlaceOutput(graph);
        var lastUse = LastUses(graph);
        var free = new Stack<int>();
        for (var index = 0; index < graph.Nodes.Count; index++)
        {
            var node = graph.Nodes[index];
            var dying = node.Inputs.Where(value => lastUse[value] == index && Of(value).Kind == LocationKind.Workspace).Distinct().ToList();
            if (!_locations.ContainsKey(node.Id)) Place(node, dying, free);
            foreach (var value in dying.Where(value => Of(value) != Of(node.Id))) free.Push(Of(value).Buffer);
        }
    }

    public EquatableArray<Buffer> Buffers => _buffers.Select(values => new Buffer(values.ToEquatableArray())).ToEquatableArray();

    public Location Of(int value) => _locations[value];

    private void Place(Node node, List<int> dying, Stack<int> free)
    {
        if (MayRunInPlace(node) && dying.Contains(node.Inputs[0]))
        {
            _locations[node.Id] = Of(node.Inputs[0]);
            return;
        }

        if (free.Count == 0)
        {
            free.Push(_buffers.Count);
            _buffers.Add([]);
        }

        var buffer = free.Pop();
        _buffers[buffer].Add(node.Output);
        _locations[node.Id] = new Location(LocationKind.Workspace, buffer);
    }

    // Layers at the end that run in place let the one before them write to the caller's output already.
    private void PlaceOutput(NetworkGraph graph)
    {
        var value = graph.Outputs[0];
        while (true)
        {
            _locations[value] = Location.Output;
            var node = graph.Nodes.First(candidate => candidate.Id == value);
            if (!MayRunInPlace(node) || graph.SoleProducer(node) is null) return;
            value = node.Inputs[0];
        }
    }

    private static Dictionary<int, int> LastUses(NetworkGraph graph)
    {
        var lastUse = new Dictionary<int, int>();
        for (var index = 0; index < graph.Nodes.Count; index++)
        {
            foreach (var value in graph.Nodes[index].Inputs) lastUse[value] = index;
        }

        return lastUse;
    }

    private static bool MayRunInPlace(Node node) => OperatorTable.ByKind(node.Operator.Kind).Traits.HasFlag(OperatorTraits.InPlace);
}
