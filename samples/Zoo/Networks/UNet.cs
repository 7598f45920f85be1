using NetGen;

namespace Zoo;

/// <summary>
/// U-Net (Ronneberger, Fischer and Brox 2015): no layer pads, so that a map of 572×572 gives one of 388×388, each pixel from image alone. On the way up, what was
/// seen on the way down at the same scale is cropped and joined; where a crop begins follows from what the two maps see.
/// </summary>
[Network]
[Input(572, 572, 1)]
[Conv(3, 64), Relu, Conv(3, 64), Relu(Name = "down1"), MaxPool(2)]
[Conv(3, 128), Relu, Conv(3, 128), Relu(Name = "down2"), MaxPool(2)]
[Conv(3, 256), Relu, Conv(3, 256), Relu(Name = "down3"), MaxPool(2)]
[Conv(3, 512), Relu, Conv(3, 512), Relu(Name = "down4"), Dropout, MaxPool(2)]
[Conv(3, 1024), Relu, Conv(3, 1024), Relu(Name = "bottom"), Dropout]
[ConvTranspose(2, 512, Stride = 2, Name = "up4")]
[CropLike("up4", From = "down4", Name = "crop4"), Concat("crop4", From = "up4", Name = "join4")]
[Conv(3, 512), Relu, Conv(3, 512), Relu(Name = "scale4")]
[ConvTranspose(2, 256, Stride = 2, Name = "up3")]
[CropLike("up3", From = "down3", Name = "crop3"), Concat("crop3", From = "up3", Name = "join3")]
[Conv(3, 256), Relu, Conv(3, 256), Relu(Name = "scale3")]
[ConvTranspose(2, 128, Stride = 2, Name = "up2")]
[CropLike("up2", From = "down2", Name = "crop2"), Concat("crop2", From = "up2", Name = "join2")]
[Conv(3, 128), Relu, Conv(3, 128), Relu(Name = "scale2")]
[ConvTranspose(2, 64, Stride = 2, Name = "up1")]
[CropLike("up1", From = "down1", Name = "crop1"), Concat("crop1", From = "up1", Name = "join1")]
[Conv(3, 64), Relu, Conv(3, 64), Relu(Name = "scale1")]
[Conv(1, 2, Name = "score")]
public sealed partial class UNet;
