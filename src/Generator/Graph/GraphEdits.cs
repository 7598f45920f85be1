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
        Node RewiredNode(Node other) => other.Inputs.Contains(node.Id) || other.SizesOf.Contains(node.Id)
            ? other with { Inputs = other.Inputs.Select(Rewired).ToEquatableArray(), SizesOf = other.SizesOf.Select(Rewired).ToEquatableArray() }
            : other;
        return graph with
        {
            Nodes = graph.Nodes
                .Where(other => other.Id != node.Id)
                .Select(RewiredNode)
                .ToEquatableArray(),
            Outputs = graph.Outputs.Select(Rewired).ToEquatableArray(),
        };
    }

    /// <summary>Makes a node run within the one whose value it alone reads.</summary>
    public static NetworkGraph Absorb(this NetworkGraph graph, Node into, Node node) =>
        graph.Remove(node).Replace(into with { Epilogue = into.Epilogue.Append(node).ToEquatableArray() });

    /// <summary>
    /// Makes a sum of two values, and what runs within it, run within the node whose value it alone reads: in the sum's place, where the other value exists.
    /// </summary>
    public static NetworkGraph AbsorbSum(this NetworkGraph graph, Node into, Node sum)
    {
        int Rewired(int value) => value == sum.Id ? into.Id : value;
        var joined = into with
        {
            Inputs = into.Inputs.Append(sum.Inputs.First(value => value != into.Id)).ToEquatableArray(),
            Epilogue = into.Epilogue.Append(sum with { Epilogue = EquatableArray<Node>.Empty }).Concat(sum.Epilogue).ToEquatableArray(),
        };
        return graph with
        {
            Nodes = graph.Nodes
                .Where(node => node.Id != into.Id)
                .Select(node => node.Id == sum.Id
                    ? joined
                    : node with { Inputs = node.Inputs.Select(Rewired).ToEquatableArray(), SizesOf = node.SizesOf.Select(Rewired).ToEquatableArray() })
                .ToEquatableArray(),
            Outputs = graph.Outputs.Select(Rewired).ToEquatableArray(),
        };
    }

    /// <summary>The node before, if this one is all that reads its value, and it reads nothing else.</summary>
    public static Node? SoleProducer(this NetworkGraph graph, Node node) => node.Inputs.Count == 1 ? graph.SoleProducer(node, node.Inputs[0]) : null;

    /// <summary>The node that computes one of the values that a node reads, if nothing else reads that.</summary>
    public static Node? SoleProducer(this NetworkGraph graph, Node node, int value)
    {
        var isShared = value == Node.NetworkInput || graph.Outputs.Contains(value) || graph.ConsumersOf(value).Any(other => other.Id != node.Id);
        return isShared ? null : graph.NodeOf(value);
    }
}
