using NetGen;

namespace Zoo;

/// <summary>
/// FCRN-A (Xie, Noble and Zisserman 2015): counts cells by summing a density map as large as the image, where its height and width are multiples of 8.
/// </summary>
[Network]
[Input(3)]
[Use(typeof(FcrnAEncoder), Name = "encoder")]
[Upsample(2), Conv(3, 128, Pad = 1), Relu, Upsample(2), Conv(3, 64, Pad = 1), Relu, Upsample(2), Conv(3, 32, Pad = 1), Relu]
[Conv(1, 1, Bias = false, Name = "density")]
public sealed partial class FcrnA;

/// <summary>The encoder of FCRN-A: small kernels and three pools.</summary>
[Network]
[Input(3)]
[Conv(3, 32, Pad = 1), Relu, MaxPool(2), Conv(3, 64, Pad = 1), Relu, MaxPool(2), Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu]
public sealed partial class FcrnAEncoder;

/// <summary>FCRN-B: one pool fewer, a larger kernel at the bottom, and a decoder that mirrors it.</summary>
[Network]
[Input(3)]
[Use(typeof(FcrnBEncoder), Name = "encoder")]
[Upsample(2), Conv(5, 256, Pad = 2), Relu, Upsample(2), Conv(5, 32, Pad = 2), Relu]
[Conv(1, 1, Bias = false, Name = "density")]
public sealed partial class FcrnB;

/// <summary>The encoder of FCRN-B.</summary>
[Network]
[Input(3)]
[Conv(3, 32, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2)]
[Conv(5, 256, Pad = 2), Relu]
public sealed partial class FcrnBEncoder;
