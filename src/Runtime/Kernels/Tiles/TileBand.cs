using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>
/// Rows of sums for the tiles of one layer, none of whose taps lie outside of what is there. Distances are in floats. It is checked as it is made: what a
/// <see cref="ConvolutionTiles"/> of the same shape then reads and writes exists.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TileBand
{
    private readonly ref float _input;
    private readonly ref float _filters;
    private readonly ref float _bias;
    private readonly ref float _output;

    /// <summary>From a row of taps to the next, in the input.</summary>
    public int KernelRow { get; }

    /// <summary>From a column of taps to the next, in the input.</summary>
    public int KernelColumn { get; }

    /// <summary>From a line of a planar input to the next; 0 of others.</summary>
    public int Line { get; }

    /// <summary>From a row of sums to the next, in the input.</summary>
    public int InputRow { get; }

    /// <summary>From a row of outputs to the next.</summary>
    public int OutputRow { get; }

    /// <summary>Rows of sums; even where two are stored as one.</summary>
    public int Rows { get; }

    /// <summary>Sums in a row, at least those of a tile.</summary>
    public int Columns { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe TileBand(
        in TileShape shape, ReadOnlySpan<float> input, int kernelRow, int inputRow, in TilePass pass, Span<float> output, int outputRow,
        int rows, int columns)
    {
        var reads = (rows - 1L) * inputRow + (shape.KernelHeight - 1L) * kernelRow + shape.RowLength(columns);
        var writes = (rows / shape.RowsTogether - 1L) * outputRow + shape.OutputLength(columns);
        if (rows < 1 || rows % shape.RowsTogether != 0 || columns < shape.Pixels || columns % shape.RowsTogether != 0
            || reads > input.Length || writes > output.Length)
        {
            ThrowTooSmall(rows, columns, reads, input.Length, writes, output.Length);
        }

        _input = ref MemoryMarshal.GetReference(input);
        _filters = ref *pass.Filters;
        _bias = ref *pass.Bias;
        _output = ref MemoryMarshal.GetReference(output);
        KernelColumn = shape.DilationWidth * shape.InChannels;
        Line = shape.Planar ? (int)shape.LineLength(columns) : 0;
        (KernelRow, InputRow, OutputRow, Rows, Columns) = (kernelRow, inputRow, outputRow, rows, columns);
    }

    /// <summary>The first tap of the first sum.</summary>
    public ref float Input => ref _input;

    /// <summary>The weights, as <see cref="ConvolutionWeights"/> packs them.</summary>
    public ref float Filters => ref _filters;

    /// <summary>The biases, as many as the output's channels rounded up to a multiple of 8.</summary>
    public ref float Bias => ref _bias;

    /// <summary>The first channel of the first output.</summary>
    public ref float Output => ref _output;

    private static void ThrowTooSmall(int rows, int columns, long reads, int input, long writes, int output) =>
        throw new ArgumentException($"{rows}×{columns} sums read {reads} elements of {input} and write {writes} of {output}.", nameof(columns));
}
