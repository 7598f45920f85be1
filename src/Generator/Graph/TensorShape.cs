namespace NetGen.Generator.Graph;

/// <summary>The shape of a feature map: height × width × channels, 0 where they are not known.</summary>
internal sealed record TensorShape(Extent Height, Extent Width, int Channels)
{
    public static TensorShape Unknown { get; } = new(Extent.Unknown, Extent.Unknown, 0);

    public bool IsKnown => Height.IsKnown && Width.IsKnown && Channels > 0;

    /// <summary>Whether it is the same for every image.</summary>
    public bool IsConstant => Height.AsConstant is not null && Width.AsConstant is not null;

    /// <summary>Elements of a constant shape, <see cref="long.MaxValue"/> if they are more.</summary>
    public long Length => Numbers.SaturatingProduct(Height.AsConstant ?? 0, Width.AsConstant ?? 0, Channels);

    /// <summary>
    /// The shape as far as faults leave it known: what is open becomes unknown, so that nothing is reported that follows from it.
    /// </summary>
    public TensorShape Open(bool size, bool channels) =>
        new(size ? Extent.Unknown : Height, size ? Extent.Unknown : Width, channels ? 0 : Channels);

    public override string ToString() => $"{Height.ToFactor("H")}×{Width.ToFactor("W")}×{(Channels > 0 ? Channels.Text() : "?")}";
}
