using System.Diagnostics;
using System.Numerics;
using System.Runtime.Versioning;
using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class CoreTests
{
    [Fact]
    public void A_thread_is_on_a_core() => Assert.InRange(Core.Current, 0, 1023);

    /// <summary>Another thread does it, as a caller does; where a process has one core, or the system places threads itself, nothing changes.</summary>
    [Fact]
    public void A_thread_is_kept_off_a_core_and_may_have_it_again()
    {
        var (thread, before, after, again) = (0, 0, 0, 0);
        using var told = new Barrier(2);
        var worker = new Thread(() =>
        {
            thread = Core.CurrentThread;
            before = Core.Current;
            told.SignalAndWait();
            told.SignalAndWait();
            after = Core.Current;
            told.SignalAndWait();
            told.SignalAndWait();
            again = Core.Current;
        });
        worker.Start();
        told.SignalAndWait();
        var canLeave = Core.TryKeepOff(thread, before);
        told.SignalAndWait();
        told.SignalAndWait();
        Assert.Equal(OperatingSystem.IsLinux() && HasSeveral(), canLeave);
        if (canLeave)
        {
            Assert.NotEqual(before, after);
            Assert.True(Core.TryKeepOff(thread, after));
        }

        told.SignalAndWait();
        worker.Join();
        if (canLeave) Assert.NotEqual(after, again);
    }

    // Not the number of processors, which a limit of processor time lowers.
    [SupportedOSPlatform("linux")]
    private static bool HasSeveral()
    {
        using var process = Process.GetCurrentProcess();
        return BitOperations.PopCount((nuint)process.ProcessorAffinity) > 1;
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public void There_is_no_such_core(int core) => Assert.False(Core.TryKeepOff(Core.CurrentThread, core));
}
