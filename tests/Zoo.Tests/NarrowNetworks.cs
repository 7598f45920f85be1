namespace Zoo.Tests;

// Networks of the zoo with few channels: their oracle would take hours.

/// <summary>U-Net, for the smallest image that it takes.</summary>
[Network]
[Input(188, 188, 1)]
[Conv(3, 3), Relu, Conv(3, 3), Relu(Name = "down1"), MaxPool(2)]
[Conv(3, 4), Relu, Conv(3, 4), Relu(Name = "down2"), MaxPool(2)]
[Conv(3, 6), Relu, Conv(3, 6), Relu(Name = "down3"), MaxPool(2)]
[Conv(3, 8), Relu, Conv(3, 8), Relu(Name = "down4"), Dropout, MaxPool(2)]
[Conv(3, 16), Relu, Conv(3, 16), Relu(Name = "bottom"), Dropout]
[ConvTranspose(2, 8, Stride = 2, Name = "up4")]
[CropLike("up4", From = "down4", Name = "crop4"), Concat("crop4", From = "up4", Name = "join4")]
[Conv(3, 8), Relu, Conv(3, 8), Relu(Name = "scale4")]
[ConvTranspose(2, 6, Stride = 2, Name = "up3")]
[CropLike("up3", From = "down3", Name = "crop3"), Concat("crop3", From = "up3", Name = "join3")]
[Conv(3, 6), Relu, Conv(3, 6), Relu(Name = "scale3")]
[ConvTranspose(2, 4, Stride = 2, Name = "up2")]
[CropLike("up2", From = "down2", Name = "crop2"), Concat("crop2", From = "up2", Name = "join2")]
[Conv(3, 4), Relu, Conv(3, 4), Relu(Name = "scale2")]
[ConvTranspose(2, 3, Stride = 2, Name = "up1")]
[CropLike("up1", From = "down1", Name = "crop1"), Concat("crop1", From = "up1", Name = "join1")]
[Conv(3, 3), Relu, Conv(3, 3), Relu(Name = "scale1")]
[Conv(1, 2, Name = "score")]
public sealed partial class NarrowUNet;

/// <summary>FCN-8s.</summary>
[Network]
[Input(3)]
[Use(typeof(NarrowTrunk), Name = "vgg")]
[Conv(1, 3, Name = "score_fr")]
[ConvTranspose(4, 3, Stride = 2, Bias = false, Name = "upscore2")]
[Conv(1, 3, From = "vgg.pool4", Name = "score_pool4"), CropLike("upscore2", Name = "score_pool4c")]
[Add("upscore2", Name = "fuse_pool4")]
[ConvTranspose(4, 3, Stride = 2, Bias = false, Name = "upscore_pool4")]
[Conv(1, 3, From = "vgg.pool3", Name = "score_pool3"), CropLike("upscore_pool4", Name = "score_pool3c")]
[Add("upscore_pool4", Name = "fuse_pool3")]
[ConvTranspose(16, 3, Stride = 8, Bias = false, Name = "upscore8")]
[CropLike("Input", Name = "score")]
public sealed partial class NarrowFcn8s;

/// <summary>Its trunk.</summary>
[Network]
[Input(3)]
[Conv(3, 2, Pad = 100), Relu, Conv(3, 2, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool1")]
[Conv(3, 2, Pad = 1), Relu, Conv(3, 2, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool2")]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool3")]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool4")]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2, Ceil = true, Name = "pool5")]
[Conv(7, 8, Name = "fc6"), Relu, Dropout(0.5), Conv(1, 8, Name = "fc7"), Relu, Dropout(0.5)]
public sealed partial class NarrowTrunk;
