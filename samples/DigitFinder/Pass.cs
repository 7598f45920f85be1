using System.Diagnostics;

namespace DigitFinder;

/// <summary>One pass of the fully convolutional network over a whole page, and how long it takes.</summary>
internal sealed record Pass(ScoreMap Map, TimeSpan Time)
{
    /// <summary>How many passes are timed, after a first that is not: it takes the workspace.</summary>
    public const int TimedPasses = 5;

    public static Pass Run(DigitNet network, PageImage page)
    {
        var whole = network.ToFullyConvolutional();
        var size = DigitNet.FullyConvolutional.OutputSize(page.InkHeight, page.InkWidth);
        var map = new ScoreMap(size, new float[size.Length]);
        whole.Forward(page.Ink, page.InkHeight, page.InkWidth, map.Scores);
        var times = new TimeSpan[TimedPasses];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            whole.Forward(page.Ink, page.InkHeight, page.InkWidth, map.Scores);
            times[i] = Stopwatch.GetElapsedTime(start);
        }
        Array.Sort(times);
        return new Pass(map, times[TimedPasses / 2]);
    }
}
