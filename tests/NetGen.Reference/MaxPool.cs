namespace NetGen.Reference;

/// <summary>A maximum pool, by its definition.</summary>
public static class MaxPool
{
    /// <summary>The largest pixel of each window, per channel; −∞ where a window's taps all lie in the padding.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="w">The window.</param>
    /// <exception cref="ArgumentException">No window fits.</exception>
    public static Map Run(Map x, WindowSpec w)
    {
        var rows = w.Rows.Starts(x.Height);
        var columns = w.Columns.Starts(x.Width);
        return Map.Build(rows.Length, columns.Length, x.Channels, (oy, ox, c) =>
        {
            var largest = double.NegativeInfinity;
            for (var ky = 0; ky < w.KernelHeight; ky++)
                for (var kx = 0; kx < w.KernelWidth; kx++)
                {
                    var iy = rows[oy] + ky * w.DilationHeight;
                    var ix = columns[ox] + kx * w.DilationWidth;
                    if (x.Contains(iy, ix)) largest = Math.Max(largest, x[iy, ix, c]);
                }

            return largest;
        });
    }
}
