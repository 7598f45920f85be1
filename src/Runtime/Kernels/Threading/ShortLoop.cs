using System.Diagnostics;

namespace NetGen.Kernels;

/// <summary>
/// Whether help pays in one loop of some microseconds. There, what helpers did says little: their hand-over takes a tenth of the loop, and where other programs use the cores they
/// are often not there. The loop is timed instead, with help and without, and goes without for as long as it is not faster with it.
/// </summary>
/// <remarks>Several threads book without locks: what one writes over another's is an estimate, too.</remarks>
internal unsafe struct ShortLoop
{
    /// <summary>
    /// Steps up to which a loop is short: about 32 µs of them. Of longer ones, the hand-over is a small part; and while they go without help, helpers fall asleep that other
    /// loops need.
    /// </summary>
    public const double MostSteps = 1 << 17;

    /// <summary>So often a loop that is shared is timed without help: what it takes so changes with the speed of the machine.</summary>
    private const int RunsToTimeAlone = 128;

    /// <summary>After a loss, the loop goes without help for so many runs as take so many times as long: all losses together cost a fiftieth of its time.</summary>
    private const int LossesToPause = 50;

    /// <summary>A run counts as so many times the time without help at most: helpers that lose their core are booked by <see cref="HelpLedger"/>.</summary>
    private const int MostTimes = 4;

    /// <summary>What it may owe, and have in hand: 0.1 ms.</summary>
    private static readonly long MostOwed = Stopwatch.Frequency / 10_000, MostInHand = MostOwed;

    private static readonly ShortLoop[] Loops = new ShortLoop[512];

    private long _key;
    private long _alone;
    private long _inHand;
    private long _runs;
    private long _pauseEnds;

    /// <summary>The loop of this body, so many items and so many steps each. Two that fall on the same place forget each other.</summary>
    public static ref ShortLoop Of(delegate*<void*, int, int, void> body, int items, double stepsPerItem)
    {
        var key = ((nint)body * 31L + items) * 31 + BitConverter.DoubleToInt64Bits(stepsPerItem) | 1;
        ref var loop = ref Loops[(int)((ulong)key * 0x9E3779B97F4A7C15 >> 55)];
        if (loop._key != key) loop = new() { _key = key };
        return ref loop;
    }

    /// <summary>Whether to share it this time.</summary>
    public bool Shares() => ++_runs % RunsToTimeAlone != 0 && _runs >= _pauseEnds && _alone > 0;

    /// <summary>Notes what it took without help, in ticks of <see cref="Stopwatch"/>: less counts at once by half, more, which may be a lost core, by an eighth and no more than as much again.</summary>
    public void BookAlone(long ticks)
    {
        ticks = Math.Max(ticks, 1);
        if (_alone == 0) _alone = ticks;
        else if (ticks < _alone) _alone -= (_alone - ticks) / 2;
        else _alone += Math.Min(ticks - _alone, _alone) / 8;
    }

    /// <summary>Notes what it took where help was asked for, in ticks of <see cref="Stopwatch"/>.</summary>
    public void BookShared(long ticks)
    {
        var alone = _alone;
        if (alone == 0) return; // another loop has taken the place meanwhile
        var inHand = Math.Min(_inHand + alone - Math.Min(ticks, MostTimes * alone), MostInHand);
        _inHand = inHand;
        if (inHand >= -MostOwed) return;
        _pauseEnds = _runs - inHand * LossesToPause / alone;
        _inHand = 0;
    }

    /// <summary>As at the start of the process; for tests.</summary>
    public static void Forget() => Array.Clear(Loops);
}
