namespace NetGen;

/// <summary>The content of a stream.</summary>
internal sealed class MemoryRanges(ReadOnlyMemory<byte> content) : ByteRanges
{
    public ReadOnlyMemory<byte> Content { get; } = content;

    public override long Length => Content.Length;

    public override void Read(long offset, Span<byte> destination) =>
        Content.Span.Slice(checked((int)offset), destination.Length).CopyTo(destination);
}
