namespace NetGen.Tool.Tests.Models;

/// <summary>ResNet-20 for CIFAR-10 (He et al. 2016), with the names of akamaster's PyTorch implementation. Where a stage begins, the shortcut takes every
/// other pixel and adds channels of zeros: a convolution of ones and zeros, which has no weights in the file.</summary>
[Network(Layout = Layout.Nchw)]
[Input(32, 32, 3)]
[Conv(3, 3, 16, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Use(typeof(Residual16), Name = "layer1.0"), Use(typeof(Residual16), Name = "layer1.1"), Use(typeof(Residual16), Name = "layer1.2")]
[Conv(3, 16, 32, Stride = 2, Pad = 1, Bias = false, Name = "layer2.0.conv1"), BatchNorm(Name = "layer2.0.bn1"), Relu]
[Conv(3, 32, 32, Pad = 1, Bias = false, Name = "layer2.0.conv2"), BatchNorm(Name = "layer2.0.bn2")]
[Conv(1, 16, 32, Stride = 2, Bias = false, Name = "shortcut2", From = "layer1.2"), Add("layer2.0.bn2"), Relu]
[Use(typeof(Residual32), Name = "layer2.1"), Use(typeof(Residual32), Name = "layer2.2")]
[Conv(3, 32, 64, Stride = 2, Pad = 1, Bias = false, Name = "layer3.0.conv1"), BatchNorm(Name = "layer3.0.bn1"), Relu]
[Conv(3, 64, 64, Pad = 1, Bias = false, Name = "layer3.0.conv2"), BatchNorm(Name = "layer3.0.bn2")]
[Conv(1, 32, 64, Stride = 2, Bias = false, Name = "shortcut3", From = "layer2.2"), Add("layer3.0.bn2"), Relu]
[Use(typeof(Residual64), Name = "layer3.1"), Use(typeof(Residual64), Name = "layer3.2")]
[GlobalAveragePool, Dense(64, 10, Name = "linear")]
public sealed partial class ResNet20;

/// <summary>Two convolutions beside which the map itself passes.</summary>
[Network, Input(16)]
[Conv(3, 16, Pad = 1, Bias = false), BatchNorm(Name = "bn1"), Relu, Conv(3, 16, Pad = 1, Bias = false), BatchNorm(Name = "bn2"), Add("Input"), Relu]
public sealed partial class Residual16;

/// <inheritdoc cref="Residual16"/>
[Network, Input(32)]
[Conv(3, 32, Pad = 1, Bias = false), BatchNorm(Name = "bn1"), Relu, Conv(3, 32, Pad = 1, Bias = false), BatchNorm(Name = "bn2"), Add("Input"), Relu]
public sealed partial class Residual32;

/// <inheritdoc cref="Residual16"/>
[Network, Input(64)]
[Conv(3, 64, Pad = 1, Bias = false), BatchNorm(Name = "bn1"), Relu, Conv(3, 64, Pad = 1, Bias = false), BatchNorm(Name = "bn2"), Add("Input"), Relu]
public sealed partial class Residual64;

/// <summary>MTCNN's proposal network (Zhang et al. 2016), as Keras has it: boxes, and beside them scores.</summary>
[Network(Layout = Layout.Nchw, Weights = WeightOrder.TensorFlow)]
[Input(3)]
[Conv(3, 10), PRelu, MaxPool(2, Same = true), Conv(3, 16), PRelu, Conv(3, 32), PRelu(Name = "trunk")]
[Conv(1, 2, Name = "scores"), Softmax(Name = "faces"), Output("faces")]
[Conv(1, 4, Name = "boxes", From = "trunk")]
public sealed partial class ProposalNetwork;
