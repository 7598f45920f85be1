namespace NetGen.Reference;

/// <summary>A window that slides over rows and columns.</summary>
/// <param name="KernelHeight">Taps over rows.</param>
/// <param name="KernelWidth">Taps over columns.</param>
public sealed record WindowSpec(int KernelHeight, int KernelWidth)
{
    /// <summary>A square window.</summary>
    /// <param name="kernel">Taps over rows, and over columns.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="pad">Rows and columns added on each side.</param>
    /// <param name="dilation">Pixels from one tap to the next.</param>
    public static WindowSpec Square(int kernel, int stride = 1, int pad = 0, int dilation = 1) => new(kernel, kernel)
    {
        StrideHeight = stride, StrideWidth = stride, DilationHeight = dilation, DilationWidth = dilation,
        PadTop = pad, PadLeft = pad, PadBottom = pad, PadRight = pad,
    };

    /// <summary>Rows from one window to the next.</summary>
    public int StrideHeight { get; init; } = 1;

    /// <summary>Columns from one window to the next.</summary>
    public int StrideWidth { get; init; } = 1;

    /// <summary>Rows from one tap to the next.</summary>
    public int DilationHeight { get; init; } = 1;

    /// <summary>Columns from one tap to the next.</summary>
    public int DilationWidth { get; init; } = 1;

    /// <summary>Rows added at the top.</summary>
    public int PadTop { get; init; }

    /// <summary>Columns added at the left.</summary>
    public int PadLeft { get; init; }

    /// <summary>Rows added at the bottom.</summary>
    public int PadBottom { get; init; }

    /// <summary>Columns added at the right.</summary>
    public int PadRight { get; init; }

    /// <summary>TensorFlow's SAME padding, in place of the four pads.</summary>
    public bool Same { get; init; }

    /// <summary>Whether a last window may hang over the end, as in PyTorch.</summary>
    public bool Ceil { get; init; }

    /// <summary>Whether padding counts in a mean.</summary>
    public bool CountPad { get; init; }

    /// <summary>The window over rows.</summary>
    public AxisWindow Rows => new(KernelHeight, StrideHeight, DilationHeight, PadTop, PadBottom, Same, Ceil);

    /// <summary>The window over columns.</summary>
    public AxisWindow Columns => new(KernelWidth, StrideWidth, DilationWidth, PadLeft, PadRight, Same, Ceil);
}
