using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// Folds a batch norm into the weights of the convolution before it. The weights are known only when they are loaded: this notes the
/// recipe.
/// </summary>
internal static class FoldBatchNorm
{
    public static NetworkGraph Run(NetworkGraph graph, Emission emission)
    {
        foreach (var id in graph.Nodes.Where(node => node.Operator is BatchNormOperator).Select(node => node.Id))
        {
            var node = graph.Nodes.First(other => other.Id == id);
            if (graph.SoleProducer(node) is { Epilogue.Count: 0 } producer
                && OperatorTable.ByKind(producer.Operator.Kind).Traits.HasFlag(OperatorTraits.FoldsBatchNorm))
            {
                graph = graph.Absorb(producer, node);
            }
        }

        return graph;
    }
}
