using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Lets a kernel that can add another map to its results before it stores them run the sum after it, and the activation after that: the map between them is then
/// neither written nor read. It is a step of the plan, since it depends on the kernel.
/// </summary>
internal static class FusedAdditions
{
    public static NetworkGraph Run(NetworkGraph graph, NetworkOptions options)
    {
        foreach (var id in graph.Nodes.Where(IsSumOfTwo).Select(node => node.Id))
        {
            var node = graph.Nodes.First(other => other.Id == id);

            // The one that is computed last: what it reads need then be kept no longer than before, but for layers that have nothing to do with either.
            var last = node.Inputs.OrderBy(value => IndexOf(graph, value)).Last();
            if (last != Node.NetworkInput
                && graph.SoleProducer(node, last) is { } producer
                && producer.Epilogue.All(fused => fused.Operator is BatchNormOperator)
                && OperatorTable.ByKind(producer.Operator.Kind).Kernel(producer, graph, options).AddsMap)
            {
                graph = graph.AbsorbSum(producer, node);
            }
        }

        return graph;
    }

    // Of two values, and of the same size for every image: what is checked of others hangs on their node.
    private static bool IsSumOfTwo(Node node) =>
        node is { Operator: JoinOperator { Kind: "Add" }, Inputs.Count: 2 } && node.Inputs[0] != node.Inputs[1] && node.Shape!.Agreements.Count == 0;

    private static int IndexOf(NetworkGraph graph, int value)
    {
        for (var index = 0; index < graph.Nodes.Count; index++)
        {
            if (graph.Nodes[index].Id == value) return index;
        }

        return -1;
    }
}
