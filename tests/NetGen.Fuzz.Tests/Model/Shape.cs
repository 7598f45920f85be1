namespace NetGen.Fuzz.Tests;

/// <summary>The shape of a feature map.</summary>
public readonly record struct Shape(int Height, int Width, int Channels)
{
    /// <summary>Elements.</summary>
    public long Length => (long)Height * Width * Channels;

    /// <inheritdoc/>
    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
