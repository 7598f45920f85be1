using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Lets a layer apply the activation after it to each value before it stores it.</summary>
internal static class FuseActivations
{
    public static NetworkGraph Run(NetworkGraph graph, Emission emission)
    {
        foreach (var id in graph.Nodes.Where(node => Has(node, OperatorTraits.IsActivation)).Select(node => node.Id))
        {
            var node = graph.Nodes.First(other => other.Id == id);
            if (graph.SoleProducer(node) is { } producer
                && Has(producer, OperatorTraits.FusesActivation)
                && !producer.Epilogue.Any(fused => Has(fused, OperatorTraits.IsActivation)))
            {
                graph = graph.Absorb(producer, node);
            }
        }

        return graph;
    }

    private static bool Has(Node node, OperatorTraits trait) => OperatorTable.ByKind(node.Operator.Kind).Traits.HasFlag(trait);
}
