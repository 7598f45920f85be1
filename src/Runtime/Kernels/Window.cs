using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The geometry of a convolution or pool: a window of taps that slides over a map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Window
{
    /// <summary>Taps over rows.</summary>
    public int KernelHeight { get; init; }

    /// <summary>Taps over columns.</summary>
    public int KernelWidth { get; init; }

    /// <summary>Rows from one window to the next.</summary>
    public int StrideHeight { get; init; }

    /// <summary>Columns from one window to the next.</summary>
    public int StrideWidth { get; init; }

    /// <summary>Rows from one tap to the next.</summary>
    public int DilationHeight { get; init; }

    /// <summary>Columns from one tap to the next.</summary>
    public int DilationWidth { get; init; }

    /// <summary>Rows added at the top.</summary>
    public int PadTop { get; init; }

    /// <summary>Columns added at the left.</summary>
    public int PadLeft { get; init; }

    /// <summary>Rows added at the bottom.</summary>
    public int PadBottom { get; init; }

    /// <summary>Columns added at the right.</summary>
    public int PadRight { get; init; }
}
