using System.Diagnostics;

namespace NetGen.Kernels;

/// <summary>
/// Whether help pays. Where other programs use the cores, a helper may lose its core in the middle of a piece of work that the caller then waits for, for
/// milliseconds; it may share the caller's core; and waking one that sleeps costs the caller microseconds. What help gained and what it cost are set against
/// each other, so that it costs a few hundredths of a call's time at most.
/// </summary>
/// <remarks>Several threads book without locks: what one writes over another's is an estimate, too.</remarks>
internal static class HelpLedger
{
    /// <summary>
    /// Steps from which a loop is worth waking a helper: about an eighth of a millisecond of them. The call that wakes it takes 20 µs, and it is there after 50.
    /// </summary>
    private const double StepsToWake = 1 << 19;

    /// <summary>Steps of many loops from which the next ones are worth it: were there none, waking would have cost a few hundredths.</summary>
    private const double ManyStepsToWake = 1 << 20;

    /// <summary>After a loss, there is no help for so many times as long.</summary>
    private const int LossesToPause = 50;

    private static readonly double TicksPerStep = Stopwatch.Frequency / 4e9;

    /// <summary>What waking costs where it goes badly: the helper takes the caller's core until it finds that there is nothing to do.</summary>
    private static readonly long TicksToWake = Stopwatch.Frequency / 20_000;

    /// <summary>
    /// An estimate of what it costs to hand a loop to helpers that are awake, whether they come in time or not: the hand-over of <see cref="WorkerPool"/>, and as much again.
    /// </summary>
    private static readonly long TicksToShare = Stopwatch.Frequency / 2_000_000;

    /// <summary>What it may owe, since help that was woken comes late at first; and have in hand, enough for some losses of a core now and then.</summary>
    private static readonly long MostOwed = Stopwatch.Frequency / 2000, MostInHand = Stopwatch.Frequency / 400;

    /// <summary>
    /// The longest pause after a first loss. The next ones are twice and four times as long, until gains have filled what is in hand: a core that others use is then
    /// tried again, for the milliseconds that a try may cost, about once a second.
    /// </summary>
    private static readonly long LongestPause = Stopwatch.Frequency / 5;

    private const int MostDoublings = 2;

    private static long _inHand;
    private static int _doublings;
    private static long _pauseEnds;
    private static long _lastAlone;
    private static double _stepsMissed;

    /// <summary>How long the last pause was, or is, in ticks of <see cref="Stopwatch"/>; for tests.</summary>
    internal static long Pause { get; private set; }

    /// <summary>Whether a loop may be shared at this time.</summary>
    public static bool Allows()
    {
        if (_pauseEnds == 0) return true;
        if (Stopwatch.GetTimestamp() < _pauseEnds) return false;
        _pauseEnds = 0;
        return true;
    }

    /// <summary>Whether to wake a sleeping helper for a loop: if it is long, or the last of many that followed each other closely.</summary>
    public static bool IsWorthWaking(double steps)
    {
        if (steps < StepsToWake && !AreMany(steps)) return false;
        _inHand -= TicksToWake;
        return true;
    }

    private static bool AreMany(double steps)
    {
        if (Stopwatch.GetTimestamp() - _lastAlone > BoundedSpin.Ticks) _stepsMissed = 0; // by now it would be asleep again
        _stepsMissed += steps;
        if (_stepsMissed < ManyStepsToWake) return false;
        _stepsMissed = 0;
        return true;
    }

    /// <summary>Notes that a loop ended for which no helper was at hand.</summary>
    public static void BookAlone() => _lastAlone = Stopwatch.GetTimestamp();

    /// <summary>Notes the steps that helpers did, less than none if they only took the caller's core, and the ticks that the caller waited for them in the end.</summary>
    public static void Book(double steps, long waited)
    {
        var inHand = _inHand + (long)(steps * TicksPerStep) - waited - TicksToShare;
        _inHand = Math.Min(inHand, MostInHand);
        if (inHand >= MostInHand) _doublings = 0;
        if (inHand >= -MostOwed) return;
        Pause = Math.Min(-inHand * LossesToPause, LongestPause) << _doublings;
        _doublings = Math.Min(_doublings + 1, MostDoublings);
        _pauseEnds = Stopwatch.GetTimestamp() + Pause;
        _inHand = 0;
    }

    /// <summary>As at the start of the process; for tests.</summary>
    internal static void Forget() => (_inHand, _doublings, _pauseEnds, _lastAlone, _stepsMissed) = (0, 0, 0, 0, 0);
}
