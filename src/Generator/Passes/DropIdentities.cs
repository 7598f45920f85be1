using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Takes out what does nothing when the network is run: dropout.</summary>
internal static class DropIdentities
{
    public static NetworkGraph Run(NetworkGraph graph, Emission emission) =>
        graph.Nodes
            .Where(node => OperatorTable.ByKind(node.Operator.Kind).Traits.HasFlag(OperatorTraits.IsIdentity))
            .Aggregate(graph, (edited, node) => edited.Remove(edited.Nodes.First(same => same.Id == node.Id)));
}
