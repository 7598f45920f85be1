namespace DigitFinder;

/// <summary>The pixels that a digit's ink spans, first and last included.</summary>
internal readonly record struct InkBox(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Ink fainter than this is the pen's blurred edge or the paper.</summary>
    private const float Faint = 0.3f;

    /// <summary>
    /// The strokes that hang together with the ink nearest to a point of the page, as far as the network's crop sees them.
    /// </summary>
    public static InkBox Around(PageImage page, float x, float y)
    {
        var (height, width) = (DigitNet.InputHeight, DigitNet.InputWidth);
        var (left, top) = ((int)MathF.Round(x - width / 2f), (int)MathF.Round(y - height / 2f));
        bool IsInk(int column, int row) =>
            (uint)column < (uint)width && (uint)row < (uint)height && page.InkAt(left + column, top + row) >= Faint;

        var start = Nearest(width, height, x - left, y - top, IsInk);
        if (start is not { } seed) return new InkBox(left, top, left + width - 1, top + height - 1);
        var box = new InkBox(seed.Column, seed.Row, seed.Column, seed.Row);
        var seen = new HashSet<(int, int)> { seed };
        var open = new Stack<(int Column, int Row)>([seed]);
        while (open.TryPop(out var at))
        {
            box = box.Including(at.Column, at.Row);
            // Two pixels bridge the gaps of a pen that skips.
            for (var v = -2; v <= 2; v++)
                for (var u = -2; u <= 2; u++)
                    if (IsInk(at.Column + u, at.Row + v) && seen.Add((at.Column + u, at.Row + v))) open.Push((at.Column + u, at.Row + v));
        }
        return new InkBox(left + box.Left, top + box.Top, left + box.Right, top + box.Bottom);
    }

    private InkBox Including(int column, int row) =>
        new(Math.Min(Left, column), Math.Min(Top, row), Math.Max(Right, column), Math.Max(Bottom, row));

    private static (int Column, int Row)? Nearest(int width, int height, float x, float y, Func<int, int, bool> isInk)
    {
        var (best, least) = (((int, int)?)null, float.MaxValue);
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
            {
                var distance = float.Hypot(column + 0.5f - x, row + 0.5f - y);
                if (distance < least && isInk(column, row)) (best, least) = ((column, row), distance);
            }
        return best;
    }
}
