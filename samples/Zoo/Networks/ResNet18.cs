using NetGen;

namespace Zoo;

/// <summary>
/// ResNet-18 (He, Zhang, Ren and Sun 2016), with the names of torchvision's weights. A unit is a block, put in once for each place it stands at.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(7, 3, 64, Stride = 2, Pad = 3, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[MaxPool(3, Stride = 2, Pad = 1, Name = "maxpool")]
[Use(typeof(Basic64), Name = "layer1.0"), Use(typeof(Basic64), Name = "layer1.1")]
[Use(typeof(BasicTo128), Name = "layer2.0"), Use(typeof(Basic128), Name = "layer2.1")]
[Use(typeof(BasicTo256), Name = "layer3.0"), Use(typeof(Basic256), Name = "layer3.1")]
[Use(typeof(BasicTo512), Name = "layer4.0"), Use(typeof(Basic512), Name = "layer4.1")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
public sealed partial class ResNet18;

/// <summary>Two 3×3 convolutions of 64 channels, and what arrives.</summary>
[Network, Input(64)]
[Conv(3, 64, 64, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 64, 64, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Add("Input"), Relu]
public sealed partial class Basic64;

/// <summary>Two 3×3 convolutions of 128 channels, and what arrives.</summary>
[Network, Input(128)]
[Conv(3, 128, 128, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 128, 128, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Add("Input"), Relu]
public sealed partial class Basic128;

/// <summary>From 64 channels to 128 at half the height and width; what arrives is brought there by a 1×1 convolution.</summary>
[Network, Input(64)]
[Conv(1, 64, 128, Stride = 2, Bias = false, Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Conv(3, 64, 128, Stride = 2, Pad = 1, Bias = false, Name = "conv1", From = "Input"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 128, 128, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Add("downsample.1"), Relu]
public sealed partial class BasicTo128;

/// <summary>Two 3×3 convolutions of 256 channels, and what arrives.</summary>
[Network, Input(256)]
[Conv(3, 256, 256, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 256, 256, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Add("Input"), Relu]
public sealed partial class Basic256;

/// <summary>From 128 channels to 256 at half the height and width; what arrives is brought there by a 1×1 convolution.</summary>
[Network, Input(128)]
[Conv(1, 128, 256, Stride = 2, Bias = false, Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Conv(3, 128, 256, Stride = 2, Pad = 1, Bias = false, Name = "conv1", From = "Input"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 256, 256, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Add("downsample.1"), Relu]
public sealed partial class BasicTo256;

/// <summary>Two 3×3 convolutions of 512 channels, and what arrives.</summary>
[Network, Input(512)]
[Conv(3, 512, 512, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 512, 512, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Add("Input"), Relu]
public sealed partial class Basic512;

/// <summary>From 256 channels to 512 at half the height and width; what arrives is brought there by a 1×1 convolution.</summary>
[Network, Input(256)]
[Conv(1, 256, 512, Stride = 2, Bias = false, Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Conv(3, 256, 512, Stride = 2, Pad = 1, Bias = false, Name = "conv1", From = "Input"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 512, 512, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Add("downsample.1"), Relu]
public sealed partial class BasicTo512;
