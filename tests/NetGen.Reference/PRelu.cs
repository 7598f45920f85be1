namespace NetGen.Reference;

/// <summary>A rectifier with a learnt slope.</summary>
public static class PRelu
{
    /// <summary>x where x ≥ 0, slope·x elsewhere.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="weight">The slopes (C), or one for all channels.</param>
    /// <exception cref="ArgumentException">There is another number of slopes.</exception>
    public static Map Run(Map x, double[] weight)
    {
        if (weight.Length != 1) Check.Length("weight", x.Channels, weight.Length);
        return Map.Build(x.Height, x.Width, x.Channels, (y, column, c) =>
            Activation.LeakyRelu(x[y, column, c], weight.Length == 1 ? weight[0] : weight[c]));
    }
}
