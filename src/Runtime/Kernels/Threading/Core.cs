using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>
/// The core that the calling thread runs on, and keeping others off it. On a virtual machine, Linux was seen to wake a helper on the core of the thread that woke it, though
/// another was idle, and often to leave it there for more than 12 ms: longer than most networks take. Other systems are left to place threads themselves.
/// </summary>
internal static unsafe class Core
{
    /// <summary>Words of a set of 1024 processors, as the C library's.</summary>
    private const int Words = 16;

    private const int WordBits = 64;

    /// <summary>The processors that threads of this process may use; null if the C library does not tell, as that of Linux does.</summary>
    private static readonly ulong[]? Allowed = GetAllowed();

    /// <summary>Its number. That of <see cref="Thread.GetCurrentProcessorId"/> may be a thread's of long ago: it is asked for anew once in thousands of calls.</summary>
    public static int Current => Allowed is not null ? GetCurrent() : Thread.GetCurrentProcessorId();

    /// <summary>The system's number of the calling thread; 0 where there is none.</summary>
    public static int CurrentThread => Allowed is not null ? GetThread() : 0;

    /// <summary>Keeps a thread off one core from now on, and off no other; false if it may use no other, or the system does not do that.</summary>
    /// <param name="thread">What <see cref="CurrentThread"/> gave it.</param>
    /// <param name="core">The core.</param>
    public static bool TryKeepOff(int thread, int core)
    {
        if (Allowed is null || (uint)core >= Words * WordBits) return false;
        var others = stackalloc ulong[Words];
        for (var word = 0; word < Words; word++) others[word] = Allowed[word];
        others[core / WordBits] &= ~(1UL << (core % WordBits));
        return new ReadOnlySpan<ulong>(others, Words).ContainsAnyExcept(0UL) && SetAffinity(thread, Words * sizeof(ulong), others) >= 0;
    }

    private static ulong[]? GetAllowed()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsAndroid()) return null;
        try
        {
            var allowed = new ulong[Words];
            fixed (ulong* words = allowed)
            {
                return GetCurrent() >= 0 && GetAffinity(GetThread(), Words * sizeof(ulong), words) >= 0 ? allowed : null;
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null; // a C library of another name
        }
    }

    [SuppressGCTransition]
    [DllImport("libc", EntryPoint = "sched_getcpu")]
    private static extern int GetCurrent();

    [DllImport("libc", EntryPoint = "gettid")]
    private static extern int GetThread();

    [DllImport("libc", EntryPoint = "sched_getaffinity")]
    private static extern int GetAffinity(int thread, nuint size, ulong* processors);

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    private static extern int SetAffinity(int thread, nuint size, ulong* processors);
}
