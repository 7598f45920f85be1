namespace NetGen;

/// <summary>max(x, 0).</summary>
public sealed class ReluAttribute : LayerAttribute;

/// <summary>x where x ≥ 0, slope·x elsewhere.</summary>
public sealed class LeakyReluAttribute : LayerAttribute
{
    /// <summary>A leaky rectifier.</summary>
    /// <param name="slope">The factor of negative values.</param>
    public LeakyReluAttribute(double slope = 0.01) => Slope = slope;

    /// <summary>The factor of negative values.</summary>
    public double Slope { get; }
}

/// <summary>
/// x where x ≥ 0, slope·x elsewhere, with a learnt slope per channel. Weights: <c>Name.weight</c> (channels), or one value for all.
/// </summary>
public sealed class PReluAttribute : LayerAttribute;

/// <summary>x where x ≥ 0, α(eˣ − 1) elsewhere.</summary>
public sealed class EluAttribute : LayerAttribute
{
    /// <summary>An exponential linear unit.</summary>
    /// <param name="alpha">α, the negative of the limit at −∞.</param>
    public EluAttribute(double alpha = 1) => Alpha = alpha;

    /// <summary>α.</summary>
    public double Alpha { get; }
}

/// <summary>λx where x ≥ 0, λα(eˣ − 1) elsewhere, with λ = 1.0507… and α = 1.6733… of Klambauer et al. 2017.</summary>
public sealed class SeluAttribute : LayerAttribute;

/// <summary>1/(1 + e⁻ˣ).</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>min(max(x/6 + 1/2, 0), 1), as in PyTorch.</summary>
public sealed class HardSigmoidAttribute : LayerAttribute;

/// <summary>x · min(max(x/6 + 1/2, 0), 1).</summary>
public sealed class HardSwishAttribute : LayerAttribute;

/// <summary>x/(1 + e⁻ˣ), also known as Swish.</summary>
public sealed class SiluAttribute : LayerAttribute;

/// <summary>x · tanh(ln(1 + eˣ)).</summary>
public sealed class MishAttribute : LayerAttribute;

/// <summary>x · Φ(x) with the exact normal distribution function: ½x(1 + erf(x/√2)).</summary>
public sealed class GeluAttribute : LayerAttribute;

/// <summary>tanh x.</summary>
public sealed class TanhAttribute : LayerAttribute;

/// <summary>ln(1 + eˣ).</summary>
public sealed class SoftplusAttribute : LayerAttribute;

/// <summary>min(max(x, minimum), maximum); <c>[Clip(0, 6)]</c> is ReLU6.</summary>
public sealed class ClipAttribute : LayerAttribute
{
    /// <summary>A clip.</summary>
    /// <param name="minimum">The smallest value that passes.</param>
    /// <param name="maximum">The largest value that passes.</param>
    public ClipAttribute(double minimum, double maximum) => (Minimum, Maximum) = (minimum, maximum);

    /// <summary>The smallest value that passes.</summary>
    public double Minimum { get; }

    /// <summary>The largest value that passes.</summary>
    public double Maximum { get; }
}

/// <summary>eˣ / Σeˣ over the channels of each pixel.</summary>
public sealed class SoftmaxAttribute : LayerAttribute;

/// <summary>x − ln Σeˣ over the channels of each pixel.</summary>
public sealed class LogSoftmaxAttribute : LayerAttribute;
