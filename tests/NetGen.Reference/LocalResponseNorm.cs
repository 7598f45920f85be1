namespace NetGen.Reference;

/// <summary>Local response normalisation across channels, as PyTorch defines it.</summary>
public static class LocalResponseNorm
{
    /// <summary>x / (k + alpha/size · Σx²)^beta, the sum over the channels from c − ⌊size/2⌋ to c + ⌊(size−1)/2⌋ that exist.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="size">Channels in the sum.</param>
    /// <param name="alpha">The factor of the mean square.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="k">The constant under the exponent.</param>
    public static Map Run(Map x, int size, double alpha = 1e-4, double beta = 0.75, double k = 1) =>
        Map.Build(x.Height, x.Width, x.Channels, (y, column, c) =>
        {
            var sum = 0.0;
            for (var other = c - size / 2; other <= c + (size - 1) / 2; other++)
                if (other >= 0 && other < x.Channels)
                    sum += x[y, column, other] * x[y, column, other];
            return x[y, column, c] / Math.Pow(k + alpha / size * sum, beta);
        });
}
