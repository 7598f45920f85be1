using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Convolutions with few channels, whose sums are written out with all sizes as constants. The choice depends on channels, taps and strides alone, so that both
/// forms of a network choose alike, share one copy of the weights and give the same bits, and so do a dense layer and the convolution that it equals.
/// </summary>
internal static class UnrolledConvolution
{
    /// <summary>Output channels of a block of weights.</summary>
    public const int Lanes = 8;

    /// <summary>Vector registers.</summary>
    private const int Registers = 16;

    /// <summary>Fewer pixels would make the tiles of a small map useless for the larger ones of the form for any size.</summary>
    private const int LeastPixels = 4;

    // Beyond these the direct kernel's loops are long enough to be as fast.
    private const int MostInChannels = 32;
    private const int MostOutChannels = 128;
    private const long MostWeights = 1 << 14;

    // The runtime's buffers: what a tile at a border reads, and what one wider than its map writes.
    public const long StageLength = 4096;
    public const long NarrowLength = 2048;

    /// <summary>Activations of so few instructions that they are written out with each sum.</summary>
    private static readonly HashSet<string> ShortActivations = ["Relu", "LeakyRelu", "Clip", "HardSigmoid", "HardSwish"];

    /// <summary>Whether the loops of a convolution are unrolled.</summary>
    /// <param name="conv">The convolution.</param>
    /// <param name="channels">Channels of its input.</param>
    /// <param name="outputStep">Pixels of the output from one that it stores to the next.</param>
    public static bool Pays(ConvOperator conv, int channels, int outputStep = 1)
    {
        if (conv.Groups > 1 || channels > MostInChannels || conv.OutChannels > MostOutChannels) return false;
        var forms = Forms(conv).ToList();
        return forms.Count > 0
            && Weights(conv, channels) <= MostWeights
            && forms.All(form => Fits(conv, channels, form.MostPixels, outputStep));
    }

    public static KernelChoice Choice(Node node, int channels)
    {
        var conv = (ConvOperator)node.Operator;
        var isEnlarged = EnlargedConvolution.Of(node) is not null;
        return new KernelChoice($"unrolled {channels.Text()}→{conv.OutChannels.Text()}")
        {
            Class = "TiledConvolution",
            WeightsType = isEnlarged ? "EnlargedWeights" : "ConvolutionWeights",
            Recipe = isEnlarged ? "EnlargedConvolution" : conv.FromDense ? "Dense" : "Convolution",
            Unrolled = true,
            FusesMaxPool = !isEnlarged && ActivationOf(node) is null or { IsShort: true },
        };
    }

    /// <summary>The activation that runs within a node, and whether it is written out with the sums.</summary>
    public static (ActivationOperator Operator, bool IsShort)? ActivationOf(Node node) =>
        node.Epilogue.Select(fused => fused.Operator).OfType<ActivationOperator>().FirstOrDefault() is { } activation
            ? (activation, ShortActivations.Contains(activation.Kind))
            : null;

    /// <summary>The tile for a layer. Where the width is known, the one that wastes least on it.</summary>
    public static UnrolledTile Tile(Node node, TensorShape input)
    {
        var phases = EnlargedConvolution.Of(node);
        var conv = phases?.Phase ?? (ConvOperator)node.Operator;
        var pools = node.PoolsMaxima;
        var width = Width(phases is null ? node.Shape!.Output : input, conv, pools);
        var (blocks, pixels) = width is null ? Forms(conv).First() : Cheapest(conv, width.Value, pools);
        var tile = new UnrolledTile(input.Channels, conv, blocks, Blocks(conv) / blocks, pixels, pools, phases?.OutputStep ?? 1);
        return PlanarTiles.Cheaper(tile, width) ?? tile;
    }

    // A window of one tap runs over all rows as one.
    private static long? Width(TensorShape sums, ConvOperator conv, bool pools)
    {
        var isPixelwise = !pools && !conv.Window.Pads && conv.Window is { Rows: { Kernel: 1, Stride: 1 }, Columns: { Kernel: 1, Stride: 1 } };
        return isPixelwise && sums.IsConstant ? Numbers.SaturatingProduct(sums.Height.AsConstant!.Value, sums.Width.AsConstant!.Value) : sums.Width.AsConstant;
    }

