namespace NetGen.Reference;

/// <summary>A transposed convolution, by its definition: every input pixel is scattered over a window of the output.</summary>
public static class ConvTranspose
{
    /// <summary>
    /// H×W×in → (H−1)·stride − pad + d(k−1) + 1 + output pad rows, likewise columns, × out. With SAME, H·stride rows: d(k−1) + 1 − stride
    /// are padding, the odd one at the end, and where that is negative the output is padded at its end.
    /// </summary>
    /// <param name="x">H×W×in.</param>
    /// <param name="weight">(in, out/groups, kernel height, kernel width).</param>
    /// <param name="bias">(out), or null for none.</param>
    /// <param name="w">The window; its pads are cut off the output.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="outputPadBottom">Rows added to the output at the bottom.</param>
    /// <param name="outputPadRight">Columns added to the output at the right.</param>
    /// <exception cref="ArgumentException">The weights do not fit, or the padding leaves no output.</exception>
    public static Map Run(
        Map x, double[] weight, double[]? bias, WindowSpec w, int outChannels, int groups = 1,
        int outputPadBottom = 0, int outputPadRight = 0)
    {
        Check.Divides("groups", groups, x.Channels);
        Check.Divides("groups", groups, outChannels);
        var inPerGroup = x.Channels / groups;
        var outPerGroup = outChannels / groups;
        Check.Length("weight", x.Channels * outPerGroup * w.KernelHeight * w.KernelWidth, weight.Length);
        Check.Bias(bias, outChannels);
        var (top, height) = Cut(w.Rows, x.Height, outputPadBottom);
        var (left, width) = Cut(w.Columns, x.Width, outputPadRight);
        var result = Map.Build(height, width, outChannels, (_, _, o) => bias is null ? 0 : bias[o]);
        for (var iy = 0; iy < x.Height; iy++)
            for (var ix = 0; ix < x.Width; ix++)
                for (var i = 0; i < x.Channels; i++)
                    for (var j = 0; j < outPerGroup; j++)
                        for (var ky = 0; ky < w.KernelHeight; ky++)
                            for (var kx = 0; kx < w.KernelWidth; kx++)
                            {
                                var oy = iy * w.StrideHeight + ky * w.DilationHeight - top;
                                var ox = ix * w.StrideWidth + kx * w.DilationWidth - left;
                                if (!result.Contains(oy, ox)) continue;
                                var tap = weight[((i * outPerGroup + j) * w.KernelHeight + ky) * w.KernelWidth + kx];
                                result[oy, ox, i / inPerGroup * outPerGroup + j] += tap * x[iy, ix, i];
                            }

        return result;
    }

    /// <summary>The rows cut off before the first, and the rows that remain.</summary>
    private static (int Begin, int Size) Cut(AxisWindow axis, int size, int outputPad)
    {
        var full = (size - 1) * axis.Stride + axis.Extent;
        if (!axis.Same) return (axis.Begin, full - axis.Begin - axis.End + outputPad);
        if (axis.Begin != 0 || axis.End != 0 || outputPad != 0)
            throw new ArgumentException($"SAME excludes a padding of {axis.Begin} and {axis.End} and an output padding of {outputPad}.");
        var pad = Math.Max(axis.Extent - axis.Stride, 0);
        return (pad / 2, full - pad + Math.Max(axis.Stride - axis.Extent, 0));
    }
}
