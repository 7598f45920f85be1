namespace NetGen.Reference;

/// <summary>Moves channels into pixels.</summary>
public static class PixelShuffle
{
    /// <summary>H×W×(C·r²) → rH × rW × C: output channel c at sub-pixel (i, j) is input channel c·r² + i·r + j.</summary>
    /// <param name="x">H×W×(C·r²).</param>
    /// <param name="factor">r.</param>
    /// <exception cref="ArgumentException">r² does not divide the channels.</exception>
    public static Map Run(Map x, int factor)
    {
        Check.Divides("factor squared", factor * factor, x.Channels);
        return Map.Build(x.Height * factor, x.Width * factor, x.Channels / (factor * factor), (y, column, c) =>
            x[y / factor, column / factor, c * factor * factor + y % factor * factor + column % factor]);
    }
}

/// <summary>Adds rows and columns of zeros.</summary>
public static class ZeroPad
{
    /// <summary>H×W×C → (H + 2n) × (W + 2n) × C.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="pad">n: rows and columns added on each side.</param>
    public static Map Run(Map x, int pad) => Run(x, pad, pad, pad, pad);

    /// <summary>H×W×C → (top + H + bottom) × (left + W + right) × C.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="top">Rows added at the top.</param>
    /// <param name="left">Columns added at the left.</param>
    /// <param name="bottom">Rows added at the bottom.</param>
    /// <param name="right">Columns added at the right.</param>
    public static Map Run(Map x, int top, int left, int bottom, int right) =>
        Map.Build(top + x.Height + bottom, left + x.Width + right, x.Channels, (y, column, c) =>
            x.Contains(y - top, column - left) ? x[y - top, column - left, c] : 0);
}

/// <summary>Cuts a rectangle out of a map.</summary>
public static class Crop
{
    /// <summary>H×W×C → height×width×C.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="top">The first row that is kept.</param>
    /// <param name="left">The first column that is kept.</param>
    /// <param name="height">Rows kept.</param>
    /// <param name="width">Columns kept.</param>
    /// <exception cref="ArgumentException">The rectangle is not on the map.</exception>
    public static Map Run(Map x, int top, int left, int height, int width)
    {
        if (!x.Contains(top, left) || !x.Contains(top + height - 1, left + width - 1))
            throw new ArgumentException($"{height}×{width} at ({top}, {left}) is not within {x.Height}×{x.Width}.");
        return Map.Build(height, width, x.Channels, (y, column, c) => x[top + y, left + column, c]);
    }
}
