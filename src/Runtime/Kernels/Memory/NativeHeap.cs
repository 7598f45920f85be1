using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Memory of the C library.</summary>
internal sealed unsafe class NativeHeap : INativeMemory
{
    /// <inheritdoc/>
    public nint Allocate(long bytes)
    {
        var isLarge = bytes >= LargePages.Size;
        var memory = NativeMemory.AlignedAlloc(checked((nuint)bytes), (nuint)(isLarge ? LargePages.Size : NativeBuffer.Alignment));
        if (isLarge) LargePages.AskFor(memory, bytes);
        return (nint)memory;
    }

    /// <inheritdoc/>
    public void Free(nint memory, long bytes) => NativeMemory.AlignedFree((void*)memory);
}
