namespace NetGen.Reference;

/// <summary>One axis of a <see cref="WindowSpec"/>.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Dilation">Pixels from one tap to the next.</param>
/// <param name="Begin">Pixels of padding before the first.</param>
/// <param name="End">Pixels of padding after the last.</param>
/// <param name="Same">TensorFlow's SAME padding, in place of <paramref name="Begin"/> and <paramref name="End"/>.</param>
/// <param name="Ceil">Whether a last window may hang over the end.</param>
public sealed record AxisWindow(int Kernel, int Stride, int Dilation, int Begin, int End, bool Same, bool Ceil)
{
    /// <summary>Pixels from a window's first tap to its last, both included.</summary>
    public int Extent
    {
        get
        {
            var last = 0;
            for (var tap = 1; tap < Kernel; tap++) last += Dilation;
            return last + 1;
        }
    }

    /// <summary>The padding before and after an axis of <paramref name="size"/> pixels.</summary>
    /// <param name="size">Pixels of the input.</param>
    /// <exception cref="ArgumentException">SAME was asked for together with padding.</exception>
    public (int Begin, int End) Pads(int size)
    {
        if (!Same) return (Begin, End);
        if (Begin != 0 || End != 0) throw new ArgumentException($"SAME excludes a padding of {Begin} and {End}.");
        var missing = Math.Max(LastSameStart(size) + Extent - size, 0);
        return (missing / 2, missing - missing / 2);
    }

    /// <summary>
    /// The positions, in pixels of the input, of each window's first tap, found by placing one window after the other. The result
    /// is empty when none fits.
    /// </summary>
    /// <param name="size">Pixels of the input.</param>
    /// <inheritdoc cref="Pads"/>
    public int[] Starts(int size)
    {
        var (begin, end) = Pads(size);
        var starts = new List<int>();
        for (var start = -begin; IsPlaced(start, begin, size, end); start += Stride) starts.Add(start);
        return [.. starts];
    }

    /// <summary>The number of windows over <paramref name="size"/> pixels; 0 when none fits.</summary>
    /// <param name="size">Pixels of the input.</param>
    /// <inheritdoc cref="Pads"/>
    public int OutputSize(int size) => Starts(size).Length;

    /// <remarks>
    /// SAME starts a window at every stride-th pixel of the unpadded input. Rounding up places one more window when the one before it, of
    /// which the first may be imagined, leaves padded pixels after its end, but never in the padding at the end.
    /// </remarks>
    private bool IsPlaced(int start, int begin, int size, int end)
    {
        if (Same) return start + begin < size;
        if (!Ceil) return start + Extent <= size + end;
        return start - Stride + Extent < size + end && start < size;
    }

    private int LastSameStart(int size)
    {
        var last = 0;
        while (last + Stride < size) last += Stride;
        return last;
    }
}
