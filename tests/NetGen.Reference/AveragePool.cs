namespace NetGen.Reference;

/// <summary>An average pool, by its definition.</summary>
public static class AveragePool
{
    /// <summary>
    /// The mean of each window's pixels, per channel; 0 where it has none. With <see cref="WindowSpec.CountPad"/> the taps in the padding
    /// count as zeros, but not those that hang over the padding's end.
    /// </summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="w">The window.</param>
    /// <exception cref="ArgumentException">No window fits.</exception>
    public static Map Run(Map x, WindowSpec w)
    {
        var rows = w.Rows.Starts(x.Height);
        var columns = w.Columns.Starts(x.Width);
        return Map.Build(rows.Length, columns.Length, x.Channels, (oy, ox, c) =>
        {
            var sum = 0.0;
            var count = 0;
            for (var ky = 0; ky < w.KernelHeight; ky++)
                for (var kx = 0; kx < w.KernelWidth; kx++)
                {
                    var iy = rows[oy] + ky * w.DilationHeight;
                    var ix = columns[ox] + kx * w.DilationWidth;
                    if (x.Contains(iy, ix)) sum += x[iy, ix, c];
                    if (x.Contains(iy, ix) || (w.CountPad && IsPadded(iy, w.Rows, x.Height) && IsPadded(ix, w.Columns, x.Width))) count++;
                }

            return count == 0 ? 0 : sum / count;
        });
    }

    private static bool IsPadded(int position, AxisWindow axis, int size)
    {
        var (begin, end) = axis.Pads(size);
        return position >= -begin && position < size + end;
    }
}
