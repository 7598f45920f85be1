namespace NetGen.Networks.Tests.Zoo;

/// <summary>FCRN-A (Xie, Noble and Zisserman 2015): a density map as large as the image, where its size is a multiple of 8.</summary>
[Network]
[Input(3)]
[Conv(3, 32, Pad = 1), Relu, MaxPool(2), Conv(3, 64, Pad = 1), Relu, MaxPool(2), Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu]
[Upsample(2), Conv(3, 128, Pad = 1), Relu, Upsample(2), Conv(3, 64, Pad = 1), Relu, Upsample(2), Conv(3, 32, Pad = 1), Relu]
[Conv(1, 1, Bias = false)]
public sealed partial class FcrnA;

/// <summary>The encoder of FCRN-A.</summary>
[Network]
[Input(3)]
[Conv(3, 32, Pad = 1), Relu, MaxPool(2), Conv(3, 64, Pad = 1), Relu, MaxPool(2), Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu]
public sealed partial class FcrnAEncoder;

/// <summary>
/// The encoder of FCRN-B: one pool fewer, and a larger kernel at the bottom. Strict: its tiles are compared to the bit, and Winograd's rounding depends on the
/// place of an output among its 4×4 tiles.
/// </summary>
[Network(Precision = Precision.Strict)]
[Input(3)]
[Conv(3, 32, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2)]
[Conv(5, 256, Pad = 2), Relu]
public sealed partial class FcrnBEncoder;

/// <summary>FCRN-A with few channels and batch normalisation, as its authors later trained it.</summary>
[Network]
[Input(3)]
[Conv(3, 4, Pad = 1), BatchNorm, Relu, MaxPool(2), Conv(3, 6, Pad = 1), BatchNorm, Relu, MaxPool(2)]
[Conv(3, 8, Pad = 1), BatchNorm, Relu, MaxPool(2)]
[Conv(3, 16, Pad = 1), BatchNorm, Relu]
[Upsample(2), Conv(3, 8, Pad = 1), BatchNorm, Relu, Upsample(2), Conv(3, 6, Pad = 1), BatchNorm, Relu]
[Upsample(2), Conv(3, 4, Pad = 1), BatchNorm, Relu, Conv(1, 1, Bias = false)]
public sealed partial class FcrnANarrow;
