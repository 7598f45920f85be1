using NetGen;

namespace Zoo;

/// <summary>FCN-32s (Shelhamer, Long and Darrell 2017): the scores of VGG-16, enlarged 32 times and cropped to the image.</summary>
[Network]
[Input(3)]
[Use(typeof(FcnTrunk), Name = "vgg")]
[Conv(1, 21, Name = "score_fr")]
[ConvTranspose(64, 21, Stride = 32, Bias = false, Name = "upscore")]
[CropLike("Input", Name = "score")]
public sealed partial class Fcn32s;

/// <summary>FCN-16s: enlarged twice, added to the scores of the fourth pool at their place, and enlarged 16 times.</summary>
[Network]
[Input(3)]
[Use(typeof(FcnTrunk), Name = "vgg")]
[Conv(1, 21, Name = "score_fr")]
[ConvTranspose(4, 21, Stride = 2, Bias = false, Name = "upscore2")]
[Conv(1, 21, From = "vgg.pool4", Name = "score_pool4"), CropLike("upscore2", Name = "score_pool4c")]
[Add("upscore2", Name = "fuse_pool4")]
[ConvTranspose(32, 21, Stride = 16, Bias = false, Name = "upscore16")]
[CropLike("Input", Name = "score")]
public sealed partial class Fcn16s;

/// <summary>FCN-8s: as FCN-16s, and the same again with the third pool.</summary>
[Network]
[Input(3)]
[Use(typeof(FcnTrunk), Name = "vgg")]
[Conv(1, 21, Name = "score_fr")]
[ConvTranspose(4, 21, Stride = 2, Bias = false, Name = "upscore2")]
[Conv(1, 21, From = "vgg.pool4", Name = "score_pool4"), CropLike("upscore2", Name = "score_pool4c")]
[Add("upscore2", Name = "fuse_pool4")]
[ConvTranspose(4, 21, Stride = 2, Bias = false, Name = "upscore_pool4")]
[Conv(1, 21, From = "vgg.pool3", Name = "score_pool3"), CropLike("upscore_pool4", Name = "score_pool3c")]
[Add("upscore_pool4", Name = "fuse_pool3")]
[ConvTranspose(16, 21, Stride = 8, Bias = false, Name = "upscore8")]
[CropLike("Input", Name = "score")]
public sealed partial class Fcn8s;

/// <summary>
/// What they share: VGG-16 with its dense layers as convolutions. Its first padding of 100 lets the smallest image reach the end; pools round up, as Caffe's do.
/// </summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 100), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool4")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool5")]
[Conv(7, 4096, Name = "fc6"), Relu, Dropout(0.5), Conv(1, 4096, Name = "fc7"), Relu, Dropout(0.5)]
public sealed partial class FcnTrunk;
