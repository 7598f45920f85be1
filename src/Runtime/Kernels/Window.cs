using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The geometry of a convolution or pool: a window of taps that slides over a map.</summary>
/// <param name="KernelHeight">Taps over rows.</param>
/// <param name="KernelWidth">Taps over columns.</param>
/// <param name="StrideHeight">Rows from one window to the next.</param>
/// <param name="StrideWidth">Columns from one window to the next.</param>
/// <param name="DilationHeight">Rows from one tap to the next.</param>
/// <param name="DilationWidth">Columns from one tap to the next.</param>
/// <param name="PadTop">Rows added at the top.</param>
/// <param name="PadLeft">Columns added at the left.</param>
/// <param name="PadBottom">Rows added at the bottom.</param>
/// <param name="PadRight">Columns added at the right.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Window(
    int KernelHeight,
    int KernelWidth,
    int StrideHeight = 1,
    int StrideWidth = 1,
    int DilationHeight = 1,
    int DilationWidth = 1,
    int PadTop = 0,
    int PadLeft = 0,
    int PadBottom = 0,
    int PadRight = 0);
