namespace NetGen;

/// <summary>The size of a convolution's filters, one per output channel.</summary>
/// <param name="Outputs">Output channels.</param>
/// <param name="Groups">Groups of channels that do not see each other.</param>
/// <param name="Inputs">Input channels of a group.</param>
/// <param name="Taps">Kernel height × width.</param>
internal readonly record struct FilterShape(int Outputs, int Groups, int Inputs, int Taps)
{
    /// <summary>Weights of one filter.</summary>
    public int Length => checked(Inputs * Taps);

    public int OutputsOfGroup => Outputs / Groups;

    public long TotalLength => (long)Outputs * Length;
}

/// <summary>
/// Receives the filter of an output channel: kernel row, kernel column, input channel, the last varying fastest. It may be written over.
/// </summary>
internal delegate void FilterSink(int output, Span<float> filter);

/// <summary>
/// Reads the filters of a convolution out of a tensor, whatever the order of its axes. Only a bounded part of the tensor is in memory at a
/// time: a filter, or a block of them where a filter's weights lie apart in the file.
/// </summary>
/// <param name="reader">The tensor.</param>
/// <param name="shape">The size of the filters.</param>
/// <param name="sink">Receives each filter once.</param>
/// <param name="blockLength">The most weights that are held to put filters together, unless a single filter is longer.</param>
internal delegate void FilterReader(TensorReader reader, FilterShape shape, FilterSink sink, int blockLength = FilterReaders.BlockLength);

internal static class FilterReaders
{
    /// <summary>32 MB.</summary>
    public const int BlockLength = 1 << 23;

    private const int ReadLength = 1 << 16;

    // Reads shorter than this cost more than reading over what lies between them.
    private const int ShortestRun = 64;

    /// <summary>
    /// (output, input, row, column): PyTorch's convolutions, and its dense layers, whose features are (channel, row, column).
    /// </summary>
    public static void PyTorch(TensorReader reader, FilterShape shape, FilterSink sink, int blockLength = BlockLength)
    {
        var length = shape.Length;
        var rows = Math.Clamp(Math.Min(ReadLength, blockLength) / length, 1, shape.Outputs);
        var read = new float[rows * length];
        var filter = new float[length];
        for (var first = 0; first < shape.Outputs; first += rows)
        {
            var count = Math.Min(rows, shape.Outputs - first);
            reader.Read((long)first * length, read.AsSpan(0, count * length));
            for (var row = 0; row < count; row++)
            {
                Transpose(read.AsSpan(row * length, length), shape.Inputs, shape.Taps, filter);
                sink(first + row, filter);
            }
        }
    }

    /// <summary>
    /// (row, column, input, output): TensorFlow's convolutions, and its dense layers, whose features are (row, column, channel).
    /// </summary>
    public static void TensorFlow(TensorReader reader, FilterShape shape, FilterSink sink, int blockLength = BlockLength)
    {
        var (length, outputs) = (shape.Length, shape.Outputs);
        var width = Math.Clamp(blockLength / length, 1, outputs);
        // Either the block's part of each row of the matrix, or whole rows, many at a time.
        var apart = width < outputs && width >= ShortestRun;
        var pitch = apart ? width : outputs;
        var rows = apart ? 1 : Math.Clamp(Math.Min(ReadLength, blockLength) / pitch, 1, length);
        var read = new float[rows * pitch];
        var block = new float[width * length];
        for (var first = 0; first < outputs; first += width)
        {
            var count = Math.Min(width, outputs - first);
            for (var row = 0; row < length; row += rows)
            {
                var rowCount = Math.Min(rows, length - row);
                var part = read.AsSpan(0, apart ? count : rowCount * pitch);
                reader.Read((long)row * outputs + (apart ? first : 0), part, count: apart || first == 0);
                for (var r = 0; r < rowCount; r++)
                    Scatter(part.Slice(apart ? 0 : r * pitch + first, count), block.AsSpan(row + r), length);
            }
            for (var i = 0; i < count; i++) sink(first + i, block.AsSpan(i * length, length));
        }
    }

    /// <summary>(input, output of the group, row, column): PyTorch's transposed convolutions.</summary>
    public static void PyTorchTransposed(TensorReader reader, FilterShape shape, FilterSink sink, int blockLength = BlockLength)
    {
        var (length, taps, groupOutputs) = (shape.Length, shape.Taps, shape.OutputsOfGroup);
        var width = Math.Clamp(blockLength / length, 1, groupOutputs);
        var read = new float[width * taps];
        var block = new float[width * length];
        for (var group = 0; group < shape.Groups; group++)
        {
            for (var first = 0; first < groupOutputs; first += width)
            {
                var count = Math.Min(width, groupOutputs - first);
                for (var input = 0; input < shape.Inputs; input++)
                {
                    var row = (long)group * shape.Inputs + input;
                    reader.Read((row * groupOutputs + first) * taps, read.AsSpan(0, count * taps));
                    for (var i = 0; i < count; i++)
                        Scatter(read.AsSpan(i * taps, taps), block.AsSpan(i * length + input), shape.Inputs);
                }
                for (var i = 0; i < count; i++) sink(group * groupOutputs + first + i, block.AsSpan(i * length, length));
            }
        }
    }

    /// <summary>(row, column, output of the group, input): TensorFlow's transposed convolutions.</summary>
    public static void TensorFlowTransposed(TensorReader reader, FilterShape shape, FilterSink sink, int blockLength = BlockLength)
    {
        var (inputs, groupOutputs) = (shape.Inputs, shape.OutputsOfGroup);
        var filter = new float[shape.Length];
        for (var output = 0; output < shape.Outputs; output++)
        {
            var (group, member) = (output / groupOutputs, output % groupOutputs);
            for (var tap = 0; tap < shape.Taps; tap++)
            {
                var row = (long)tap * groupOutputs + member;
                reader.Read((row * shape.Groups + group) * inputs, filter.AsSpan(tap * inputs, inputs));
            }
            sink(output, filter);
        }
    }

    private static void Transpose(ReadOnlySpan<float> matrix, int rows, int columns, Span<float> transposed)
    {
        for (var row = 0; row < rows; row++) Scatter(matrix.Slice(row * columns, columns), transposed[row..], rows);
    }

    private static void Scatter(ReadOnlySpan<float> values, Span<float> destination, int stride)
    {
        if (stride == 1)
        {
            values.CopyTo(destination);
            return;
        }
        for (int i = 0, at = 0; i < values.Length; i++, at += stride) destination[at] = values[i];
    }
}
