using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Passes;

/// <summary>
/// Turns each [Dense] on an H×W×C map into the H×W convolution that computes the same, in both forms of the network, so that they share one
/// packed copy of the weights and the same kernel.
/// </summary>
internal static class DenseToConvolution
{
    public static NetworkGraph Run(NetworkGraph graph, Emission emission) =>
        graph.Nodes.Where(node => node.Operator is DenseOperator).Aggregate(graph, (edited, node) => edited.Replace(Convert(edited, node)));

    private static Node Convert(NetworkGraph graph, Node node)
    {
        var dense = (DenseOperator)node.Operator;
        var input = graph.ShapeOf(node.Inputs[0]);
        var window = new WindowGeometry(Axis(input.Height), Axis(input.Width), Same: false, Ceil: false);
        var conv = new ConvOperator(window, input.Channels, dense.OutFeatures, Groups: 1, dense.Bias) { FromDense = true };
        return Reshaped(node with { Operator = conv }, graph);
    }

    // The tensors of the weights file stay those of the dense layer.
    private static Node Reshaped(Node conv, NetworkGraph graph) =>
        conv with { Shape = new ConvShape().Infer(new ShapeContext(conv, graph, [])) with { Weights = conv.Shape!.Weights } };

    private static WindowAxis Axis(Extent extent) => new((int)extent.AsConstant!.Value, Stride: 1, Dilation: 1, PadBefore: 0, PadAfter: 0);
}
