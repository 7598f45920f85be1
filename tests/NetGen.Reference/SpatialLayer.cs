namespace NetGen.Reference;

/// <summary>What a layer reads along one axis of an endless map.</summary>
public abstract record SpatialLayer
{
    /// <summary>The inputs that influence output <paramref name="output"/>.</summary>
    /// <param name="output">Any position, negative ones too.</param>
    public abstract IEnumerable<int> Inputs(int output);

    /// <summary>Outputs per input, before any stride: after so many outputs the pattern of inputs has come round.</summary>
    public virtual int Scale => 1;

    private protected static int FloorDivide(int numerator, int denominator) => (int)Math.Floor((double)numerator / denominator);
}

/// <summary>A convolution or pool.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Pad">Pixels added before the first.</param>
/// <param name="Dilation">Pixels from one tap to the next.</param>
public sealed record Sliding(int Kernel, int Stride = 1, int Pad = 0, int Dilation = 1) : SpatialLayer
{
    /// <inheritdoc/>
    public override IEnumerable<int> Inputs(int output)
    {
        for (var tap = 0; tap < Kernel; tap++) yield return output * Stride - Pad + tap * Dilation;
    }
}

/// <summary>A transposed convolution.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Outputs from one input's window to the next.</param>
/// <param name="Pad">Outputs cut off before the first.</param>
/// <param name="Dilation">Outputs from one tap to the next.</param>
public sealed record Transposed(int Kernel, int Stride, int Pad = 0, int Dilation = 1) : SpatialLayer
{
    /// <inheritdoc/>
    public override int Scale => Stride;

    /// <inheritdoc/>
    public override IEnumerable<int> Inputs(int output)
    {
        for (var tap = 0; tap < Kernel; tap++)
        {
            var input = FloorDivide(output + Pad - tap * Dilation, Stride);
            if (input * Stride + tap * Dilation - Pad == output) yield return input;
        }
    }
}

/// <summary>An upsampling that copies pixels.</summary>
/// <param name="Factor">Outputs per input.</param>
public sealed record NearestUpsample(int Factor) : SpatialLayer
{
    /// <inheritdoc/>
    public override int Scale => Factor;

    /// <inheritdoc/>
    public override IEnumerable<int> Inputs(int output) => [FloorDivide(output, Factor)];
}

/// <summary>An upsampling that interpolates, outer edges coinciding.</summary>
/// <param name="Factor">Outputs per input.</param>
public sealed record BilinearUpsample(int Factor) : SpatialLayer
{
    /// <inheritdoc/>
    public override int Scale => Factor;

    /// <inheritdoc/>
    public override IEnumerable<int> Inputs(int output)
    {
        var twice = 2 * output + 1 - Factor;
        var before = FloorDivide(twice, 2 * Factor);
        yield return before;
        if (before * 2 * Factor != twice) yield return before + 1;
    }
}

/// <summary>Stacks of layers side by side, joined by a sum or a concatenation.</summary>
/// <param name="Stacks">The stacks; an empty one is a skip connection.</param>
public sealed record Branches(params SpatialLayer[][] Stacks) : SpatialLayer
{
    /// <inheritdoc/>
    public override int Scale => Stacks.Aggregate(1, (product, stack) => stack.Aggregate(product, (scale, layer) => scale * layer.Scale));

    /// <inheritdoc/>
    public override IEnumerable<int> Inputs(int output) => Stacks.SelectMany(stack => ReceptiveField.Inputs(stack, [output])).Distinct();
}
