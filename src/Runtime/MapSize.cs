namespace NetGen;

/// <summary>The size of a feature map or image, in elements.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
public readonly record struct MapSize(int Height, int Width, int Channels)
{
    /// <summary>Height × width × channels. It may be more than a span can hold.</summary>
    /// <exception cref="OverflowException">The product is larger than <see cref="long.MaxValue"/>.</exception>
    public long Length => checked((long)Height * Width * Channels);

    /// <inheritdoc/>
    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
