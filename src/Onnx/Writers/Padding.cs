using NetGen.Generator.Graph;

namespace NetGen.Onnx.Writers;

/// <summary>The padding of a window on a map of known size, in numbers: ONNX's own SAME is read in more than one way, and so is its rounding up where windows begin in the padding.</summary>
/// <param name="Before">Rows or columns before the first.</param>
/// <param name="After">Those after the last, as declared.</param>
/// <param name="Overhang">Those that windows, rounded up, reach beyond that.</param>
internal readonly record struct Padding(int Before, int After, int Overhang)
{
    public static Padding Of(WindowGeometry window, WindowAxis axis, int extent, int windows)
    {
        var needed = ((long)(windows - 1) * axis.Stride) + axis.Span - extent;
        if (window.Same)
        {
            var total = (int)Math.Max(needed, 0);
            return new Padding(total / 2, total - (total / 2), 0);
        }

        return new Padding(axis.PadBefore, axis.PadAfter, window.Ceil ? (int)Math.Max(needed - axis.PadBefore - axis.PadAfter, 0) : 0);
    }

    public int End => After + Overhang;

    /// <summary>Whether rounding up the number of windows that begin anywhere, also behind the map, gives this many.</summary>
    public bool RoundsUpTo(WindowAxis axis, int extent, int windows) =>
        ((extent + Before + After - axis.Span + axis.Stride - 1) / axis.Stride) + 1 == windows;
}

/// <summary>The padding along both axes.</summary>
internal readonly record struct Paddings(Padding Rows, Padding Columns)
{
    public static Paddings Of(WindowGeometry window, MapSize input, MapSize output) => new(
        Padding.Of(window, window.Rows, input.Height, output.Height),
        Padding.Of(window, window.Columns, input.Width, output.Width));

    public long[] All => [Rows.Before, Columns.Before, Rows.End, Columns.End];

    /// <summary>What is declared, without what windows reach beyond it.</summary>
    public long[] Stated => [Rows.Before, Columns.Before, Rows.After, Columns.After];

    public long[] Overhangs => [0, 0, Rows.Overhang, Columns.Overhang];

    /// <summary>What is declared, as ONNX's Pad wants it for four axes.</summary>
    public long[] Declared => [0, 0, Rows.Before, Columns.Before, 0, 0, Rows.After, Columns.After];
}
