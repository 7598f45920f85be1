using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Filters and biases of a convolution, transposed convolution or dense layer, packed for 8 output channels at a time:
/// [group][block of 8 output channels][kernel row][kernel column][input channel][8]. Channels past the last are zeros.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ConvolutionWeights
{
    private readonly NativeBuffer _filters;
    private readonly NativeBuffer _bias;

    private ConvolutionWeights(int outChannels, int inChannels, int groups, int kernelHeight, int kernelWidth)
    {
        (OutChannels, InChannels, Groups, KernelHeight, KernelWidth) = (outChannels, inChannels, groups, kernelHeight, kernelWidth);
        FilterLength = checked((long)kernelHeight * kernelWidth * GroupInChannels);
        BlocksPerGroup = (int)(((long)GroupOutChannels + Lanes.Count - 1) / Lanes.Count);
        BlockLength = checked(FilterLength * Lanes.Count);
        _filters = new NativeBuffer(checked(BlockLength * BlocksPerGroup * groups));
        _bias = new NativeBuffer((long)BlocksPerGroup * groups * Lanes.Count);
        _filters.Clear();
        _bias.Clear();
    }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>Taps over rows.</summary>
    public int KernelHeight { get; }

    /// <summary>Taps over columns.</summary>
    public int KernelWidth { get; }

    /// <summary>Weights of one output channel: kernel height × kernel width × input channels of a group.</summary>
    public long FilterLength { get; }

    /// <summary>The memory taken, padding included.</summary>
    public long Bytes => _filters.Bytes + _bias.Bytes;

    internal int GroupInChannels => InChannels / Groups;

    internal int GroupOutChannels => OutChannels / Groups;

    internal int BlocksPerGroup { get; }

    /// <summary>Elements of a block of 8 output channels.</summary>
    internal long BlockLength { get; }

    internal float* Filters => _filters.Pointer;

    internal float* Bias => _bias.Pointer;

    /// <summary>Room for weights, all of them 0 at first.</summary>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="groups">Groups of channels that do not see each other; divides both.</param>
    /// <param name="kernelHeight">Taps over rows.</param>
    /// <param name="kernelWidth">Taps over columns.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the groups do not divide the channels.</exception>
    /// <exception cref="OverflowException">The number of weights overflows 64 bits.</exception>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public static ConvolutionWeights Allocate(int outChannels, int inChannels, int groups, int kernelHeight, int kernelWidth)
    {
        Guard.Positive(outChannels, nameof(outChannels));
        Guard.Positive(inChannels, nameof(inChannels));
        Guard.Positive(groups, nameof(groups));
        Guard.Positive(kernelHeight, nameof(kernelHeight));
        Guard.Positive(kernelWidth, nameof(kernelWidth));
        if (outChannels % groups != 0 || inChannels % groups != 0)
        {
            throw new ArgumentException(
                $"{groups} groups do not divide {inChannels} input and {outChannels} output channels.", nameof(groups));
        }

        return new(outChannels, inChannels, groups, kernelHeight, kernelWidth);
    }

    /// <summary>Sets the whole filter of an output channel.</summary>
    /// <param name="output">The output channel.</param>
    /// <param name="filter">
    /// Kernel row by kernel row, in each column by column, in each input channel by input channel of the group.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The channel does not exist, or the filter's length is not <see cref="FilterLength"/>.
    /// </exception>
    public void SetOutput(int output, ReadOnlySpan<float> filter)
    {
        Guard.Equal(filter.Length, FilterLength, "The length of a filter", nameof(filter));
        SetOutput(output, 0, filter);
    }

    /// <summary>Sets a part of the filter of an output channel.</summary>
    /// <param name="output">The output channel.</param>
    /// <param name="start">The first element to set, in the order of a whole filter.</param>
    /// <param name="values">The values from there on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The channel or the elements do not exist.</exception>
    public void SetOutput(int output, long start, ReadOnlySpan<float> values)
    {
        var lane = Lane(output);
        if (start < 0 || start > FilterLength - values.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"Elements {start} to {start + values.Length} do not lie within a filter of {FilterLength} elements.");
        }

        lane += start * Lanes.Count;
        foreach (var value in values)
        {
            *lane = value;
            lane += Lanes.Count;
        }

        GC.KeepAlive(this);
    }

    /// <summary>Sets one weight.</summary>
    /// <param name="output">The output channel.</param>
    /// <param name="input">The input channel within the group.</param>
    /// <param name="row">The kernel row.</param>
    /// <param name="column">The kernel column.</param>
    /// <param name="value">The weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such weight.</exception>
    public void Set(int output, int input, int row, int column, float value)
    {
        if ((uint)input >= (uint)GroupInChannels || (uint)row >= (uint)KernelHeight || (uint)column >= (uint)KernelWidth)
        {
            throw new ArgumentOutOfRangeException(
                nameof(input),
                $"There is no weight ({row}, {column}, {input}) in a filter of {KernelHeight}×{KernelWidth}×{GroupInChannels}.");
        }

        Lane(output)[(((long)row * KernelWidth + column) * GroupInChannels + input) * Lanes.Count] = value;
        GC.KeepAlive(this);
    }

    /// <summary>Sets the biases.</summary>
    /// <param name="bias">One value per output channel.</param>
    /// <exception cref="ArgumentException">The number of values is not the number of output channels.</exception>
    public void SetBias(ReadOnlySpan<float> bias)
    {
        Guard.Channels(bias.Length, OutChannels, nameof(bias));
        for (var output = 0; output < OutChannels; output++)
        {
            var (group, channel) = Math.DivRem(output, GroupOutChannels);

            // Sums begin with it: one that began at −0 would show whether taps outside of the map were left out or multiplied by 0.
            Bias[(long)group * BlocksPerGroup * Lanes.Count + channel] = bias[output] + 0f;
        }

        GC.KeepAlive(this);
    }

    /// <summary>The first weight of an output channel; the next ones are 8 elements apart.</summary>
    private float* Lane(int output)
    {
        if ((uint)output >= (uint)OutChannels)
        {
            throw new ArgumentOutOfRangeException(nameof(output), $"There is no output channel {output} among {OutChannels}.");
        }

        var (group, channel) = Math.DivRem(output, GroupOutChannels);
        var (block, lane) = Math.DivRem(channel, Lanes.Count);
        return Filters + ((long)group * BlocksPerGroup + block) * BlockLength + lane;
    }
}
