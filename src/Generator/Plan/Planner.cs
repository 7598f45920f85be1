using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>Graph → plan: layouts, pools, enlargements and sums within kernels, branches that write to the map they are joined in, kernels, and the lifetimes that place values in the workspace.</summary>
internal static class Planner
{
    public static PlannedNetwork Run(NetworkGraph graph, NetworkOptions options)
    {
        graph = FusedPools.Run(Layouts.Run(graph, options), options);
        graph = JoinedBranches.Run(FusedAdditions.Run(FusedEnlargements.Run(graph, options), options), options);
        var placement = new Placement(graph);
        var steps = graph.Nodes.Where(node => !JoinedBranches.WriteAll(graph, node)).Select(node => new Step(
            node,
            OperatorTable.ByKind(node.Operator.Kind).Kernel(node, graph, options),
            node.Inputs.Select(graph.ShapeOf).ToEquatableArray(),
            node.Inputs.Select(placement.Of).ToEquatableArray(),
            placement.Of(node.Id)));
        return new PlannedNetwork(graph, steps.ToEquatableArray(), placement.Buffers);
    }
}
