namespace NetGen.Generator.Graph;

/// <summary>What a layer's shape rule finds.</summary>
internal sealed record LayerShape
{
    public required TensorShape Output { get; init; }

    /// <summary>Which rows of the input a row of the output reads.</summary>
    public required AxisStep Rows { get; init; }

    /// <summary>Which columns of the input a column of the output reads.</summary>
    public required AxisStep Columns { get; init; }

    /// <summary>The tensors of a weights file that the layer needs.</summary>
    public EquatableArray<WeightSpec> Weights { get; init; }

    /// <summary>Multiply-adds per pixel of <see cref="CostOf"/>.</summary>
    public long MultiplyAddsPerPixel { get; init; }

    /// <summary>Whether the cost grows with the pixels of the output or of the input (transposed convolution).</summary>
    public CostBasis CostOf { get; init; }

    /// <summary>
    /// Why the layer's output cannot be put together from tiles of its input, as the end of a sentence: "reads the whole map". Null if it
    /// can.
    /// </summary>
    public string? NotTileableBecause { get; init; }

    /// <summary>Conditions that the image's size must meet.</summary>
    public EquatableArray<SizeRequirement> Requirements { get; init; }

    /// <summary>Extents that must fit each other, which may depend on the image's size in a way that is not simply its being large enough.</summary>
    public EquatableArray<SizeAgreement> Agreements { get; init; }

    public long ParameterCount
    {
        get
        {
            long count = 0;
            foreach (var weight in Weights) if (weight.IsTrained) count = Numbers.SaturatingSum(count, weight.Length);
            return count;
        }
    }
}

internal enum CostBasis
{
    OutputPixels,
    InputPixels,
}

/// <summary>An extent that must be at least a figure.</summary>
internal sealed record SizeRequirement(bool IsHeight, Extent Extent, long Minimum);

/// <summary>Extents of two maps that a layer brings together.</summary>
/// <param name="IsHeight">Whether they are rows.</param>
/// <param name="Extent">That of what the layer reads, or of the branch that it does not name.</param>
/// <param name="Other">What it must be: equal to this, or at least this.</param>
/// <param name="IsExact">Which of the two.</param>
/// <param name="Branch">The index of the branch that the other is of, among a join's; 0 for other layers.</param>
internal sealed record SizeAgreement(bool IsHeight, Extent Extent, Extent Other, bool IsExact, int Branch)
{
    public bool Holds(long image) => Holds(Extent.Evaluate(image), Other.Evaluate(image));

    public bool Holds(long extent, long other) => IsExact ? extent == other : extent >= other;
}

/// <summary>A weight tensor: name, shape in PyTorch's order, and how it is initialised.</summary>
internal sealed record WeightSpec(string Name, WeightRole Role, EquatableArray<int> Shape)
{
    /// <summary>The groups of a transposed kernel, which its shape does not tell.</summary>
    public int Groups { get; init; } = 1;

    public long Length
    {
        get
        {
            long length = 1;
            foreach (var extent in Shape) length = Numbers.SaturatingProduct(length, extent);
            return length;
        }
    }

    /// <summary>Running statistics are no parameters: no gradient reaches them.</summary>
    public bool IsTrained => Role is not (WeightRole.Mean or WeightRole.Variance);
}

/// <summary>What a weight tensor is; the names are those of the runtime's TensorRole.</summary>
internal enum WeightRole
{
    Kernel,
    TransposedKernel,
    Bias,
    Scale,
    Shift,
    Mean,
    Variance,
    Slope,
}
