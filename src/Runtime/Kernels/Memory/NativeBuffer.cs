using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>
/// Single-precision numbers outside of the managed heap, aligned to 64 bytes and as many as memory holds; an array could neither be aligned
/// nor be longer than 2³¹ elements. Freed when disposed or finalized.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NativeBuffer : SafeHandle
{
    /// <summary>The alignment in bytes: a cache line, and a multiple of every vector's size.</summary>
    public const int Alignment = 64;

    private readonly INativeMemory? _memory;

    /// <summary>Memory for elements whose values are not set.</summary>
    /// <param name="length">Elements; 0 is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or its bytes overflow.</exception>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public NativeBuffer(long length) : base(0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, long.MaxValue / sizeof(float));
        Length = length;
        if (length == 0) return;
        _memory = Memory;
        SetHandle(_memory.Allocate(Bytes));
        GC.AddMemoryPressure(Bytes);
    }

    /// <summary>Where the memory of the next buffers comes from; tests put pages around it that nobody may touch.</summary>
    internal static INativeMemory Memory { get; set; } = new Heap();

    /// <summary>Elements.</summary>
    public long Length { get; }

    /// <summary>Bytes.</summary>
    public long Bytes => Length * sizeof(float);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The first element; valid for as long as the buffer is reachable and not disposed.</summary>
    internal float* Pointer => (float*)handle;

    /// <summary>Sets every element to zero.</summary>
    internal void Clear()
    {
        NativeMemory.Clear(Pointer, (nuint)Bytes);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _memory!.Free(handle, Bytes);
        GC.RemoveMemoryPressure(Bytes);
        return true;
    }

    private sealed class Heap : INativeMemory
    {
        public nint Allocate(long bytes) => (nint)NativeMemory.AlignedAlloc(checked((nuint)bytes), Alignment);

        public void Free(nint memory, long bytes) => NativeMemory.AlignedFree((void*)memory);
    }
}
