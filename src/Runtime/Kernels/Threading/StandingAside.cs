using System.Diagnostics;

namespace NetGen.Kernels;

/// <summary>
/// Waiting on a core that another thread should have, for up to 20 ms, but ready to run: a thread that slept would not be moved to an idle core, and was seen to be woken on
/// the same one again.
/// </summary>
internal struct StandingAside
{
    private static readonly long Ticks = Stopwatch.Frequency / 50;

    private long _start;

    /// <summary>Lets the other thread run; false when the time has passed since the first call.</summary>
    public bool Once()
    {
        var now = Stopwatch.GetTimestamp();
        if (_start == 0) _start = now;
        if (now - _start >= Ticks) return false;
        Thread.Yield();
        return true;
    }
}
