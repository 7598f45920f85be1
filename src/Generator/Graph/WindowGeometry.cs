namespace NetGen.Generator.Graph;

/// <summary>One axis of a sliding window, as declared.</summary>
internal sealed record WindowAxis(int Kernel, int Stride, int Dilation, int PadBefore, int PadAfter)
{
    /// <summary>The pixels that the window spans: d(k − 1) + 1.</summary>
    public long Span => ((long)Dilation * (Kernel - 1)) + 1;
}

/// <summary>A sliding window, as declared.</summary>
/// <param name="Rows">The window along the height.</param>
/// <param name="Columns">The window along the width.</param>
/// <param name="Same">TensorFlow's padding, which depends on the input's size; the stated padding is then zero.</param>
/// <param name="Ceil">Whether the number of windows is rounded up.</param>
internal sealed record WindowGeometry(WindowAxis Rows, WindowAxis Columns, bool Same, bool Ceil)
{
    public bool Pads => Same || Rows.PadBefore + Rows.PadAfter + Columns.PadBefore + Columns.PadAfter > 0;

    /// <summary>Reads the arguments that convolutions and pools share.</summary>
    /// <param name="arguments">The attribute's arguments.</param>
    /// <param name="isPool">A pool's stride is its kernel unless stated, and no window of it may lie in the padding alone.</param>
    public static WindowGeometry Read(ArgumentReader arguments, bool isPool)
    {
        var kernel = arguments.Integer("kernel", 1, "the kernel", 1);
        var stride = arguments.Integer("Stride", 1, "the stride", isPool ? 0 : 1);
        var dilation = arguments.Integer("Dilation", 1, "the dilation", 1);
        var pad = arguments.Integer("Pad", 0, "the padding", 0);

        WindowAxis Axis(string suffix, string of, string before, string after)
        {
            var axisKernel = arguments.Integer("Kernel" + suffix, 1, $"the kernel's {of}", kernel);
            var axis = new WindowAxis(
                axisKernel,
                arguments.Integer("Stride" + suffix, 1, $"the stride over the {of}", stride == 0 ? axisKernel : stride),
                arguments.Integer("Dilation" + suffix, 1, $"the dilation over the {of}", dilation),
                arguments.Integer("Pad" + before, 0, $"the padding at the {before.ToLowerInvariant()}", pad),
                arguments.Integer("Pad" + after, 0, $"the padding at the {after.ToLowerInvariant()}", pad));
            return CheckSpan(arguments, axis, "Dilation" + suffix, of);
        }

        var window = new WindowGeometry(
            Axis("Height", "height", "Top", "Bottom"),
            Axis("Width", "width", "Left", "Right"),
            arguments.Flag("Same", false),
            arguments.Flag("Ceil", false));
        if (isPool && !arguments.SizeIsOpen) CheckPoolPadding(arguments, window);
        return CheckSame(arguments, window);
    }

    // Kernels count pixels in 32 bits, also where SAME lets a window be larger than its map.
    private static WindowAxis CheckSpan(ArgumentReader arguments, WindowAxis axis, string property, string of)
    {
        if (axis.Span <= ArgumentReader.Largest) return axis;
        arguments.OutOfRange(
            arguments.Has(property) ? property : "Dilation",
            $"the {of} of the dilated window is {axis.Span.Text()}, but must be at most {ArgumentReader.Largest.Text()}");
        return axis with { Dilation = 1 };
    }

    private static WindowGeometry CheckSame(ArgumentReader arguments, WindowGeometry window)
    {
        if (!window.Same) return window;
        foreach (var stated in new[] { "Pad", "PadTop", "PadLeft", "PadBottom", "PadRight" })
        {
            if (arguments.Has(stated)) arguments.OutOfRange(stated, $"{stated} cannot be combined with Same, which computes the padding");
        }

        if (window.Ceil) arguments.OutOfRange("Ceil", "Ceil cannot be combined with Same, which rounds up already");
        return window with
        {
            Rows = window.Rows with { PadBefore = 0, PadAfter = 0 },
            Columns = window.Columns with { PadBefore = 0, PadAfter = 0 },
            Ceil = false,
        };
    }

    private static void CheckPoolPadding(ArgumentReader arguments, WindowGeometry window)
    {
        void Check(string side, int pad, WindowAxis axis)
        {
            if (pad < axis.Span) return;
            arguments.OutOfRange(
                arguments.Has("Pad" + side) ? "Pad" + side : "Pad",
                $"the padding at the {side.ToLowerInvariant()} is {pad.Text()}, "
                    + $"but must be less than the {axis.Span.Text()} pixels that the window spans");
        }

        Check("Top", window.Rows.PadBefore, window.Rows);
        Check("Bottom", window.Rows.PadAfter, window.Rows);
        Check("Left", window.Columns.PadBefore, window.Columns);
        Check("Right", window.Columns.PadAfter, window.Columns);
    }
}
