namespace NetGen.Onnx.Import;

/// <summary>The window of a transposed convolution. Output padding first takes away padding at the end; what is left has to be the same along both axes.</summary>
/// <param name="Window">The window; its padding is what is cut off.</param>
/// <param name="OutputPad">Rows and columns added.</param>
/// <param name="ExtraRows">Rows that are one too many, because only columns needed some.</param>
/// <param name="ExtraColumns">Likewise columns.</param>
internal sealed record TransposedWindow(Windows Window, int OutputPad, int ExtraRows, int ExtraColumns)
{
    public static TransposedWindow Read(NodeContext node, long[] kernel, MapSize size)
    {
        // What SAME means here is the output's size, so that it is not read with the window.
        var mode = node.Node.Text("auto_pad", "NOTSET");
        var plain = mode is "SAME_UPPER" or "SAME_LOWER"
            ? node.Node with { Attributes = node.Node.Attributes.Remove("auto_pad").Remove("pads") }
            : node.Node;
        var window = Windows.Read(node.With(plain), kernel, size);
        var added = Lists(node, "output_padding", kernel.Length) ?? [0, 0];
        var wanted = Lists(node, "output_shape", kernel.Length);
        if (wanted is null && mode is "SAME_UPPER" or "SAME_LOWER")
            wanted = [(long)size.Height * window.Rows.Stride, (long)size.Width * window.Columns.Stride];
        var rows = Axis(node, window.Rows, size.Height, added[0], wanted?[0], mode != "SAME_LOWER");
        var columns = Axis(node, window.Columns, size.Width, added[1], wanted?[1], mode != "SAME_LOWER");
        var most = Math.Max(rows.Added, columns.Added);
        return new TransposedWindow(new Windows(rows.Axis, columns.Axis, false), most, most - rows.Added, most - columns.Added);
    }

    /// <summary>The map before rows or columns that are too many are cut off.</summary>
    public MapSize Full(NodeContext node, MapSize size, int channels)
    {
        var height = Extent(Window.Rows, size.Height) + OutputPad;
        var width = Extent(Window.Columns, size.Width) + OutputPad;
        if (height - ExtraRows < 1 || width - ExtraColumns < 1) throw node.Invalid("its padding removes the whole output");
        if (Math.Max(height, width) > int.MaxValue) throw node.Unsupported("its output is larger than a span can be");
        if (OutputPad >= Math.Max(Math.Max(Window.Rows.Stride, Window.Rows.Dilation), 1) || OutputPad >= Math.Max(Window.Columns.Stride, Window.Columns.Dilation))
        {
            if (OutputPad > 0) throw node.Unsupported($"it adds {OutputPad} rows or columns that no input reaches, which must be less than the stride or the dilation");
        }

        return new MapSize((int)height, (int)width, channels);
    }

    private static long Extent(AxisWindow axis, int extent) => ((extent - 1L) * axis.Stride) + axis.Span - axis.Before - axis.After;

    private static (AxisWindow Axis, int Added) Axis(NodeContext node, AxisWindow axis, int extent, long added, long? wanted, bool upper)
    {
        if (added is < 0 or > 1 << 20 || wanted is < 1 or > int.MaxValue) throw node.Invalid("its output padding or shape is out of range");
        if (wanted is { } output)
        {
            var cut = Extent(axis with { Before = 0, After = 0 }, extent) + added - output;
            if (cut < 0) return (axis with { Before = 0, After = 0 }, Kept(node, added - cut));
            var before = (int)(upper ? cut / 2 : cut - (cut / 2));
            axis = axis with { Before = before, After = (int)cut - before };
        }

        var kept = (int)Math.Min(added, axis.After);
        return (axis with { After = axis.After - kept }, (int)added - kept);
    }

    private static int Kept(NodeContext node, long added) => added > 1 << 20 ? throw node.Invalid("its output shape is out of range") : (int)added;

    /// <summary>A list for rows and columns; of one axis, for columns.</summary>
    private static long[]? Lists(NodeContext node, string attribute, int axes)
    {
        if (node.Node.Integers(attribute) is not { Length: > 0 } list) return null;

        // The shape may be stated with examples and channels.
        if (attribute == "output_shape" && list.Length == axes + 2) list = list[2..];
        if (list.Length != axes) throw node.Invalid($"{attribute} has {list.Length} numbers instead of {axes}");
        return axes == 2 ? list : [attribute == "output_shape" ? 1 : 0, list[0]];
    }
}
