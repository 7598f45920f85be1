namespace DigitFinder;

/// <summary>A digit on the page.</summary>
/// <param name="Digit">0 to 9.</param>
/// <param name="X">Its middle in pixels from the page's left edge.</param>
/// <param name="Y">Its middle in pixels from the page's top edge.</param>
/// <param name="Score">The probability of the digit, 0 to 1.</param>
internal sealed record Detection(int Digit, float X, float Y, float Score);

/// <summary>Turns a score map into digits by non-maximum suppression: each digit answers at several positions, and the best stands for all.</summary>
internal static class Detector
{
    /// <summary>Pixels between the middles of two digits at least: less than any two that do not overlap.</summary>
    private const float Separation = 10;

    /// <summary>The digits whose probability is at least the threshold, from top to bottom.</summary>
    public static List<Detection> Find(ScoreMap map, float threshold)
    {
        var found = new List<Detection>();
        foreach (var (row, column) in Candidates(map, threshold))
        {
            var (x, y) = Middle(map, row, column);
            if (found.Exists(other => float.Hypot(other.X - x, other.Y - y) < Separation)) continue;
            var (digit, score) = Best(map, row, column);
            found.Add(new Detection(digit, x, y, score));
        }
        found.Sort((a, b) => (a.Y, a.X).CompareTo((b.Y, b.X)));
        return found;
    }

    /// <summary>
    /// The positions that reach the threshold, those in the middle of a strong answer first. Around a clear digit several positions score 1.000: their own
    /// score would not tell which is the middle.
    /// </summary>
    private static IEnumerable<(int Row, int Column)> Candidates(ScoreMap map, float threshold)
    {
        var candidates = new List<(float Mass, int Row, int Column)>();
        for (var row = 0; row < map.Size.Height; row++)
            for (var column = 0; column < map.Size.Width; column++)
                if (Best(map, row, column).Score >= threshold) candidates.Add((Mass(map, row, column), row, column));
        return candidates.OrderByDescending(candidate => candidate.Mass).Select(candidate => (candidate.Row, candidate.Column));
    }

    private static (int Digit, float Score) Best(ScoreMap map, int row, int column)
    {
        var digits = map.At(row, column)[..DigitNet.NoDigit];
        var best = 0;
        for (var digit = 1; digit < digits.Length; digit++)
            if (digits[digit] > digits[best]) best = digit;
        return (best, digits[best]);
    }

    private static float Mass(ScoreMap map, int row, int column)
    {
        var mass = 0f;
        for (var v = -1; v <= 1; v++)
            for (var u = -1; u <= 1; u++) mass += map.Digitness(row + v, column + u);
        return mass;
    }

    /// <summary>The mean of the positions around, weighted by their scores: finer than the map's grid.</summary>
    private static (float X, float Y) Middle(ScoreMap map, int row, int column)
    {
        var (mass, x, y) = (0f, 0f, 0f);
        for (var v = -2; v <= 2; v++)
            for (var u = -2; u <= 2; u++)
            {
                var weight = map.Digitness(row + v, column + u);
                (mass, x, y) = (mass + weight, x + weight * u, y + weight * v);
            }
        return (ScoreMap.PageX(column + x / mass), ScoreMap.PageY(row + y / mass));
    }
}
