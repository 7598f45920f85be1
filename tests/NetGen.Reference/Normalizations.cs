namespace NetGen.Reference;

/// <summary>Batch normalisation with its running statistics.</summary>
public static class BatchNorm
{
    /// <summary>γ(x − μ)/√(σ² + ε) + β per channel.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="weight">γ (C), or null for ones.</param>
    /// <param name="bias">β (C), or null for zeros.</param>
    /// <param name="mean">μ (C).</param>
    /// <param name="variance">σ² (C).</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentException">A weight has another length.</exception>
    public static Map Run(Map x, double[]? weight, double[]? bias, double[] mean, double[] variance, double epsilon = 1e-5)
    {
        Affine.CheckLengths(x, weight, bias);
        Check.Length("mean", x.Channels, mean.Length);
        Check.Length("variance", x.Channels, variance.Length);
        return Map.Build(x.Height, x.Width, x.Channels, (y, column, c) =>
            Affine.Apply((x[y, column, c] - mean[c]) / Math.Sqrt(variance[c] + epsilon), weight, bias, c));
    }
}

/// <summary>Normalisation of every channel by its own statistics over the image.</summary>
public static class InstanceNorm
{
    /// <summary>γ(x − mean)/√(variance + ε) + β per channel, with the biased variance.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="weight">γ (C), or null for ones.</param>
    /// <param name="bias">β (C), or null for zeros.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentException">A weight has another length.</exception>
    public static Map Run(Map x, double[]? weight, double[]? bias, double epsilon = 1e-5) =>
        GroupNorm.Run(x, x.Channels, weight, bias, epsilon);
}

/// <summary>Normalisation of groups of neighbouring channels by their statistics over the image.</summary>
public static class GroupNorm
{
    /// <summary>γ(x − mean)/√(variance + ε) + β, with the mean and the biased variance of the group.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="groups">Groups of neighbouring channels; divides C.</param>
    /// <param name="weight">γ (C), or null for ones.</param>
    /// <param name="bias">β (C), or null for zeros.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentException">A weight has another length, or the groups do not divide the channels.</exception>
    public static Map Run(Map x, int groups, double[]? weight, double[]? bias, double epsilon = 1e-5)
    {
        Check.Divides("groups", groups, x.Channels);
        Affine.CheckLengths(x, weight, bias);
        var perGroup = x.Channels / groups;
        var statistics = new (double Mean, double Variance)[groups];
        for (var g = 0; g < groups; g++) statistics[g] = Statistics(x, g * perGroup, perGroup);
        return Map.Build(x.Height, x.Width, x.Channels, (y, column, c) =>
        {
            var (mean, variance) = statistics[c / perGroup];
            return Affine.Apply((x[y, column, c] - mean) / Math.Sqrt(variance + epsilon), weight, bias, c);
        });
    }

    private static (double Mean, double Variance) Statistics(Map x, int firstChannel, int channels)
    {
        var values = new List<double>();
        for (var y = 0; y < x.Height; y++)
            for (var column = 0; column < x.Width; column++)
                for (var c = firstChannel; c < firstChannel + channels; c++)
                    values.Add(x[y, column, c]);
        var mean = values.Sum() / values.Count;
        return (mean, values.Sum(value => (value - mean) * (value - mean)) / values.Count);
    }
}

internal static class Affine
{
    public static double Apply(double value, double[]? weight, double[]? bias, int channel) =>
        value * (weight is null ? 1 : weight[channel]) + (bias is null ? 0 : bias[channel]);

    public static void CheckLengths(Map x, double[]? weight, double[]? bias)
    {
        if (weight is not null) Check.Length("weight", x.Channels, weight.Length);
        Check.Bias(bias, x.Channels);
    }
}
