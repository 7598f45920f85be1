namespace NetGen.Reference;

/// <summary>eˣ / Σeˣ over the channels of each pixel.</summary>
public static class Softmax
{
    /// <summary>H×W×C → H×W×C.</summary>
    /// <param name="x">H×W×C.</param>
    public static Map Run(Map x) => LogSoftmax.Run(x).Apply(Math.Exp);
}

/// <summary>x − ln Σeˣ over the channels of each pixel.</summary>
public static class LogSoftmax
{
    /// <summary>H×W×C → H×W×C. The largest value is taken out first, so that no exponential overflows.</summary>
    /// <param name="x">H×W×C.</param>
    public static Map Run(Map x) => Map.Build(x.Height, x.Width, x.Channels, (y, column, c) =>
    {
        var largest = double.NegativeInfinity;
        for (var other = 0; other < x.Channels; other++) largest = Math.Max(largest, x[y, column, other]);
        var sum = 0.0;
        for (var other = 0; other < x.Channels; other++) sum += Math.Exp(x[y, column, other] - largest);
        return x[y, column, c] - largest - Math.Log(sum);
    });
}
