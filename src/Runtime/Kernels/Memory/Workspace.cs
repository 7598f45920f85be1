using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Scratch memory of one call of a network. Whoever rents it holds it, and so keeps its spans valid, until it is returned.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class Workspace
{
    internal Workspace()
    {
    }

    /// <summary>The memory itself; replaced when more is needed.</summary>
    internal NativeBuffer Memory { get; private set; } = new(0);

    /// <summary>Elements that it has room for; it may be more than were asked for, and more than a span can hold.</summary>
    public long Length => Memory.Length;

    /// <summary>A part of the memory. Its values are whatever was last written there.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">Elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within the workspace.</exception>
    public Span<float> Span(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Memory.Length - length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), $"Elements {offset} to {offset + length} do not lie within a workspace of {Memory.Length} elements.");
        }

        return new Span<float>(Memory.Pointer + offset, length);
    }

    /// <summary>Makes room; what was in the memory is lost if it has to grow.</summary>
    internal void Reserve(long length)
    {
        if (length <= Memory.Length) return;
        Free(); // before the larger piece is taken, so that the two never exist side by side
        Memory = new NativeBuffer(length);
    }

    /// <summary>Gives the memory back; a workspace of length 0 is left.</summary>
    internal void Free()
    {
        Memory.Dispose();
        Memory = new NativeBuffer(0);
    }
}
