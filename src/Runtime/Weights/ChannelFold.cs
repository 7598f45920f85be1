namespace NetGen;

/// <summary>
/// A factor and a summand per output channel, in double precision: what a batch normalisation does to a convolution's output.
/// </summary>
internal sealed class ChannelFold(double[] scale, double[] shift)
{
    public ReadOnlySpan<double> Scale => scale;

    public ReadOnlySpan<double> Shift => shift;

    /// <summary>w·γ/√(σ² + ε).</summary>
    public void Filter(int output, Span<float> filter)
    {
        var factor = scale[output];
        for (var i = 0; i < filter.Length; i++) filter[i] = (float)(filter[i] * factor);
    }

    /// <summary>b·γ/√(σ² + ε) + β − μ·γ/√(σ² + ε), with b = 0 when there is no bias.</summary>
    public float[] Bias(float[]? bias)
    {
        var folded = new float[shift.Length];
        for (var i = 0; i < folded.Length; i++) folded[i] = (float)((bias?[i] ?? 0) * scale[i] + shift[i]);
        return folded;
    }
}
