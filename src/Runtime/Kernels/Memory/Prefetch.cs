using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// Hints that memory is needed soon, which then comes into a cache while the core is busy with something else. Nothing is read: an address may lie
/// anywhere. A core waits for few lines at once, so that hints cost least when they are spread over the work.
/// </summary>
internal static unsafe class Prefetch
{
    private const int LineLength = NativeBuffer.Alignment / sizeof(float);

    /// <summary>A line, into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }

    /// <summary>A line, into the first-level cache: for what is needed at once after what is at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Near(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

    /// <summary>All lines of so many elements, into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lines(float* address, nint length)
    {
        if (!Sse.IsSupported) return;
        for (nint at = 0; at < length; at += LineLength) Sse.Prefetch1(address + at);
    }
}