    private static int Blocks(ConvOperator conv) => (conv.OutChannels + Lanes - 1) / Lanes;

    private static long Weights(ConvOperator conv, int channels) =>
        Numbers.SaturatingProduct(conv.Window.Rows.Kernel, conv.Window.Columns.Kernel, channels, Blocks(conv) * Lanes);

    /// <summary>
    /// The tiles whose sums, weights and inputs fit the registers, the fastest first. Measured: 6×2 and 4×3 sums do, 7×2 and 5×3 do not; a block alone holds
    /// the weights of a kernel's row besides. Pixels are even, so that a pool of 2×2 fits.
    /// </summary>
    private static IEnumerable<(int Blocks, int MostPixels)> Forms(ConvOperator conv)
    {
        var blocks = Blocks(conv);
        var alone = System.Math.Min(Registers - 1 - conv.Window.Columns.Kernel, 12) & ~1;
        return new[] { (Blocks: 2, MostPixels: 6), (Blocks: 3, MostPixels: 4), (Blocks: 1, MostPixels: alone) }
            .Where(form => blocks % form.Blocks == 0 && form.MostPixels * form.Blocks >= Lanes)
            .Where(form => blocks == form.Blocks || conv.OutChannels % Lanes == 0);
    }

    // A tile costs its sums, and as much again as a part of one for its beginning and end; sums past the width, or computed twice, are wasted.
    private static (int Blocks, int Pixels) Cheapest(ConvOperator conv, long width, bool pools)
    {
        var together = pools ? 2 : 1;
        var sums = width / together * together;
        return Forms(conv)
            .SelectMany(form => Enumerable.Range(LeastPixels, form.MostPixels - LeastPixels + 1).Select(pixels => (form.Blocks, Pixels: pixels)))
            .Where(tile => tile.Pixels % together == 0)
            .OrderBy(tile => Cost(conv, sums, tile.Blocks, tile.Pixels))
            .ThenByDescending(tile => tile.Blocks)
            .First();
    }

    /// <summary>What a row of sums costs, in sums of 8 channels.</summary>
    public static double Cost(ConvOperator conv, long sums, int blocks, int pixels)
    {
        const double TileCost = 0.75;
        return (sums + pixels - 1) / pixels * (Blocks(conv) / blocks) * ((pixels * blocks) + TileCost);
    }

    private static bool Fits(ConvOperator conv, int channels, int pixels, int outputStep)
    {
        var (rows, columns) = (conv.Window.Rows, conv.Window.Columns);
        var reads = Numbers.SaturatingProduct(rows.Span + rows.Stride, ((pixels - 1L) * columns.Stride) + columns.Span, channels);
        return reads <= StageLength && (long)pixels * conv.OutChannels * outputStep <= NarrowLength;
    }
}

/// <summary>The sums that are computed together, in registers.</summary>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Conv">The convolution.</param>
/// <param name="Blocks">Blocks of 8 output channels.</param>
/// <param name="BlockGroups">How often so many blocks make up the output.</param>
/// <param name="Pixels">Pixels, side by side.</param>
/// <param name="PoolsMaxima">Whether the largest of each 2×2 sums is stored.</param>
/// <param name="OutputStep">Pixels of the output from one stored pixel to the next.</param>
/// <param name="IsPlanar">Whether vectors hold pixels of one output channel instead of channels of one pixel.</param>
internal sealed record UnrolledTile(int Channels, ConvOperator Conv, int Blocks, int BlockGroups, int Pixels, bool PoolsMaxima, int OutputStep, bool IsPlanar = false)
{
    /// <summary>Rows of sums that are computed together, and stored as one if maxima are pooled.</summary>
    public int Rows => IsPlanar && PoolsMaxima ? 2 : 1;

    /// <summary>Vectors of pixels of each output channel and row, where vectors hold pixels.</summary>
    public int Vectors => Pixels / UnrolledConvolution.Lanes;

    /// <summary>Elements of a block of weights.</summary>
    public int BlockLength => Conv.Window.Rows.Kernel * Conv.Window.Columns.Kernel * Channels * UnrolledConvolution.Lanes;
}
