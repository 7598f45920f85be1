using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// Waiting for another core without giving up one's own, for about as long as it would take to fall asleep and be woken: a pause of some nanoseconds at a
/// time, and, when that takes long, now and then a chance for other threads that want this core, of which one may be the one that is waited for.
/// </summary>
internal struct BoundedSpin
{
    private const int PollsBetweenLooksAtTheClock = 32;

    /// <summary>How long, in ticks of <see cref="Stopwatch"/>: 50 µs.</summary>
    public static readonly long Ticks = Stopwatch.Frequency / 20_000;

    /// <summary>From when on others get a chance: 5 µs.</summary>
    private static readonly long TicksAlone = Stopwatch.Frequency / 200_000;

    private long _start;
    private int _polls;

    /// <summary>How long since about the first call, in ticks of <see cref="Stopwatch"/>; 0 if there were few.</summary>
    public readonly long Elapsed => _start == 0 ? 0 : Stopwatch.GetTimestamp() - _start;

    /// <summary>Pauses; false when the time has passed since about the first call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Once()
    {
        if (X86Base.IsSupported) X86Base.Pause();
        else if (ArmBase.IsSupported) ArmBase.Yield();
        else Thread.SpinWait(1);
        return ++_polls % PollsBetweenLooksAtTheClock != 0 || LookAtTheClock();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LookAtTheClock()
    {
        var now = Stopwatch.GetTimestamp();
        if (_start == 0) _start = now;
        if (now - _start >= Ticks) return false;
        if (now - _start >= TicksAlone) Thread.Yield();
        return true;
    }
}
