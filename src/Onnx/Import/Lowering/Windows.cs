using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>A window along one axis, in numbers.</summary>
internal readonly record struct AxisWindow(int Kernel, int Stride, int Dilation, int Before, int After)
{
    public long Span => ((long)Dilation * (Kernel - 1)) + 1;

    /// <summary>The number of windows along an axis; with <paramref name="ceil"/>, one that begins on the axis or its padding before may hang over.</summary>
    public long Count(long extent, bool ceil)
    {
        var room = extent + Before + After - Span;
        if (room < 0) return 0;
        if (!ceil) return (room / Stride) + 1;
        var windows = ((room + Stride - 1) / Stride) + 1;
        return (windows - 1) * Stride >= extent + Before ? windows - 1 : windows;
    }
}

/// <summary>The attributes that operators with windows share.</summary>
/// <param name="Rows">The window along the rows.</param>
/// <param name="Columns">The window along the columns.</param>
/// <param name="Same">Whether the padding is SAME_UPPER, which NetGen computes itself.</param>
internal sealed record Windows(AxisWindow Rows, AxisWindow Columns, bool Same)
{
    /// <summary>Reads the window of an operator over a map.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="kernel">The kernel, of one axis or two.</param>
    /// <param name="size">The map.</param>
    public static Windows Read(NodeContext node, long[] kernel, MapSize size)
    {
        var axes = kernel.Length;
        if (axes is not (1 or 2)) throw node.Unsupported($"its window has {axes} axes; layers have rows and columns");
        var strides = List(node, "strides", axes, 1);
        var dilations = List(node, "dilations", axes, 1);
        var pads = List(node, "pads", 2 * axes, 0);
        if (kernel.Any(extent => extent is < 1 or > MostOfAnything)) throw node.Invalid($"the kernel {Shapes.Text(kernel)} is out of range");
        if (strides.Any(extent => extent is < 1 or > MostOfAnything)) throw node.Invalid($"the strides {Shapes.Text(strides)} are out of range");
        if (dilations.Any(extent => extent is < 1 or > MostOfAnything)) throw node.Invalid($"the dilations {Shapes.Text(dilations)} are out of range");
        if (pads.Any(extent => extent < 0)) throw node.Unsupported($"its padding {Shapes.Text(pads)} is negative, which cuts the map");
        if (pads.Any(extent => extent > MostOfAnything)) throw node.Invalid($"the padding {Shapes.Text(pads)} is out of range");

        if (kernel.Zip(dilations).Any(pair => (pair.First - 1) * pair.Second >= MostOfAnything)) throw node.Invalid("the dilated kernel is out of range");

        AxisWindow Axis(int axis) => axis < 0
            ? new AxisWindow(1, 1, 1, 0, 0)
            : new AxisWindow((int)kernel[axis], (int)strides[axis], (int)dilations[axis], (int)pads[axis], (int)pads[axes + axis]);
        var window = new Windows(Axis(axes - 2), Axis(axes - 1), false);
        return node.Node.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" or "" => window,
            "VALID" => window.Padded(0, 0, 0, 0),
            "SAME_UPPER" => window.SamePadded(size, upper: true) with { Same = true },
            "SAME_LOWER" => window.SamePadded(size, upper: false),
            var other => throw node.Invalid($"the padding mode '{other}' does not exist"),
        };
    }

    public bool Pads => Rows.Before + Rows.After + Columns.Before + Columns.After > 0;

    public Windows Padded(int top, int left, int bottom, int right) =>
        new(Rows with { Before = top, After = bottom }, Columns with { Before = left, After = right }, false);

    /// <summary>Takes in padding that stands before the layer.</summary>
    public Windows PaddedMore(PendingPad pad) => Padded(Rows.Before + pad.Top, Columns.Before + pad.Left, Rows.After + pad.Bottom, Columns.After + pad.Right);

    public MapSize Output(NodeContext node, MapSize size, int channels, bool ceil = false)
    {
        var (height, width) = (Rows.Count(size.Height, ceil), Columns.Count(size.Width, ceil));
        if (height < 1 || width < 1) throw node.Invalid($"its window is larger than the padded map {size}");
        if (height > int.MaxValue || width > int.MaxValue) throw node.Unsupported("its output is larger than a span can be");
        return new MapSize((int)height, (int)width, channels);
    }

    /// <summary>The properties that say all this, without those that have their default.</summary>
    /// <param name="isPool">Whether the stride is the kernel by default.</param>
    public ImmutableArray<(string, object)> Options(bool isPool)
    {
        var options = ImmutableArray.CreateBuilder<(string, object)>();
        if (Columns.Kernel != Rows.Kernel) options.Add(("KernelWidth", Columns.Kernel));
        Both(options, "Stride", (Rows.Stride, Columns.Stride), isPool ? (Rows.Kernel, Columns.Kernel) : (1, 1));
        Both(options, "Dilation", (Rows.Dilation, Columns.Dilation), (1, 1));
        if (Same) options.Add(("Same", true));
        else AddPads(options);
        return options.ToImmutable();
    }

    /// <summary>The properties of a window that steps by its own size.</summary>
    public static ImmutableArray<(string, object)> Spread(int height, int width)
    {
        var options = ImmutableArray.CreateBuilder<(string, object)>();
        if (width != height) options.Add(("KernelWidth", width));
        Both(options, "Stride", (height, width), (1, 1));
        return options.ToImmutable();
    }

    private void AddPads(ImmutableArray<(string, object)>.Builder options)
    {
        if (Rows.Before == Rows.After && Rows.Before == Columns.Before && Rows.Before == Columns.After)
        {
            if (Rows.Before > 0) options.Add(("Pad", Rows.Before));
            return;
        }

        foreach (var (name, pad) in new[] { ("PadTop", Rows.Before), ("PadLeft", Columns.Before), ("PadBottom", Rows.After), ("PadRight", Columns.After) })
        {
            if (pad > 0) options.Add((name, pad));
        }
    }

    private static void Both(ImmutableArray<(string, object)>.Builder options, string name, (int Height, int Width) values, (int Height, int Width) byDefault)
    {
        if (values == byDefault) return;
        if (values.Height == values.Width)
        {
            options.Add((name, values.Height));
            return;
        }

        if (values.Height != byDefault.Height) options.Add(($"{name}Height", values.Height));
        if (values.Width != byDefault.Width) options.Add(($"{name}Width", values.Width));
    }

    private Windows SamePadded(MapSize size, bool upper)
    {
        var (top, bottom) = SamePads(Rows, size.Height, upper);
        var (left, right) = SamePads(Columns, size.Width, upper);
        return Padded(top, left, bottom, right);
    }

    private static (int Before, int After) SamePads(AxisWindow axis, int extent, bool upper)
    {
        var windows = ((long)extent + axis.Stride - 1) / axis.Stride;
        var total = (int)Math.Max(((windows - 1) * axis.Stride) + axis.Span - extent, 0);
        return upper ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
    }

    private static long[] List(NodeContext node, string attribute, int length, long otherwise)
    {
        var list = node.Node.Integers(attribute);
        if (list is null || list.Length == 0) return [.. Enumerable.Repeat(otherwise, length)];
        return list.Length == length ? list : throw node.Invalid($"{attribute} has {list.Length} numbers instead of {length}");
    }

    private const int MostOfAnything = 1 << 20;
}
