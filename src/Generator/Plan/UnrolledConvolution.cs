using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Convolutions with few channels, whose sums are written out with all sizes as constants. The choice depends on channels, taps and strides alone, so that both
/// forms of a network choose alike, share one copy of the weights and give the same bits.
/// </summary>
internal static class UnrolledConvolution
{
    /// <summary>Output channels of a block of weights.</summary>
    public const int Lanes = 8;

    /// <summary>Vector registers.</summary>
    private const int Registers = 16;

    // Beyond these the direct kernel's loops are long enough to be as fast.
    private const int MostInChannels = 32;
    private const int MostOutChannels = 128;
    private const long MostWeights = 1 << 14;

    // The runtime's buffers: what a tile at a border reads, and what one wider than its map writes.
    private const long StageLength = 4096;
    private const long NarrowLength = 2048;

    /// <summary>Activations of so few instructions that they are written out with each sum.</summary>
    private static readonly HashSet<string> ShortActivations = ["Relu", "LeakyRelu", "Clip", "HardSigmoid", "HardSwish"];

    public static bool Pays(ConvOperator conv, int channels)
    {
        if (conv.FromDense || conv.Groups > 1 || channels > MostInChannels || conv.OutChannels > MostOutChannels) return false;
        if (BlocksAtOnce(conv) is not { } blocks) return false;
        return Weights(conv, channels) <= MostWeights && Fits(conv, channels, MostPixels(conv, blocks));
    }

    public static KernelChoice Choice(Node node, int channels)
    {
        var conv = (ConvOperator)node.Operator;
        return new KernelChoice($"unrolled {channels.Text()}→{conv.OutChannels.Text()}")
        {
            Class = "TiledConvolution",
            WeightsType = "ConvolutionWeights",
            Recipe = "Convolution",
            Unrolled = true,
            FusesMaxPool = ActivationOf(node) is null or { IsShort: true },
        };
    }

    /// <summary>The activation that runs within a node, and whether it is written out with the sums.</summary>
    public static (ActivationOperator Operator, bool IsShort)? ActivationOf(Node node) =>
        node.Epilogue.Select(fused => fused.Operator).OfType<ActivationOperator>().FirstOrDefault() is { } activation
            ? (activation, ShortActivations.Contains(activation.Kind))
            : null;

    /// <summary>The tile for a layer. Of widths that are known, tiles of one size cover as much as they can without a rest.</summary>
    public static UnrolledTile Tile(Node node, int channels)
    {
        var conv = (ConvOperator)node.Operator;
        var blocks = BlocksAtOnce(conv)!.Value;
        var pools = node.Epilogue.Any(fused => fused.Operator is MaxPoolOperator);
        var most = MostPixels(conv, blocks);
        var pixels = node.Shape!.Output.Width.AsConstant is { } width ? Even(width, most, pools) : most;
        return new UnrolledTile(channels, conv, blocks, Blocks(conv) / blocks, pixels, pools);
    }

    private static int Blocks(ConvOperator conv) => (conv.OutChannels + Lanes - 1) / Lanes;

    private static long Weights(ConvOperator conv, int channels) =>
        Numbers.SaturatingProduct(conv.Window.Rows.Kernel, conv.Window.Columns.Kernel, channels, Blocks(conv) * Lanes);

    // A block alone holds the weights of a kernel's row, of which a few sums must be left room for. Several at once share what they read of the input.
    private static int? BlocksAtOnce(ConvOperator conv)
    {
        var blocks = Blocks(conv);
        var fitting = new[] { 2, 3, 1 }.First(atOnce => blocks % atOnce == 0);
        if (fitting == 1 && conv.Window.Columns.Kernel > 7) return null;
        return blocks == fitting || conv.OutChannels % Lanes == 0 ? fitting : null;
    }

    // Measured: 6×2 and 4×3 sums leave registers for weights and an input; 7×2 and 5×3 do not. Even, so that a pool of 2×2 fits.
    private static int MostPixels(ConvOperator conv, int blocks) => blocks switch
    {
        1 => System.Math.Min(Registers - 1 - conv.Window.Columns.Kernel, 12) & ~1,
        2 => 6,
        _ => 4,
    };

    private static int Even(long width, int most, bool pools)
    {
        var together = pools ? 2 : 1;
        var units = System.Math.Max(width / together, 1);
        var tiles = ((units * together) + most - 1) / most;
        var pixels = (int)((units + tiles - 1) / tiles) * together;
        return System.Math.Max(pixels, System.Math.Min(4, most));
    }

    private static bool Fits(ConvOperator conv, int channels, int pixels)
    {
        var (rows, columns) = (conv.Window.Rows, conv.Window.Columns);
        var reads = Numbers.SaturatingProduct(rows.Span + rows.Stride, ((pixels - 1L) * columns.Stride) + columns.Span, channels);
        return reads <= StageLength && (long)pixels * conv.OutChannels <= NarrowLength;
    }
}

/// <summary>The sums that are computed together, in registers.</summary>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Conv">The convolution.</param>
/// <param name="Blocks">Blocks of 8 output channels.</param>
/// <param name="BlockGroups">How often so many blocks make up the output.</param>
/// <param name="Pixels">Pixels, side by side.</param>
/// <param name="PoolsMaxima">Whether the largest of each 2×2 sums is stored.</param>
internal sealed record UnrolledTile(int Channels, ConvOperator Conv, int Blocks, int BlockGroups, int Pixels, bool PoolsMaxima)
{
    /// <summary>Elements of a block of weights.</summary>
    public int BlockLength => Conv.Window.Rows.Kernel * Conv.Window.Columns.Kernel * Channels * UnrolledConvolution.Lanes;
}
