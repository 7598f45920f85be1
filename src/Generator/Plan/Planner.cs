using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>Graph → plan: layouts, pools, enlargements and sums within kernels, branches that write to the map they are joined in, layers band by band, kernels, and the lifetimes that place values in the workspace.</summary>
internal static class Planner
{
    public static PlannedNetwork Run(NetworkGraph graph, NetworkOptions options)
    {
        graph = FusedPools.Run(Layouts.Run(graph, options), options);
        graph = JoinedBranches.Run(FusedAdditions.Run(FusedEnlargements.Run(graph, options), options), options);
        graph = FusedBands.Run(graph, options);
        var placement = new Placement(graph);
        var steps = graph.Nodes.Where(node => node.RunsFor is null && !JoinedBranches.WriteAll(graph, node)).Select(node => StepOf(node, graph, options, placement));
        return new PlannedNetwork(graph, steps.ToEquatableArray(), placement.Buffers);
    }

    private static Step StepOf(Node node, NetworkGraph graph, NetworkOptions options, Placement placement)
    {
        KernelChoice Kernel(Node of) => OperatorTable.ByKind(of.Operator.Kind).Kernel(of, graph, options);
        var (stages, reads) = (FusedBands.StagesOf(graph, node), FusedBands.Reads(graph, node));
        return new Step(
            node,
            stages.Count > 0 ? FusedBands.Choice(Kernel(node)) : Kernel(node),
            reads,
            reads.Select(graph.ShapeOf).ToEquatableArray(),
            reads.Select(placement.Of).ToEquatableArray(),
            placement.Of(node.Id))
        {
            Stages = stages.Select(stage => new Stage(stage, Kernel(stage), graph.ShapeOf(stage.Inputs[0]))).ToEquatableArray(),
        };
    }
}
