using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>The edits that passes are made of. Each returns a new graph.</summary>
internal static class GraphEdits
{
    public static NetworkGraph Replace(this NetworkGraph graph, Node node) =>
        graph with { Nodes = graph.Nodes.Select(other => other.Id == node.Id ? node : other).ToEquatableArray() };

    /// <summary>Takes a node out; what read its value reads its input.</summary>
    public static NetworkGraph Remove(this NetworkGraph graph, Node node)
    {
        int Rewired(int value) => value == node.Id ? node.Inputs[0] : value;
        return graph with
        {
            Nodes = graph.Nodes
                .Where(other => other.Id != node.Id)
                .Select(other => other with { Inputs = other.Inputs.Select(Rewired).ToEquatableArray() })
                .ToEquatableArray(),
            Outputs = graph.Outputs.Select(Rewired).ToEquatableArray(),
        };
    }

    /// <summary>Makes a node run within the one whose value it alone reads.</summary>
    public static NetworkGraph Absorb(this NetworkGraph graph, Node into, Node node) =>
        graph.Remove(node).Replace(into with { Epilogue = into.Epilogue.Append(node).ToEquatableArray() });

    /// <summary>The node before, if this one is all that reads its value.</summary>
    public static Node? SoleProducer(this NetworkGraph graph, Node node)
    {
        var value = node.Inputs[0];
        if (value == Node.NetworkInput || graph.Outputs.Contains(value) || graph.ConsumersOf(value).Count() != 1) return null;
        return graph.Nodes.First(other => other.Id == value);
    }
}
