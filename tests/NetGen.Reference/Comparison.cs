namespace NetGen.Reference;

/// <summary>Compares what was computed with what it should be.</summary>
public static class Comparison
{
    /// <summary>
    /// Fails unless every value is within <paramref name="tolerance"/> of its expectation, in units of the expected map's root mean
    /// square. Equal infinities, and two NaN, agree.
    /// </summary>
    /// <param name="actual">The values, in the order (row, column, channel).</param>
    /// <param name="expected">What they should be.</param>
    /// <param name="tolerance">The largest error, in units of the map's root mean square.</param>
    /// <param name="floor">The least unit, for maps that are all but zero.</param>
    /// <exception cref="ComparisonException">A value is farther off; the message gives the worst.</exception>
    public static void Close(ReadOnlySpan<float> actual, Map expected, double tolerance, double floor = 1e-6)
    {
        if (actual.Length != expected.Length)
            throw new ComparisonException(
                $"{actual.Length} values were computed, "
                + $"{expected.Length} ({expected.Height}×{expected.Width}×{expected.Channels}) expected.");
        var worst = Worst(actual, expected, floor);
        if (worst.Error <= tolerance) return;
        var value = actual[(worst.Y * expected.Width + worst.X) * expected.Channels + worst.C];
        throw new ComparisonException(
            $"At row {worst.Y}, column {worst.X}, channel {worst.C} of {expected.Height}×{expected.Width}×{expected.Channels}: "
            + $"{value:R} was computed, {expected[worst.Y, worst.X, worst.C]:R} expected; "
            + $"an error of {worst.Error:G4} of the root mean square {expected.Rms():G4}, where {tolerance:G4} is allowed.");
    }

    /// <inheritdoc cref="Close(ReadOnlySpan{float}, Map, double, double)"/>
    public static void Close(Map actual, Map expected, double tolerance, double floor = 1e-6)
    {
        if ((actual.Height, actual.Width, actual.Channels) != (expected.Height, expected.Width, expected.Channels))
            throw new ComparisonException(
                $"{actual.Height}×{actual.Width}×{actual.Channels} was computed, "
                + $"{expected.Height}×{expected.Width}×{expected.Channels} expected.");
        Close(actual.ToNhwc(), expected, tolerance, floor);
    }

    /// <summary>The largest error, in units of the expected map's root mean square.</summary>
    /// <param name="actual">The values, in the order (row, column, channel).</param>
    /// <param name="expected">What they should be; as many values.</param>
    /// <param name="floor">The least unit.</param>
    public static double Error(ReadOnlySpan<float> actual, Map expected, double floor = 1e-6)
    {
        Check.Length("actual", expected.Length, actual.Length);
        return Worst(actual, expected, floor).Error;
    }

    private static (int Y, int X, int C, double Error) Worst(ReadOnlySpan<float> actual, Map expected, double floor)
    {
        var unit = Math.Max(expected.Rms(), floor);
        var worst = (Y: 0, X: 0, C: 0, Error: -1.0);
        var next = 0;
        for (var y = 0; y < expected.Height; y++)
            for (var x = 0; x < expected.Width; x++)
                for (var c = 0; c < expected.Channels; c++)
                {
                    var error = Distance(actual[next++], expected[y, x, c]) / unit;
                    if (error > worst.Error) worst = (y, x, c, error);
                }

        return worst;
    }

    private static double Distance(double actual, double expected)
    {
        if (actual.Equals(expected)) return 0;
        var distance = Math.Abs(actual - expected);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }
}

/// <summary>Values are not what they should be.</summary>
/// <param name="message">Which, and by how much.</param>
public sealed class ComparisonException(string message) : Exception(message);
