namespace NetGen;

/// <summary>Byte ranges as a stream, for what reads only streams.</summary>
internal sealed class ByteStream(ByteRanges bytes) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(bytes.Length - Position, 0, buffer.Length);
        bytes.Read(Position, buffer[..count]);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length };
        return Position = position >= 0 ? position : throw new IOException($"There is no byte {position}.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The stream is only for reading.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is only for reading.");

    protected override void Dispose(bool disposing)
    {
        if (disposing) bytes.Dispose();
        base.Dispose(disposing);
    }
}
