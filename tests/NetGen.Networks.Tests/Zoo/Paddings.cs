namespace NetGen.Networks.Tests.Zoo;

/// <summary>Every layer pads by one.</summary>
[Network, Input(1)]
[Conv(3, 4, Pad = 1, Name = "a"), Relu, Conv(3, 4, Pad = 1, Name = "b"), Relu]
[Conv(3, 4, Pad = 1, Name = "c"), Relu, Conv(3, 1, Pad = 1, Name = "d")]
public sealed partial class FourPaddings;

/// <summary>The image is padded by as much as all layers together would.</summary>
[Network, Input(1)]
[ZeroPad(4), Conv(3, 4, Name = "a"), Relu, Conv(3, 4, Name = "b"), Relu, Conv(3, 4, Name = "c"), Relu, Conv(3, 1, Name = "d")]
public sealed partial class OnePadding;
