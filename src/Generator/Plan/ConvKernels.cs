using System;
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

        // F(2×2) would be exact enough for Strict, but each of its four outputs adds other products in another order: what a window gives would depend on its place,
        // and the map would no longer equal the crops to the bit.
        if (!options.Strict && Winograd.Pays(conv, channels)) return Winograd.Choice(conv, channels, graph.DeclaredSize(node.Shape!.Output));
        if (UnrolledConvolution.Pays(conv, channels)) return UnrolledConvolution.Choice(node, channels);
        return new KernelChoice("direct")
        {
            Class = "Convolution",
            WeightsType = "ConvolutionWeights",
            Recipe = conv.FromDense ? "Dense" : "Convolution",
            AddsMap = true,
            Scratch = Direct.Scratch(conv.Window, channels),
        };
    }

    /// <summary>The direct sum.</summary>
    private static class Direct
    {
        // As the runtime's Convolution.ScratchLength has it: the input of the longest or widest block of 96 outputs, unless that is past reason.
        private const long MostPixels = 96;
        private const long LargestCopy = 1 << 21;

        public static long Scratch(WindowGeometry window, int channels)
        {
            if (!MayPad(window)) return 0;
            double height = Math.Max(window.Rows.Span, window.Rows.Stride), width = Math.Max(window.Columns.Span, window.Columns.Stride);
            var wide = height * (((MostPixels - 1d) * window.Columns.Stride) + width);
            var high = (((MostPixels - 1d) * window.Rows.Stride) + height) * width;
            var length = Math.Max(wide, high) * channels;
            return length > LargestCopy ? 0 : (long)length;
        }

        private static bool MayPad(WindowGeometry window) => window.Same ? window.Rows.Span > 1 || window.Columns.Span > 1 : window.Pads;
    }

    /// <summary>
    /// F(4×4, 3×3), or F(2×2, 3×3) on small maps. It depends on the channels and the size that the network is declared for alone, so that both forms of a network
    /// choose alike and share one copy of the weights.
    /// </summary>
    private static class Winograd
    {
        // Measured at 16 channels: 1.6 times as fast as the direct sum or more. At 8 it still gains, but so little in all that the smaller error is kept.
        private const int LeastChannels = 16;

        // Maps of up to four tiles of 4×4, if memory has to deliver the filters: those of F(2×2) are 16/36 as large.
        private const long SmallSide = 8;
        private const long FarWeights = 256 * 256;

        // As the runtime's WinogradConvolution.ScratchLength has it: all points of some tiles, before and after the products.
        private const long CacheLine = 16;

        public static bool Pays(ConvOperator conv, int channels) =>
            conv is { FromDense: false, Groups: 1, Window: { Rows: { Kernel: 3, Stride: 1, Dilation: 1 }, Columns: { Kernel: 3, Stride: 1, Dilation: 1 } } }
            && channels >= LeastChannels && conv.OutChannels >= LeastChannels
            && channels % Lanes == 0 && conv.OutChannels % Lanes == 0;

        public static KernelChoice Choice(ConvOperator conv, int channels, (long Height, long Width)? size)
        {
            var isSmall = size is { Height: <= SmallSide, Width: <= SmallSide } && (long)channels * conv.OutChannels > FarWeights;
            return new KernelChoice(isSmall ? "winograd 2×2" : "winograd 4×4")
            {
                Class = "WinogradConvolution",
                WeightsType = "WinogradWeights",
                Recipe = isSmall ? "SmallWinograd" : "Winograd",
                FusesMaxPool = true,
                AddsMap = true,
                Scratch = isSmall ? Scratch(16, channels, conv.OutChannels, 48) : Scratch(36, channels, conv.OutChannels, TilesAtOnce(channels, conv.OutChannels)),
            };
        }

        private static long Scratch(long points, long inChannels, long outChannels, long tiles) =>
            points * (OddLines((inChannels + CacheLine) * tiles) + OddLines((outChannels + CacheLine - 1) / CacheLine * CacheLine * tiles));

        private static long TilesAtOnce(long inChannels, long outChannels) => (inChannels * outChannels) switch { <= 128 * 256 => 18, <= 256 * 256 => 30, _ => 54 };

        private static long OddLines(long elements) => (((elements + CacheLine - 1) / CacheLine) | 1) * CacheLine;
    }
}
