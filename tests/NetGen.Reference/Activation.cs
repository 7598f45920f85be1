using static NetGen.Reference.SpecialFunctions;

namespace NetGen.Reference;

/// <summary>Functions of one number. <see cref="Map.Apply"/> applies them to a map: <c>x.Apply(Activation.Relu)</c>.</summary>
public static class Activation
{
    /// <summary>max(x, 0).</summary>
    /// <param name="x">Any number.</param>
    public static double Relu(double x) => x > 0 ? x : 0;

    /// <summary>x where x ≥ 0, slope·x elsewhere.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="slope">The factor of negative values.</param>
    public static double LeakyRelu(double x, double slope = 0.01) => x >= 0 ? x : slope * x;

    /// <summary>x where x ≥ 0, α(eˣ − 1) elsewhere.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="alpha">α.</param>
    public static double Elu(double x, double alpha = 1) => x >= 0 ? x : alpha * ExpMinusOne(x);

    /// <summary>λx where x ≥ 0, λα(eˣ − 1) elsewhere (Klambauer et al. 2017).</summary>
    /// <param name="x">Any number.</param>
    public static double Selu(double x)
    {
        const double lambda = 1.0507009873554804934193349852946;
        const double alpha = 1.6732632423543772848170429916717;
        return lambda * Elu(x, alpha);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    /// <param name="x">Any number.</param>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>min(max(x/6 + 1/2, 0), 1).</summary>
    /// <param name="x">Any number.</param>
    public static double HardSigmoid(double x) => Math.Min(Math.Max(x / 6 + 0.5, 0), 1);

    /// <summary>x · <see cref="HardSigmoid"/>.</summary>
    /// <param name="x">Any number.</param>
    public static double HardSwish(double x) => x * HardSigmoid(x);

    /// <summary>x/(1 + e⁻ˣ).</summary>
    /// <param name="x">Any number.</param>
    public static double Silu(double x) => x * Sigmoid(x);

    /// <summary>x · tanh(ln(1 + eˣ)).</summary>
    /// <param name="x">Any number.</param>
    public static double Mish(double x) => x * Math.Tanh(Softplus(x));

    /// <summary>x · Φ(x), with the exact normal distribution function.</summary>
    /// <param name="x">Any number.</param>
    public static double Gelu(double x) => x * Erfc(-x / Math.Sqrt(2)) / 2;

    /// <summary>tanh x.</summary>
    /// <param name="x">Any number.</param>
    public static double Tanh(double x) => Math.Tanh(x);

    /// <summary>ln(1 + eˣ).</summary>
    /// <param name="x">Any number.</param>
    public static double Softplus(double x) => x > 0 ? x + LogOnePlus(Math.Exp(-x)) : LogOnePlus(Math.Exp(x));

    /// <summary>min(max(x, minimum), maximum).</summary>
    /// <param name="x">Any number.</param>
    /// <param name="minimum">The smallest value that passes.</param>
    /// <param name="maximum">The largest value that passes.</param>
    public static double Clip(double x, double minimum, double maximum) => Math.Min(Math.Max(x, minimum), maximum);
}
