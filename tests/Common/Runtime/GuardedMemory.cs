using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests;

/// <summary>Which edge of a piece of memory lies at a page that nobody may touch.</summary>
public enum Edge
{
    /// <summary>The last byte is followed by such a page.</summary>
    End,

    /// <summary>The first byte follows such a page.</summary>
    Start,
}

/// <summary>
/// Memory between two pages that nobody may touch: a read or write there ends the process, and the test run with it, with the stack of who did it. It begins
/// right after the one, or ends right before the other, to the byte; what is left of its own pages holds NaNs, and is looked at when the memory is freed.
/// The memory itself holds such NaNs at first, so that whoever reads what nobody has written gives them.
/// </summary>
internal sealed class GuardedMemory : INativeMemory
{
    private const int NoAccess = 0, ReadWrite = 3, PrivateAnonymousUnreserved = 0x4022;

    /// <summary>A NaN that no arithmetic gives.</summary>
    public const int Untouched = 0x7fc12345;

    /// <summary>Beyond it, memory is left as the system gives it: zeros, which cost nothing until they are used.</summary>
    private const long MostFilled = 1L << 30;

    private static readonly long Page = Environment.SystemPageSize;
    private static readonly AsyncLocal<Edge> Chosen = new();

    /// <summary>Why tests that need guarded pages are skipped, or null.</summary>
    public static string? SkipReason => OperatingSystem.IsLinux() ? null : "Guards pages by calls of Linux.";

    /// <summary>The edge of what this test, and what it starts, takes from now on.</summary>
    public static Edge Edge
    {
        get => Chosen.Value;
        set => Chosen.Value = value;
    }

    /// <summary>Guards all memory that the runtime takes in this process: packed weights and workspaces.</summary>
    [ModuleInitializer]
    internal static void GuardBuffers()
    {
        if (SkipReason is null) NativeBuffer.Memory = new GuardedMemory();
    }

    /// <summary>Floats at an address.</summary>
    public static Span<T> At<T>(nint address, long length) where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), address), checked((int)length));

    /// <inheritdoc/>
    public nint Allocate(long bytes) => Allocate(bytes, Edge);

    /// <summary>Takes memory one of whose edges lies at a page that nobody may touch.</summary>
    public static nint Allocate(long bytes, Edge edge)
    {
        var inner = Inner(bytes);
        var start = Map(inner + 2 * Page);
        if (start == -1)
        {
            // What is no longer reachable still holds address space, of which a process has only so many pieces.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            start = Map(inner + 2 * Page);
        }

        if (start == -1) throw new OutOfMemoryException($"{bytes} guarded bytes could not be mapped.");
        var memory = (nint)(start + Page + (edge == Edge.End ? inner - bytes : 0));
        Slack(memory, bytes, out var before, out var after);
        before.Fill(Untouched);
        after.Fill(Untouched);
        if (bytes <= MostFilled) At<int>(memory, bytes / sizeof(int)).Fill(Untouched);
        if (Protect(start, (nint)Page, NoAccess) == 0 && Protect((nint)(start + Page + inner), (nint)Page, NoAccess) == 0) return memory;
        throw new OutOfMemoryException("Pages could not be guarded.");
    }

    /// <inheritdoc/>
    /// <remarks>Also called by finalizers, which no test waits for: what they find ends the process.</remarks>
    public void Free(nint memory, long bytes)
    {
        if (TryFree(memory, bytes) is { } fault) Environment.FailFast(fault);
    }

    /// <summary>Takes memory back; says what was written beside it, if anything was.</summary>
    public static string? TryFree(nint memory, long bytes)
    {
        Slack(memory, bytes, out var before, out var after);
        var fault = before.ContainsAnyExcept(Untouched) ? $"Something was written before {bytes} bytes of memory."
            : after.ContainsAnyExcept(Untouched) ? $"Something was written after {bytes} bytes of memory."
            : null;
        return Unmap((nint)(memory / Page * Page - Page), (nint)(Inner(bytes) + 2 * Page)) == 0 ? fault : fault ?? "Memory could not be given back.";
    }

    /// <summary>What is left of the memory's own pages.</summary>
    private static void Slack(nint memory, long bytes, out Span<int> before, out Span<int> after)
    {
        var first = memory / Page * Page;
        before = At<int>((nint)first, (memory - first) / sizeof(int));
        after = At<int>((nint)(memory + bytes), (first + Inner(bytes) - memory - bytes) / sizeof(int));
    }

    private static nint Map(long bytes) => Map(0, (nint)bytes, ReadWrite, PrivateAnonymousUnreserved, -1, 0);

    private static long Inner(long bytes) => (bytes + Page - 1) / Page * Page;

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nint length);
}

/// <summary>A theory that needs guarded pages.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GuardedTheoryAttribute : TheoryAttribute
{
    public GuardedTheoryAttribute() => Skip = GuardedMemory.SkipReason;
}

/// <summary>A fact that needs guarded pages.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GuardedFactAttribute : FactAttribute
{
    public GuardedFactAttribute() => Skip = GuardedMemory.SkipReason;
}
