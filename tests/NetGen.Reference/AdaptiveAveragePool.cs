namespace NetGen.Reference;

/// <summary>The means of a grid of windows that covers the map, as PyTorch defines them.</summary>
public static class AdaptiveAveragePool
{
    /// <summary>H×W×C → height×width×C; output row i is the mean of the input rows from ⌊i·H/height⌋ to ⌈(i+1)·H/height⌉.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    public static Map Run(Map x, int height, int width) => Map.Build(height, width, x.Channels, (oy, ox, c) =>
    {
        var sum = 0.0;
        var count = 0;
        for (var y = Floor(oy * x.Height, height); y < Ceiling((oy + 1) * x.Height, height); y++)
            for (var column = Floor(ox * x.Width, width); column < Ceiling((ox + 1) * x.Width, width); column++)
            {
                sum += x[y, column, c];
                count++;
            }

        return sum / count;
    });

    private static int Floor(int numerator, int denominator) => numerator / denominator;

    private static int Ceiling(int numerator, int denominator) => numerator / denominator + (numerator % denominator == 0 ? 0 : 1);
}
