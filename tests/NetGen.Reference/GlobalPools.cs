namespace NetGen.Reference;

/// <summary>The mean of each channel.</summary>
public static class GlobalAveragePool
{
    /// <summary>H×W×C → 1×1×C.</summary>
    /// <param name="x">H×W×C.</param>
    public static Map Run(Map x) => Map.Build(1, 1, x.Channels, (_, _, c) =>
    {
        var sum = 0.0;
        for (var y = 0; y < x.Height; y++)
            for (var column = 0; column < x.Width; column++)
                sum += x[y, column, c];
        return sum / (x.Height * x.Width);
    });
}

/// <summary>The largest value of each channel.</summary>
public static class GlobalMaxPool
{
    /// <summary>H×W×C → 1×1×C.</summary>
    /// <param name="x">H×W×C.</param>
    public static Map Run(Map x) => Map.Build(1, 1, x.Channels, (_, _, c) =>
    {
        var largest = double.NegativeInfinity;
        for (var y = 0; y < x.Height; y++)
            for (var column = 0; column < x.Width; column++)
                largest = Math.Max(largest, x[y, column, c]);
        return largest;
    });
}
