using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Filters and biases of a depthwise convolution: [kernel row][kernel column][channel], the channels rounded up to a multiple of 8 by
/// zeros.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class DepthwiseWeights
{
    private readonly NativeBuffer _filters;
    private readonly NativeBuffer _bias;

    private DepthwiseWeights(int channels, int kernelHeight, int kernelWidth)
    {
        (Channels, KernelHeight, KernelWidth) = (channels, kernelHeight, kernelWidth);
        TapLength = ((long)channels + Lanes.Count - 1) / Lanes.Count * Lanes.Count;
        _filters = new NativeBuffer(checked((long)kernelHeight * kernelWidth * TapLength));
        _bias = new NativeBuffer(TapLength);
        _filters.Clear();
        _bias.Clear();
    }

    /// <summary>Channels of the input and of the output.</summary>
    public int Channels { get; }

    /// <summary>Taps over rows.</summary>
    public int KernelHeight { get; }

    /// <summary>Taps over columns.</summary>
    public int KernelWidth { get; }

    /// <summary>Weights of one channel: kernel height × kernel width.</summary>
    public long FilterLength => (long)KernelHeight * KernelWidth;

    /// <summary>The memory taken, padding included.</summary>
    public long Bytes => _filters.Bytes + _bias.Bytes;

    /// <summary>From one tap to the next, in elements.</summary>
    internal long TapLength { get; }

    internal float* Filters => _filters.Pointer;

    internal float* Bias => _bias.Pointer;

    /// <summary>Room for weights, all of them 0 at first.</summary>
    /// <param name="channels">Channels of the input and of the output.</param>
    /// <param name="kernelHeight">Taps over rows.</param>
    /// <param name="kernelWidth">Taps over columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="OverflowException">The number of weights overflows 64 bits.</exception>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public static DepthwiseWeights Allocate(int channels, int kernelHeight, int kernelWidth)
    {
        Guard.Positive(channels, nameof(channels));
        Guard.Positive(kernelHeight, nameof(kernelHeight));
        Guard.Positive(kernelWidth, nameof(kernelWidth));
        return new(channels, kernelHeight, kernelWidth);
    }

    /// <summary>Sets the whole filter of a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="filter">Kernel row by kernel row.</param>
    /// <exception cref="ArgumentException">
    /// The channel does not exist, or the filter's length is not <see cref="FilterLength"/>.
    /// </exception>
    public void SetOutput(int channel, ReadOnlySpan<float> filter)
    {
        Guard.Equal(filter.Length, FilterLength, "The length of a filter", nameof(filter));
        if ((uint)channel >= (uint)Channels)
        {
            throw new ArgumentOutOfRangeException(nameof(channel), $"There is no channel {channel} among {Channels}.");
        }

        for (var tap = 0; tap < filter.Length; tap++) Filters[tap * TapLength + channel] = filter[tap];
        GC.KeepAlive(this);
    }

    /// <summary>Sets the biases.</summary>
    /// <param name="bias">One value per channel.</param>
    /// <exception cref="ArgumentException">The number of values is not the number of channels.</exception>
    public void SetBias(ReadOnlySpan<float> bias)
    {
        Guard.Channels(bias.Length, Channels, nameof(bias));
        bias.CopyTo(new Span<float>(Bias, Channels));
        GC.KeepAlive(this);
    }
}
