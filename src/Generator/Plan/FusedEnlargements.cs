using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Lets a convolution whose loops are unrolled run the enlargement before it: with weights summed for the taps that fall on the same pixel it needs fewer
/// products, and the larger map is neither written nor read. It is a step of the plan, since it depends on the kernel.
/// </summary>
internal static class FusedEnlargements
{
    public static NetworkGraph Run(NetworkGraph graph, NetworkOptions options)
    {
        foreach (var id in graph.Nodes.Where(node => node.Operator is ConvOperator).Select(node => node.Id))
        {
            var node = graph.Nodes.First(other => other.Id == id);
            if (graph.SoleProducer(node) is { Operator: UpsampleOperator { Bilinear: false, Scale: > 1 } upsample } producer
                && OperatorTable.ByKind(node.Operator.Kind).Kernel(node, graph, options).Unrolled
                && EnlargedConvolution.Of((ConvOperator)node.Operator, upsample.Scale) is { } phases
                && EnlargedConvolution.Pays(node, phases, producer.Output.Channels))
            {
                graph = graph.Remove(producer).Replace(node with { Inputs = producer.Inputs, Prologue = EquatableArray.Of(producer) });
            }
        }

        return graph;
    }
}
