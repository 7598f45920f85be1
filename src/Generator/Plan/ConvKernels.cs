using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>Chooses the kernel of a convolution.</summary>
internal static class ConvKernels
{
    public static KernelChoice Choose(Node node, NetworkGraph graph)
    {
        var conv = (ConvOperator)node.Operator;
        var channels = graph.ShapeOf(node.Inputs[0]).Channels;

        // One filter a channel: vectors run over channels instead of over the outputs of a group, of which there is one.
        if (conv.Groups > 1 && conv.Groups == channels && conv.OutChannels == channels)
        {
            return new KernelChoice("depthwise") { Class = "DepthwiseConvolution", WeightsType = "DepthwiseWeights", Recipe = "Depthwise" };
        }

        return new KernelChoice("direct") { Class = "Convolution", WeightsType = "ConvolutionWeights", Recipe = conv.FromDense ? "Dense" : "Convolution" };
    }
}
