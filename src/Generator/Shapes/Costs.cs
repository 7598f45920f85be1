using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>What a network costs, for an input of one size.</summary>
internal static class Costs
{
    /// <summary>Multiply-adds of a layer.</summary>
    public static long Of(NetworkGraph graph, Node node)
    {
        var pixels = node.Shape!.CostOf == CostBasis.OutputPixels ? node.Shape.Output : graph.ShapeOf(node.Inputs[0]);
        return Numbers.SaturatingProduct(node.Shape.MultiplyAddsPerPixel, pixels.Height.AsConstant!.Value, pixels.Width.AsConstant!.Value);
    }

    /// <summary>Multiply-adds of convolutions and dense layers.</summary>
    public static long Total(NetworkGraph graph) => graph.Nodes.Aggregate(0L, (sum, node) => Numbers.SaturatingSum(sum, Of(graph, node)));

    /// <summary>Values that training sets: running statistics do not count.</summary>
    public static long Parameters(NetworkGraph graph) =>
        graph.Nodes.Aggregate(0L, (sum, node) => Numbers.SaturatingSum(sum, node.Shape!.ParameterCount));
}
