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
            return new KernelChoice("depthwise")
            {
                Class = "DepthwiseConvolution",
                WeightsType = "DepthwiseWeights",
                Recipe = "Depthwise",
                Stage = MeetsItsMap(conv.Window) ? "DepthwiseStage" : null,
            };
        }

        // An enlargement has been fused because the loops are unrolled.
        if (node.Prologue.Count > 0) return UnrolledConvolution.Choice(node, channels);

        // F(2×2) would be exact enough for Strict, but each of its four outputs adds other products in another order: what a window gives would depend on its place,
        // and the map would no longer equal the crops to the bit.
        if (!options.Strict && Winograd.Fits(conv, channels) && Winograd.Choice(conv, channels, graph.DeclaredSize(node.Shape!.Output)) is { } winograd) return winograd;

        // Unrolled loops write maps of their own. Both kernels take the same weights: the two forms of a network need not choose alike.
        if (node.Slice is null && !Direct.TakesPixelByPixel(conv) && UnrolledConvolution.Pays(conv, channels)) return UnrolledConvolution.Choice(node, channels);
        return new KernelChoice("direct")
        {
            Class = "Convolution",
            WeightsType = "ConvolutionWeights",
            Recipe = conv.FromDense ? "Dense" : "Convolution",
            AddsMap = true,
            WritesSlices = true,
            Scratch = Direct.Scratch(conv.Window, channels),
            Stage = Direct.IsPixelwise(conv.Window) ? "PixelStage" : null,
        };
    }

    /// <summary>Whether no window lies in padding alone.</summary>
    private static bool MeetsItsMap(WindowGeometry window) => MeetsItsMap(window.Rows) && MeetsItsMap(window.Columns);

    private static bool MeetsItsMap(WindowAxis axis) => axis.PadBefore < axis.Span && axis.PadAfter < axis.Span;

    /// <summary>The direct sum.</summary>
    private static class Direct
    {
        // As the runtime's Convolution.ScratchLength has it: the input of the longest or widest block of 96 outputs, unless that is past reason.
        private const long MostPixels = 96;
        private const long LargestCopy = 1 << 21;

        // Output channels of a tile.
        private const int Pair = 16;

        /// <summary>
        /// 1×1 convolutions whose tiles the runtime runs one after the other (its PixelTile), which is faster than unrolled loops.
        /// </summary>
        public static bool TakesPixelByPixel(ConvOperator conv) => IsPixelwise(conv.Window) && conv.OutChannels % Pair == 0;

        public static bool IsPixelwise(WindowGeometry window) => window is { Pads: false, Rows: { Kernel: 1, Stride: 1 }, Columns: { Kernel: 1, Stride: 1 } };

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
    /// F(4×4, 3×3), or F(2×2, 3×3) on small maps, F(2×2, 5×5) and F(2×2, 7×7). It depends on the channels and the size that the network is declared for alone, so that
    /// both forms of a network choose alike and share one copy of the weights.
    /// </summary>
    private static class Winograd
    {
        // Measured at 16 channels: 1.6 times as fast as the direct sum or more for filters of 3×3. At 8 it still gains, but so little in all that the smaller error is kept.
        // Filters of 5×5 and 7×7 at 32 channels: 1.5 to 1.7 times. Fewer were not compared.
        private const int LeastChannels = 16, LeastChannelsOfLargeFilters = 32;

        // Maps of up to four tiles of 4×4, if memory has to deliver the filters: those of F(2×2) are 16/36 as large.
        private const long SmallSide = 8;
        private const long FarWeights = 256 * 256;

        // Transformed filters of 5×5 and 7×7 are 36/25 and 64/49 as large: there have to be outputs enough for which they are read once. How many
        // is an estimate, from a core's products and what memory delivers.
        private const long FewestPixels = 4, FewestPixelsFar = 25;

        // As the runtime's WinogradConvolution.ScratchLength has it: all points of some tiles, before and after the products.
        private const long CacheLine = 16, Pair = 16, PairsAtOnce = 32;

        public static bool Fits(ConvOperator conv, int channels) =>
            conv is { FromDense: false, Window: { Rows: { Kernel: 3 or 5 or 7, Stride: 1, Dilation: 1 }, Columns: { Stride: 1, Dilation: 1 } } }
            && conv.Window.Rows.Kernel == conv.Window.Columns.Kernel
            && Math.Min(channels, conv.OutChannels) / conv.Groups >= (conv.Window.Rows.Kernel == 3 ? LeastChannels : LeastChannelsOfLargeFilters)
            && channels % Lanes == 0 && conv.OutChannels / conv.Groups % Lanes == 0;

        /// <returns>Null where the map is too small.</returns>
        public static KernelChoice? Choice(ConvOperator conv, int channels, (long Height, long Width)? size)
        {
            var (kernel, weights) = (conv.Window.Rows.Kernel, (long)channels / conv.Groups * conv.OutChannels);
            var isFar = weights > FarWeights;
            if (kernel > 3 && size is { } map && map.Height * map.Width < (isFar ? FewestPixelsFar : FewestPixels)) return null;
            var isSmall = kernel == 3 && isFar && size is { Height: <= SmallSide, Width: <= SmallSide };
            var output = kernel == 3 && !isSmall ? 4 : 2;
            var points = (kernel + output - 1) * (kernel + output - 1);
            var tiles = (points, weights) switch { (16, _) => 48, (_, <= 128 * 256) => 18, (_, <= 256 * 256) => 30, (36, _) => 54, _ => 66 };
            var pairs = Math.Min(PairsAtOnce, ((conv.OutChannels / conv.Groups) + Pair - 1) / Pair * conv.Groups);
            return new KernelChoice($"winograd {output}×{output}")
            {
                Class = "WinogradConvolution",
                WeightsType = "WinogradWeights",
                Recipe = isSmall ? "SmallWinograd" : "Winograd",
                FusesMaxPool = true,
                AddsMap = true,
                WritesSlices = true,
                Scratch = points * (OddLines((channels + CacheLine) * tiles) + OddLines(pairs * Pair * tiles)),
            };
        }

        private static long OddLines(long elements) => (((elements + CacheLine - 1) / CacheLine) | 1) * CacheLine;
    }
}
