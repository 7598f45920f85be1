using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Lets the branches of a concatenation write to their channels of the joined map, where all of their kernels can: nothing is then copied. It is a step of the plan,
/// since it depends on the kernels.
/// </summary>
internal static class JoinedBranches
{
    public static NetworkGraph Run(NetworkGraph graph, NetworkOptions options)
    {
        foreach (var concat in graph.Nodes.Where(IsConcat))
        {
            var first = 0;
            var branches = concat.Inputs.Select(value =>
            {
                var slice = new Slice(concat.Id, concat.Output, first);
                first += graph.ShapeOf(value).Channels;
                return graph.SoleProducer(concat, value) is { AddsMap: false, PoolsMaxima: false } producer ? producer with { Slice = slice } : null;
            }).ToList();
            if (branches.All(branch => branch is not null && OperatorTable.ByKind(branch.Operator.Kind).Kernel(branch, graph, options).WritesSlices))
            {
                graph = branches.Aggregate(graph, (joined, branch) => joined.Replace(branch!));
            }
        }

        return graph;
    }

    /// <summary>Whether a node has nothing left to do, since its branches write what it gives.</summary>
    public static bool WriteAll(NetworkGraph graph, Node node) => graph.Nodes.Any(branch => branch.Slice?.Value == node.Id);

    private static bool IsConcat(Node node) =>
        node is { Operator: JoinOperator { Kind: "Concat" }, Epilogue.Count: 0 } && node.Inputs.Distinct().Count() == node.Inputs.Count;
}
