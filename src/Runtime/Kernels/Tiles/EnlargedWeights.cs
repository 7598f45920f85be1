using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Weights of a convolution over a map that is enlarged to its nearest pixels by a whole factor before. The enlarged map is never made: outputs in the same
/// place of their factor×factor pixels, a phase, meet the same few pixels of the small map, each with the sum of the weights of the taps that fall on it.
/// Phases along a row are separate filters, or where the output has few channels joined to one filter with the channels of all of them side by side.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnlargedWeights
{
    private readonly double[] _sums;

    private EnlargedWeights(int scale, bool joinsColumns, EnlargedAxis rows, EnlargedAxis columns, int outChannels, int inChannels)
    {
        (Scale, JoinsColumns, Rows, Columns, OutChannels, InChannels) = (scale, joinsColumns, rows, columns, outChannels, inChannels);
        var joined = joinsColumns ? scale : 1;
        Phases = new ConvolutionWeights[scale * scale / joined];
        for (var phase = 0; phase < Phases.Length; phase++)
        {
            Phases[phase] = ConvolutionWeights.Allocate(checked(outChannels * joined), inChannels, 1, rows.Taps, joinsColumns ? columns.AllTaps : columns.Taps);
        }

        _sums = new double[Phases[0].FilterLength];
    }

    /// <summary>The factor.</summary>
    public int Scale { get; }

    /// <summary>Whether the phases along a row are one filter.</summary>
    public bool JoinsColumns { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>The memory taken, padding included.</summary>
    public long Bytes => Phases.Sum(phase => phase.Bytes);

    internal EnlargedAxis Rows { get; }

    internal EnlargedAxis Columns { get; }

    /// <summary>The filters of each phase: row by row, and in each column by column unless these are joined.</summary>
    internal ConvolutionWeights[] Phases { get; }

    /// <summary>Room for weights, all of them 0 at first.</summary>
    /// <param name="scale">The factor.</param>
    /// <param name="joinsColumns">Whether the phases along a row are one filter.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="kernelHeight">Taps over rows of the enlarged map.</param>
    /// <param name="kernelWidth">Taps over its columns.</param>
    /// <param name="padTop">Rows that output row 0 begins above it.</param>
    /// <param name="padLeft">Columns that output column 0 begins left of it.</param>
    /// <exception cref="ArgumentException">A number is not positive, or a pad negative or not less than the kernel.</exception>
    public static EnlargedWeights Allocate(
        int scale, bool joinsColumns, int outChannels, int inChannels, int kernelHeight, int kernelWidth, int padTop, int padLeft)
    {
        Guard.Positive(scale, nameof(scale));
        Guard.Positive(kernelHeight, nameof(kernelHeight));
        Guard.Positive(kernelWidth, nameof(kernelWidth));
        if (padTop < 0 || padTop >= kernelHeight || padLeft < 0 || padLeft >= kernelWidth)
        {
            throw new ArgumentException($"A padding of {padTop} and {padLeft} is not within a kernel of {kernelHeight}×{kernelWidth}.", nameof(padTop));
        }

        return new(scale, joinsColumns, new(scale, kernelHeight, padTop), new(scale, kernelWidth, padLeft), outChannels, inChannels);
    }

    /// <summary>Sets the whole filter of an output channel; sums are made in double precision and rounded once.</summary>
    /// <param name="output">The output channel.</param>
    /// <param name="filter">Kernel row by kernel row, in each column by column, in each input channel by input channel.</param>
    /// <exception cref="ArgumentException">The channel does not exist, or the filter's length is wrong.</exception>
    public void SetOutput(int output, ReadOnlySpan<float> filter)
    {
        Guard.Equal(filter.Length, (long)Rows.Kernel * Columns.Kernel * InChannels, "The length of a filter", nameof(filter));
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, OutChannels);
        for (var rowPhase = 0; rowPhase < Scale; rowPhase++)
        {
            for (var columnPhase = 0; columnPhase < Scale; columnPhase++)
            {
                Sum(filter, rowPhase, columnPhase);
                var phase = JoinsColumns ? rowPhase : rowPhase * Scale + columnPhase;
                Phases[phase].SetOutput(JoinsColumns ? columnPhase * OutChannels + output : output, Array.ConvertAll(_sums, sum => (float)sum));
            }
        }
    }

    /// <summary>Sets the biases.</summary>
    /// <param name="bias">One value per output channel.</param>
    /// <exception cref="ArgumentException">The number of values is not the number of output channels.</exception>
    public void SetBias(ReadOnlySpan<float> bias)
    {
        Guard.Channels(bias.Length, OutChannels, nameof(bias));
        var repeated = new float[Phases[0].OutChannels];
        for (var channel = 0; channel < repeated.Length; channel++) repeated[channel] = bias[channel % OutChannels];
        foreach (var phase in Phases) phase.SetBias(repeated);
    }

    private void Sum(ReadOnlySpan<float> filter, int rowPhase, int columnPhase)
    {
        Array.Clear(_sums);
        var width = Phases[0].KernelWidth;
        var origin = Columns.First(JoinsColumns ? 0 : columnPhase);
        for (var row = 0; row < Rows.Kernel; row++)
        {
            var smallRow = Rows.At(rowPhase, row) - Rows.First(rowPhase);
            for (var column = 0; column < Columns.Kernel; column++)
            {
                var sum = _sums.AsSpan((smallRow * width + Columns.At(columnPhase, column) - origin) * InChannels, InChannels);
                var weights = filter.Slice((row * Columns.Kernel + column) * InChannels, InChannels);
                for (var channel = 0; channel < InChannels; channel++) sum[channel] += weights[channel];
            }
        }
    }
}

/// <summary>
/// Along one axis, where the taps of a kernel over an enlarged map fall on the small one: tap k of an output in phase p of a pixel falls ⌊(p − pad + k)/scale⌋
/// pixels after it.
/// </summary>
/// <param name="Scale">The factor.</param>
/// <param name="Kernel">Taps on the enlarged map.</param>
/// <param name="Pad">Pixels that output 0 begins before the enlarged map.</param>
internal readonly record struct EnlargedAxis(int Scale, int Kernel, int Pad)
{
    /// <summary>Pixels of the small map that a phase meets, at most.</summary>
    public int Taps
    {
        get
        {
            var most = 0;
            for (var phase = 0; phase < Scale; phase++) most = Math.Max(most, At(phase, Kernel - 1) - First(phase) + 1);
            return most;
        }
    }

    /// <summary>Pixels of the small map that all phases together meet.</summary>
    public int AllTaps => At(Scale - 1, Kernel - 1) - First(0) + 1;

    /// <summary>The first pixel that a phase meets, from its own.</summary>
    public int First(int phase) => At(phase, 0);

    /// <summary>The pixel that a tap of a phase meets, from its own.</summary>
    public int At(int phase, int tap)
    {
        var distance = phase - Pad + tap;
        return distance >= 0 ? distance / Scale : -((-distance + Scale - 1) / Scale);
    }
}
