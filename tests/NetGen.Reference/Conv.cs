namespace NetGen.Reference;

/// <summary>A convolution, by its definition.</summary>
public static class Conv
{
    /// <summary>Every output is the bias plus the sum, over the window and its group of input channels, of weight times pixel.</summary>
    /// <param name="x">H×W×in.</param>
    /// <param name="weight">(out, in/groups, kernel height, kernel width).</param>
    /// <param name="bias">(out), or null for none.</param>
    /// <param name="w">The window.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <exception cref="ArgumentException">The weights do not fit, or no window does.</exception>
    public static Map Run(Map x, double[] weight, double[]? bias, WindowSpec w, int outChannels, int groups = 1)
    {
        Check.Divides("groups", groups, x.Channels);
        Check.Divides("groups", groups, outChannels);
        var inPerGroup = x.Channels / groups;
        var outPerGroup = outChannels / groups;
        Check.Length("weight", outChannels * inPerGroup * w.KernelHeight * w.KernelWidth, weight.Length);
        Check.Bias(bias, outChannels);
        var rows = w.Rows.Starts(x.Height);
        var columns = w.Columns.Starts(x.Width);
        return Map.Build(rows.Length, columns.Length, outChannels, (oy, ox, o) =>
        {
            var sum = bias is null ? 0 : bias[o];
            for (var i = 0; i < inPerGroup; i++)
                for (var ky = 0; ky < w.KernelHeight; ky++)
                    for (var kx = 0; kx < w.KernelWidth; kx++)
                    {
                        var iy = rows[oy] + ky * w.DilationHeight;
                        var ix = columns[ox] + kx * w.DilationWidth;
                        if (!x.Contains(iy, ix)) continue;
                        var tap = weight[((o * inPerGroup + i) * w.KernelHeight + ky) * w.KernelWidth + kx];
                        sum += tap * x[iy, ix, o / outPerGroup * inPerGroup + i];
                    }

            return sum;
        });
    }
}
