namespace NetGen.Networks.Tests.Zoo;

/// <summary>
/// FCN-32s (Shelhamer, Long and Darrell 2017) at 500×500: VGG-16 with its first padding of 100, its scores enlarged 32 times and cropped.
/// </summary>
[Network]
[Input(500, 500, 3)]
[Conv(3, 64, Pad = 100), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool4")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool5")]
[Conv(7, 4096, Name = "fc6"), Relu, Dropout(0.5), Conv(1, 4096, Name = "fc7"), Relu, Dropout(0.5)]
[Conv(1, 21, Name = "score")]
[ConvTranspose(64, 21, Stride = 32, Bias = false, Name = "up"), Crop(19, 19, 500, 500)]
public sealed partial class Fcn32;

/// <summary>The scores of FCN, before they are enlarged.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 100), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool4")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool5")]
[Conv(7, 4096, Name = "fc6"), Relu, Dropout(0.5), Conv(1, 4096, Name = "fc7"), Relu, Dropout(0.5)]
[Conv(1, 21, Name = "score")]
public sealed partial class FcnScores;

/// <summary>FCN up to the pool that FCN-8s joins in.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 100), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool3")]
public sealed partial class FcnPool3;

/// <summary>FCN up to the pool that FCN-16s joins in.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 100), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool4")]
public sealed partial class FcnPool4;

/// <summary>How FCN-16s enlarges its scores: twice, then 16 times.</summary>
[Network]
[Input(21)]
[ConvTranspose(4, 21, Stride = 2, Bias = false, Name = "up2"), ConvTranspose(32, 21, Stride = 16, Bias = false, Name = "up16")]
public sealed partial class FcnUp16;

/// <summary>How FCN-8s enlarges its scores: twice, twice again, then 8 times.</summary>
[Network]
[Input(21)]
[ConvTranspose(4, 21, Stride = 2, Bias = false, Name = "up2"), ConvTranspose(4, 21, Stride = 2, Bias = false, Name = "up4")]
[ConvTranspose(16, 21, Stride = 8, Bias = false, Name = "up8")]
public sealed partial class FcnUp8;

/// <summary>FCN-32s with few channels, on a small image.</summary>
[Network]
[Input(45, 50, 3)]
[Conv(3, 2, Pad = 100), Relu, Conv(3, 2, Pad = 1), Relu, MaxPool(2, Ceil = true)]
[Conv(3, 2, Pad = 1), Relu, Conv(3, 2, Pad = 1), Relu, MaxPool(2, Ceil = true)]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2, Ceil = true)]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2, Ceil = true)]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2, Ceil = true)]
[Conv(7, 8), Relu, Conv(1, 8), Relu, Conv(1, 3), ConvTranspose(64, 3, Stride = 32, Bias = false), Crop(19, 19, 45, 50)]
public sealed partial class Fcn32Narrow;
