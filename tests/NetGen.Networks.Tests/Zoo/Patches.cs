namespace NetGen.Networks.Tests.Zoo;

/// <summary>A classifier of 64×64 patches with a dense head: one probability for the patch.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(3, 8, Stride = 2, Pad = 1), Relu]
[Conv(3, 16, Stride = 2, Pad = 1), Relu]
[Conv(3, 32, Stride = 2, Pad = 1), Relu]
[Dense(10), Relu]
[Dense(1), Sigmoid]
public sealed partial class PatchClassifier;

/// <summary>The classifier of 64×64 patches in its 1×1 form: a map of 8×8 probabilities.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(3, 8, Stride = 2, Pad = 1), Relu]
[Conv(3, 16, Stride = 2, Pad = 1), Relu]
[Conv(3, 32, Stride = 2, Pad = 1), Relu]
[Conv(1, 10), Relu]
[Conv(1, 1), Sigmoid]
public sealed partial class PatchMap;

/// <summary>Image to image over two pools and two upsamplings.</summary>
[Network]
[Input(3)]
[Conv(3, 8, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 16, Pad = 1), Relu, MaxPool(2)]
[Upsample(2), Conv(3, 8, Pad = 1), Relu]
[Upsample(2), Conv(3, 3, Pad = 1)]
public sealed partial class ImageToImage;

/// <summary>Image to image over two convolutions of stride 2 and two upsamplings.</summary>
[Network]
[Input(3)]
[Conv(3, 8, Stride = 2, Pad = 1), Relu]
[Conv(3, 16, Stride = 2, Pad = 1), Relu]
[Upsample(2), Conv(3, 8, Pad = 1), Relu]
[Upsample(2, Mode = UpsampleMode.Bilinear), Conv(3, 3, Pad = 1), Sigmoid]
public sealed partial class StridedImageToImage;

/// <summary>Two valid convolutions, on planes.</summary>
[Network(Layout = Layout.Nchw)]
[Input(3)]
[Conv(5, 64, Name = "conv5"), Conv(3, 128, Name = "conv3")]
public sealed partial class ConvPair;
