namespace NetGen;

/// <summary>
/// Batch normalisation with its running statistics: γ(x − μ)/√(σ² + ε) + β per channel. Folded into the convolution before it, when
/// there is one, as the weights are loaded.
/// Weights: <c>Name.weight</c> (γ), <c>Name.bias</c> (β), <c>Name.running_mean</c>, <c>Name.running_var</c>, each (channels).
/// </summary>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β exist.</summary>
    public bool Affine { get; set; } = true;
}

/// <summary>
/// Instance normalisation: every channel, less its mean over the image and divided by its standard deviation, times γ plus β.
/// Weights: <c>Name.weight</c> (γ), <c>Name.bias</c> (β), each (channels).
/// </summary>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β exist.</summary>
    public bool Affine { get; set; } = true;
}

/// <summary>
/// Group normalisation: as <see cref="InstanceNormAttribute"/>, with the statistics of a group of channels.
/// Weights: <c>Name.weight</c> (γ), <c>Name.bias</c> (β), each (channels).
/// </summary>
public sealed class GroupNormAttribute : LayerAttribute
{
    /// <summary>A group normalisation.</summary>
    /// <param name="groups">Groups of neighbouring channels; divides the channels.</param>
    public GroupNormAttribute(int groups) => Groups = groups;

    /// <summary>Groups of neighbouring channels.</summary>
    public int Groups { get; }

    /// <summary>ε, added to the variance.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether γ and β exist.</summary>
    public bool Affine { get; set; } = true;
}

/// <summary>
/// Local response normalisation across channels (AlexNet): x / (K + Alpha/size · Σx²)^Beta, the sum over the
/// <see cref="Size"/> channels around each.
/// </summary>
public sealed class LocalResponseNormAttribute : LayerAttribute
{
    /// <summary>A local response normalisation.</summary>
    /// <param name="size">Channels in the sum, an odd number.</param>
    public LocalResponseNormAttribute(int size) => Size = size;

    /// <summary>Channels in the sum.</summary>
    public int Size { get; }

    /// <summary>The factor of the mean square.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary>The exponent.</summary>
    public double Beta { get; set; } = 0.75;

    /// <summary>The constant under the exponent.</summary>
    public double K { get; set; } = 1;
}
