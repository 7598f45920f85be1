using NetGen;

namespace Zoo;

/// <summary>
/// ResNet-50 with the stride in the 3×3 convolution, as torchvision has it and names its weights (He, Zhang, Ren and Sun 2016).
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(7, 3, 64, Stride = 2, Pad = 3, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[MaxPool(3, Stride = 2, Pad = 1, Name = "maxpool")]
[Use(typeof(BottleneckTo64), Name = "layer1.0")]
[Use(typeof(Bottleneck64), Name = "layer1.1")]
[Use(typeof(Bottleneck64), Name = "layer1.2")]
[Use(typeof(BottleneckTo128), Name = "layer2.0")]
[Use(typeof(Bottleneck128), Name = "layer2.1")]
[Use(typeof(Bottleneck128), Name = "layer2.2")]
[Use(typeof(Bottleneck128), Name = "layer2.3")]
[Use(typeof(BottleneckTo256), Name = "layer3.0")]
[Use(typeof(Bottleneck256), Name = "layer3.1")]
[Use(typeof(Bottleneck256), Name = "layer3.2")]
[Use(typeof(Bottleneck256), Name = "layer3.3")]
[Use(typeof(Bottleneck256), Name = "layer3.4")]
[Use(typeof(Bottleneck256), Name = "layer3.5")]
[Use(typeof(BottleneckTo512), Name = "layer4.0")]
[Use(typeof(Bottleneck512), Name = "layer4.1")]
[Use(typeof(Bottleneck512), Name = "layer4.2")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
public sealed partial class ResNet50;

/// <summary>A 3×3 convolution of 64 channels between 1×1 convolutions from and to 256, and what arrives.</summary>
[Network, Input(256)]
[Conv(1, 256, 64, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 64, 64, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 64, 256, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("Input"), Relu]
public sealed partial class Bottleneck64;

/// <summary>The same from 64 channels.</summary>
[Network, Input(64)]
[Conv(1, 64, 256, Bias = false, Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Conv(1, 64, 64, Bias = false, Name = "conv1", From = "Input"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 64, 64, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 64, 256, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("downsample.1"), Relu]
public sealed partial class BottleneckTo64;

/// <summary>A 3×3 convolution of 128 channels between 1×1 convolutions from and to 512, and what arrives.</summary>
[Network, Input(512)]
[Conv(1, 512, 128, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 128, 128, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 128, 512, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("Input"), Relu]
public sealed partial class Bottleneck128;

/// <summary>The same from 256 channels, the 3×3 convolution with a stride of 2.</summary>
[Network, Input(256)]
[Conv(1, 256, 512, Stride = 2, Bias = false, Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Conv(1, 256, 128, Bias = false, Name = "conv1", From = "Input"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 128, 128, Stride = 2, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 128, 512, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("downsample.1"), Relu]
public sealed partial class BottleneckTo128;

/// <summary>A 3×3 convolution of 256 channels between 1×1 convolutions from and to 1024, and what arrives.</summary>
[Network, Input(1024)]
[Conv(1, 1024, 256, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 256, 256, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 256, 1024, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("Input"), Relu]
public sealed partial class Bottleneck256;

/// <summary>The same from 512 channels, the 3×3 convolution with a stride of 2.</summary>
[Network, Input(512)]
[Conv(1, 512, 1024, Stride = 2, Bias = false, Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Conv(1, 512, 256, Bias = false, Name = "conv1", From = "Input"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 256, 256, Stride = 2, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 256, 1024, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("downsample.1"), Relu]
public sealed partial class BottleneckTo256;

/// <summary>A 3×3 convolution of 512 channels between 1×1 convolutions from and to 2048, and what arrives.</summary>
[Network, Input(2048)]
[Conv(1, 2048, 512, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 512, 512, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 512, 2048, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("Input"), Relu]
public sealed partial class Bottleneck512;

/// <summary>The same from 1024 channels, the 3×3 convolution with a stride of 2.</summary>
[Network, Input(1024)]
[Conv(1, 1024, 2048, Stride = 2, Bias = false, Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Conv(1, 1024, 512, Bias = false, Name = "conv1", From = "Input"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 512, 512, Stride = 2, Pad = 1, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv(1, 512, 2048, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3")]
[Add("downsample.1"), Relu]
public sealed partial class BottleneckTo512;
