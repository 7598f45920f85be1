using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>Chooses the kernel of a convolution from its shapes.</summary>
internal static class ConvKernels
{
    private const int Lanes = 8;

    public static KernelChoice Choose(Node node, NetworkGraph graph, NetworkOptions options)
    {
        var conv = (ConvOperator)node.Operator;
        var channels = graph.ShapeOf(node.Inputs[0]).Channels;

        // One filter a channel: vectors run over channels instead of over the outputs of a group, of which there is one.
        if (conv.Groups > 1 && conv.Groups == channels && conv.OutChannels == channels)
        {
            return new KernelChoice("depthwise") { Class = "DepthwiseConvolution", WeightsType = "DepthwiseWeights", Recipe = "Depthwise" };
        }

        // An enlargement has been fused because the loops are unrolled.
        if (node.Prologue.Count > 0) return UnrolledConvolution.Choice(node, channels);
        if (!options.Strict && Winograd.Pays(conv, channels)) return Winograd.Choice(conv, channels);
        if (UnrolledConvolution.Pays(conv, channels)) return UnrolledConvolution.Choice(node, channels);
        return new KernelChoice("direct") { Class = "Convolution", WeightsType = "ConvolutionWeights", Recipe = conv.FromDense ? "Dense" : "Convolution" };
    }

    /// <summary>F(4×4, 3×3). It depends on the channels alone, so that both forms of a network choose alike and share one copy of the weights.</summary>
    private static class Winograd
    {
        // Measured at 16 channels: 1.6 times as fast as the direct sum or more. At 8 it still gains, but so little in all that the smaller error is kept.
        private const int LeastChannels = 16;

        // As the runtime's WinogradConvolution.ScratchLength has it: 36 points of 54 tiles, before and after the products.
        private const long Points = 36;
        private const long TilesAtOnce = 54;
        private const long CacheLine = 16;

        public static bool Pays(ConvOperator conv, int channels) =>
            conv is { FromDense: false, Groups: 1, Window: { Rows: { Kernel: 3, Stride: 1, Dilation: 1 }, Columns: { Kernel: 3, Stride: 1, Dilation: 1 } } }
            && channels >= LeastChannels && conv.OutChannels >= LeastChannels
            && channels % Lanes == 0 && conv.OutChannels % Lanes == 0;

        public static KernelChoice Choice(ConvOperator conv, int channels) => new("winograd 4×4")
        {
            Class = "WinogradConvolution",
            WeightsType = "WinogradWeights",
            Recipe = "Winograd",
            FusesMaxPool = true,
            Scratch = Points * (OddLines((channels + CacheLine) * TilesAtOnce) + OddLines((conv.OutChannels + CacheLine - 1) / CacheLine * CacheLine * TilesAtOnce)),
        };

        private static long OddLines(long elements) => (((elements + CacheLine - 1) / CacheLine) | 1) * CacheLine;
    }
}
