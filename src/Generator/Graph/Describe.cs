namespace NetGen.Generator.Graph;

/// <summary>Operators in words, for the layer table.</summary>
internal static class Describe
{
    /// <summary>As in <c>5×5, stride 2, pad 1</c>.</summary>
    public static string Window(WindowGeometry window)
    {
        var (rows, columns) = (window.Rows, window.Columns);
        var text = $"{rows.Kernel.Text()}×{columns.Kernel.Text()}";
        if (rows.Stride != 1 || columns.Stride != 1) text += ", stride " + Pair(rows.Stride, columns.Stride);
        if (rows.Dilation != 1 || columns.Dilation != 1) text += ", dilation " + Pair(rows.Dilation, columns.Dilation);
        if (window.Same) text += ", same";
        else if (window.Pads) text += ", pad " + Padding(rows, columns);
        return window.Ceil ? text + ", ceil" : text;
    }

    private static string Padding(WindowAxis rows, WindowAxis columns) =>
        rows.PadBefore == rows.PadAfter && columns.PadBefore == columns.PadAfter
            ? Pair(rows.PadBefore, columns.PadBefore)
            : $"{rows.PadBefore.Text()}/{columns.PadBefore.Text()}/{rows.PadAfter.Text()}/{columns.PadAfter.Text()}";

    /// <summary>One figure where height and width agree, both otherwise: <c>3</c> or <c>3×5</c>.</summary>
    public static string Pair(string height, string width) => height == width ? height : $"{height}×{width}";

    private static string Pair(int height, int width) => Pair(height.Text(), width.Text());
}
