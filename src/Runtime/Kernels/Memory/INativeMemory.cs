namespace NetGen.Kernels;

/// <summary>Gives memory outside of the managed heap.</summary>
internal interface INativeMemory
{
    /// <summary>At least 1 byte, aligned to <see cref="NativeBuffer.Alignment"/>.</summary>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    nint Allocate(long bytes);

    /// <summary>Takes back what <see cref="Allocate"/> gave for as many bytes.</summary>
    void Free(nint memory, long bytes);
}
