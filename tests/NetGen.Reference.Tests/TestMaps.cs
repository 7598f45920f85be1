namespace NetGen.Reference.Tests;

internal static class TestMaps
{
    /// <summary>A map of one channel, its rows written out.</summary>
    public static Map Plane(params double[][] rows) => Map.Build(rows.Length, rows[0].Length, 1, (y, x, _) => rows[y][x]);

    /// <summary>A map of one pixel, its channels written out.</summary>
    public static Map Pixel(params double[] channels) => Map.Build(1, 1, channels.Length, (_, _, c) => channels[c]);

    /// <summary>Height × width of 1, 2, 3, … in one channel.</summary>
    public static Map Counting(int height, int width) => Map.Build(height, width, 1, (y, x, _) => y * width + x + 1);

    public static void AssertPlane(Map actual, params double[][] rows)
    {
        Assert.Equal((rows.Length, rows[0].Length, 1), (actual.Height, actual.Width, actual.Channels));
        for (var y = 0; y < actual.Height; y++)
            Assert.Equal(rows[y], Enumerable.Range(0, actual.Width).Select(x => actual[y, x, 0]), Near);
    }

    public static void AssertPixel(Map actual, params double[] channels)
    {
        Assert.Equal((1, 1), (actual.Height, actual.Width));
        Assert.Equal(channels, Enumerable.Range(0, actual.Channels).Select(c => actual[0, 0, c]), Near);
    }

    private static bool Near(double expected, double actual) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected));
}
