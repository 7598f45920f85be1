using System.Diagnostics;
using Xunit;

namespace NetGen.Tests;

/// <summary>What calls allocate on the managed heap.</summary>
internal static class Allocations
{
    /// <summary>In a call that takes longer, the test platform allocates something, too.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Fails if a call allocates, the first one aside. The process as a whole is counted, as the work is done on other threads, too. What the test platform
    /// allocates meanwhile is not the call's: one quiet call is enough, and whatever allocates in each has none. Long calls are never quiet; of them, what the
    /// calling thread allocates is counted. No other test may run beside this one.
    /// </summary>
    public static void AssertNone(Action call, string what)
    {
        call();
        var (least, own, shortest) = (long.MaxValue, long.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < (shortest < Quiet ? 200 : 4) && (least > 0 || own > 0); round++)
        {
            if (round > 4) Thread.Sleep(5); // until whoever allocates is done
            var (before, ownBefore, start) = (GC.GetTotalAllocatedBytes(precise: true), GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            call();
            var (took, ownAfter, after) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalAllocatedBytes(precise: true));
            (least, own, shortest) = (Math.Min(least, after - before), Math.Min(own, ownAfter - ownBefore), took < shortest ? took : shortest);
        }

        Assert.True(own == 0, $"{what} allocates {own} bytes a call.");
        Assert.True(least == 0 || shortest > Quiet, $"{what} allocates {least} bytes a call, not on the calling thread.");
    }
}
