using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What the tiles of a convolution are written out for. Distances are in pixels.</summary>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="KernelHeight">Taps over rows.</param>
/// <param name="KernelWidth">Taps over columns.</param>
/// <param name="Pixels">Sums of a tile, side by side in a row.</param>
/// <param name="StrideWidth">Columns from one sum to the next.</param>
/// <param name="DilationWidth">Columns from one tap to the next.</param>
/// <param name="OutputStep">Columns of the output from one stored pixel to the next.</param>
/// <param name="PoolsMaxima">Whether the largest of each 2×2 sums is stored instead of all of them; the pixels are then even.</param>
/// <param name="Planar">
/// Whether vectors run over pixels instead of over channels, of which there are few: a row of the input is then given line by line, each with every stride-th pixel of one channel.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TileShape(
    int InChannels,
    int OutChannels,
    int KernelHeight,
    int KernelWidth,
    int Pixels,
    int StrideWidth = 1,
    int DilationWidth = 1,
    int OutputStep = 1,
    bool PoolsMaxima = false,
    bool Planar = false)
{
    /// <summary>Rows of sums that are stored as one, and columns.</summary>
    internal int RowsTogether => PoolsMaxima ? 2 : 1;

    /// <summary>Whether rows of the map are what tiles read; otherwise they are put in order first.</summary>
    internal bool ReadsMap => !Planar || this is { InChannels: 1, StrideWidth: 1 };

    /// <summary>Floats of the input from a column of sums to the next, whatever their order.</summary>
    internal long ColumnLength => (long)StrideWidth * InChannels;

    /// <summary>Floats of a line that the sums of so many columns read.</summary>
    internal long LineLength(long columns) => columns + (KernelWidth - 1L) * DilationWidth / StrideWidth;

    /// <summary>Floats of a row of the input that the sums of so many columns read.</summary>
    internal long RowLength(long columns) => Planar ? ColumnLength * LineLength(columns) : InputColumns(columns) * InChannels;

    /// <summary>Columns of the input that the sums of so many columns read.</summary>
    internal long InputColumns(long columns) => (columns - 1) * StrideWidth + (KernelWidth - 1L) * DilationWidth + 1;

    /// <summary>Floats from the first to the last that the sums of so many columns store.</summary>
    internal long OutputLength(long columns) => (columns / RowsTogether - 1) * OutputStep * OutChannels + OutChannels;
}
