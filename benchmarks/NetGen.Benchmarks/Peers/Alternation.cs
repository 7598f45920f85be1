using System.Diagnostics;

namespace NetGen.Benchmarks.Peers;

/// <summary>Times two engines in turns, so that whatever else the machine does befalls both.</summary>
internal static class Alternation
{
    private const double SampleMilliseconds = 10;

    private const int PauseMilliseconds = 60;

    // After a pause, a core takes some milliseconds to reach its speed, and a second one longer.
    private const double WarmUpMilliseconds = 12;

    // Calls longer than this settle by themselves, and fewer of them make a block.
    private const double LongMilliseconds = 100;

    /// <summary>The medians of each of several blocks of turns; of these, the least for either engine. In milliseconds a call.</summary>
    /// <param name="first">One call of an engine.</param>
    /// <param name="second">One call of the other.</param>
    /// <param name="blocks">How many blocks: on a machine that others use, the quietest tells most.</param>
    public static (double First, double Second) Run(Action first, Action second, int blocks)
    {
        var turns = Turns(first, second, blocks);
        return (turns.Min(block => Median(block.Select(turn => turn.First))), turns.Min(block => Median(block.Select(turn => turn.Second))));
    }

    /// <summary>
    /// The medians of all turns, in milliseconds a call, and of the second's time over the first's in the same turn: where a machine's speed changes from second to
    /// second, that says more than two medians or two least times.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public static (double First, double Second, double Ratio) Compare(Action first, Action second, int blocks)
    {
        var turns = Turns(first, second, blocks).SelectMany(block => block).ToArray();
        return (Median(turns.Select(turn => turn.First)), Median(turns.Select(turn => turn.Second)), Median(turns.Select(turn => turn.Second / turn.First)));
    }

    private static (double First, double Second)[][] Turns(Action first, Action second, int blocks)
    {
        var (callsOfFirst, callsOfSecond) = (Calls(first, out var durationOfFirst), Calls(second, out var durationOfSecond));
        var isLong = Math.Min(durationOfFirst, durationOfSecond) > LongMilliseconds;
        var rounds = isLong ? 3 : 7;
        var turns = new (double, double)[blocks][];
        for (var block = 0; block < blocks; block++)
        {
            turns[block] = new (double, double)[rounds];
            for (var round = 0; round < rounds; round++) turns[block][round] = (Time(first, callsOfFirst, isLong), Time(second, callsOfSecond, isLong));
        }

        return turns;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    // Enough calls that a sample lasts long enough to be timed, after enough that the JIT has compiled what they run.
    private static int Calls(Action call, out double milliseconds)
    {
        var watch = Stopwatch.StartNew();
        var calls = 0;
        while (calls < 2 || (watch.ElapsedMilliseconds < 500 && calls < 40_000))
        {
            call();
            calls++;
        }

        milliseconds = watch.Elapsed.TotalMilliseconds / calls;
        return Math.Max(1, (int)Math.Ceiling(SampleMilliseconds / milliseconds));
    }

    // The other engine's threads still spin, ONNX Runtime's for some tens of milliseconds, and take a core; and the caches hold its weights: a pause until they
    // sleep, and calls that do not count until this one's are awake and at their speed.
    private static double Time(Action call, int calls, bool isLong)
    {
        Thread.Sleep(PauseMilliseconds);
        var start = Stopwatch.GetTimestamp();
        while (!isLong && Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds) call();
        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++) call();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls;
    }
}
