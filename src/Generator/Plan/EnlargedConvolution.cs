using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// A convolution over a map that is enlarged to its nearest pixels before, as convolutions over the small map: one for each phase, the outputs in the same
/// place of their factor×factor pixels. Weights of taps that fall on the same small pixel are summed when they are loaded.
/// </summary>
/// <param name="Scale">The factor.</param>
/// <param name="JoinsColumns">Whether the phases along a row are one convolution, whose channels are those of all of them.</param>
/// <param name="Phase">The convolution over the small map.</param>
/// <param name="PadTop">Rows added at the top of the enlarged map.</param>
/// <param name="PadLeft">Columns added at its left.</param>
internal sealed record EnlargedConvolution(int Scale, bool JoinsColumns, ConvOperator Phase, int PadTop, int PadLeft)
{
    // Its square is the number of passes over a band of the small map.
    private const int MostScale = 4;

    /// <summary>Pixels of the output from one of a phase to the next.</summary>
    public int OutputStep => JoinsColumns ? 1 : Scale;

    /// <summary>The phases of a convolution; null where its output is not exactly as large as the enlarged map.</summary>
    public static EnlargedConvolution? Of(ConvOperator conv, int scale)
    {
        var (rows, columns) = (conv.Window.Rows, conv.Window.Columns);
        if (scale > MostScale || rows is not { Stride: 1, Dilation: 1 } || columns is not { Stride: 1, Dilation: 1 }) return null;
        var (top, left) = (Before(conv.Window, rows), Before(conv.Window, columns));
        if (top is null || left is null) return null;

        var (height, apart, together) = (Taps(rows, top.Value, scale), Taps(columns, left.Value, scale), AllTaps(columns, left.Value, scale));
        var joins = (long)together * Blocks(conv.OutChannels * (long)scale) < (long)scale * apart * Blocks(conv.OutChannels);
        var window = new WindowGeometry(Axis(height), Axis(joins ? together : apart), Same: false, Ceil: false);
        var phase = conv with { Window = window, OutChannels = joins ? conv.OutChannels * scale : conv.OutChannels };
        return new EnlargedConvolution(scale, joins, phase, top.Value, left.Value);
    }

    /// <summary>Whether it is worth while, and tiles for a phase exist.</summary>
    public static bool Pays(Node node, EnlargedConvolution phases, int channels)
    {
        var conv = (ConvOperator)node.Operator;
        return conv.Window.Rows.Kernel > 1
            && conv.Window.Columns.Kernel > 1
            && UnrolledConvolution.Pays(phases.Phase, channels, phases.OutputStep)
            && !node.PoolsMaxima;
    }

    /// <summary>The phases of a node that runs an enlargement; null of others.</summary>
    public static EnlargedConvolution? Of(Node node) =>
        node.Prologue.Select(before => before.Operator).OfType<UpsampleOperator>().FirstOrDefault() is { } upsample
            ? Of((ConvOperator)node.Operator, upsample.Scale)
            : null;

    private static WindowAxis Axis(int kernel) => new(kernel, Stride: 1, Dilation: 1, PadBefore: 0, PadAfter: 0);

    private static long Blocks(long channels) => (channels + UnrolledConvolution.Lanes - 1) / UnrolledConvolution.Lanes;

    private static int? Before(WindowGeometry window, WindowAxis axis)
    {
        if (window.Same) return (axis.Kernel - 1) / 2;
        return axis.PadBefore < axis.Kernel && axis.PadBefore + axis.PadAfter == axis.Kernel - 1 ? axis.PadBefore : null;
    }

    // As the runtime's EnlargedAxis has it: tap k of phase p falls ⌊(p − pad + k)/scale⌋ pixels after the phase's own.
    private static int Taps(WindowAxis axis, int pad, int scale) =>
        Enumerable.Range(0, scale).Max(phase => Floor(phase - pad + axis.Kernel - 1, scale) - Floor(phase - pad, scale) + 1);

    private static int AllTaps(WindowAxis axis, int pad, int scale) => Floor(scale - 1 - pad + axis.Kernel - 1, scale) - Floor(-pad, scale) + 1;

    private static int Floor(int dividend, int divisor) => dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);
}
