namespace DigitFinder;

/// <summary>A digit on the page.</summary>
/// <param name="Digit">0 to 9.</param>
/// <param name="X">Its middle in pixels from the page's left edge.</param>
/// <param name="Y">Its middle in pixels from the page's top edge.</param>
/// <param name="Score">The mean probability of the digit at the four positions around it that are surest, 0 to 1.</param>
internal sealed record Detection(int Digit, float X, float Y, float Score);

/// <summary>
/// Turns a score map into digits by non-maximum suppression: each digit answers at several positions, and the best stands for all.
/// </summary>
internal static class Detector
{
    /// <summary>Pixels between the middles of two digits at least: less than any two that do not overlap.</summary>
    private const float Separation = 10;

    /// <summary>
    /// Positions that must agree on a digit. A page's digit has four positions within 4 pixels of its middle, wherever it lies on the
    /// map's grid, and the network is trained to answer at each; a letter or scribble that looks like a digit does so at one or two.
    /// </summary>
    private const int Support = 4;

    /// <summary>How many positions to each side belong to the same digit.</summary>
    private const int Reach = 2;

    /// <summary>The digits whose score is at least the threshold, from top to bottom.</summary>
    public static List<Detection> Find(ScoreMap map, float threshold)
    {
        var found = new List<Detection>();
        foreach (var (row, column) in Candidates(map, threshold))
        {
            var (x, y) = Middle(map, row, column);
            if (found.Exists(other => float.Hypot(other.X - x, other.Y - y) < Separation)) continue;
            var (digit, score) = Best(map, row, column);
            if (score >= threshold) found.Add(new Detection(digit, x, y, score));
        }
        found.Sort((a, b) => (a.Y, a.X).CompareTo((b.Y, b.X)));
        return found;
    }

    /// <summary>
    /// The positions where some digit reaches the threshold, those in the middle of a strong answer first. Around a clear digit several
    /// positions score 1.000: their own score would not tell which is the middle.
    /// </summary>
    private static IEnumerable<(int Row, int Column)> Candidates(ScoreMap map, float threshold)
    {
        var candidates = new List<(float Mass, int Row, int Column)>();
        for (var row = 0; row < map.Size.Height; row++)
            for (var column = 0; column < map.Size.Width; column++)
            {
                if (!map.At(row, column)[..DigitNet.NoDigit].ContainsAnyInRange(threshold, 1f)) continue;
                candidates.Add((Mass(map, row, column), row, column));
            }
        return candidates.OrderByDescending(candidate => candidate.Mass).Select(candidate => (candidate.Row, candidate.Column));
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
        for (var v = -Reach; v <= Reach; v++)
            for (var u = -Reach; u <= Reach; u++)
            {
                var weight = map.Digitness(row + v, column + u);
                (mass, x, y) = (mass + weight, x + weight * u, y + weight * v);
            }
        return (ScoreMap.PageX(column + x / mass), ScoreMap.PageY(row + y / mass));
    }

    /// <summary>The digit that the positions around agree on most.</summary>
    private static (int Digit, float Score) Best(ScoreMap map, int row, int column)
    {
        var best = (Digit: 0, Score: 0f);
        for (var digit = 0; digit < DigitNet.NoDigit; digit++)
        {
            var score = Agreement(map, row, column, digit);
            if (score > best.Score) best = (digit, score);
        }
        return best;
    }

    private static float Agreement(ScoreMap map, int row, int column, int digit)
    {
        Span<float> surest = stackalloc float[Support];
        surest.Clear();
        for (var v = Math.Max(row - Reach, 0); v <= Math.Min(row + Reach, map.Size.Height - 1); v++)
            for (var u = Math.Max(column - Reach, 0); u <= Math.Min(column + Reach, map.Size.Width - 1); u++)
            {
                var score = map.At(v, u)[digit];
                if (score <= surest[0]) continue;
                surest[0] = score;
                surest.Sort();
            }
        var sum = 0f;
        foreach (var score in surest) sum += score;
        return sum / Support;
    }
}
