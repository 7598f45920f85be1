using NetGen;

namespace Zoo;

/// <summary>The first dense block of DenseNet-121 (Huang et al. 2017), with the names of torchvision's weights: every layer adds 32 channels to all before it.</summary>
[Network]
[Input(56, 56, 64)]
[Use(typeof(DenseLayer64), Name = "denselayer1")]
[Use(typeof(DenseLayer96), Name = "denselayer2")]
[Use(typeof(DenseLayer128), Name = "denselayer3")]
[Use(typeof(DenseLayer160), Name = "denselayer4")]
[Use(typeof(DenseLayer192), Name = "denselayer5")]
[Use(typeof(DenseLayer224), Name = "denselayer6")]
public sealed partial class DenseBlock;

/// <summary>32 channels more than the 64 that arrive.</summary>
[Network, Input(64)]
[BatchNorm(Name = "norm1"), Relu, Conv(1, 64, 128, Bias = false, Name = "conv1")]
[BatchNorm(Name = "norm2"), Relu, Conv(3, 128, 32, Pad = 1, Bias = false, Name = "conv2")]
[Concat("Input")]
public sealed partial class DenseLayer64;

/// <summary>32 channels more than the 96 that arrive.</summary>
[Network, Input(96)]
[BatchNorm(Name = "norm1"), Relu, Conv(1, 96, 128, Bias = false, Name = "conv1")]
[BatchNorm(Name = "norm2"), Relu, Conv(3, 128, 32, Pad = 1, Bias = false, Name = "conv2")]
[Concat("Input")]
public sealed partial class DenseLayer96;

/// <summary>32 channels more than the 128 that arrive.</summary>
[Network, Input(128)]
[BatchNorm(Name = "norm1"), Relu, Conv(1, 128, 128, Bias = false, Name = "conv1")]
[BatchNorm(Name = "norm2"), Relu, Conv(3, 128, 32, Pad = 1, Bias = false, Name = "conv2")]
[Concat("Input")]
public sealed partial class DenseLayer128;

/// <summary>32 channels more than the 160 that arrive.</summary>
[Network, Input(160)]
[BatchNorm(Name = "norm1"), Relu, Conv(1, 160, 128, Bias = false, Name = "conv1")]
[BatchNorm(Name = "norm2"), Relu, Conv(3, 128, 32, Pad = 1, Bias = false, Name = "conv2")]
[Concat("Input")]
public sealed partial class DenseLayer160;

/// <summary>32 channels more than the 192 that arrive.</summary>
[Network, Input(192)]
[BatchNorm(Name = "norm1"), Relu, Conv(1, 192, 128, Bias = false, Name = "conv1")]
[BatchNorm(Name = "norm2"), Relu, Conv(3, 128, 32, Pad = 1, Bias = false, Name = "conv2")]
[Concat("Input")]
public sealed partial class DenseLayer192;

/// <summary>32 channels more than the 224 that arrive.</summary>
[Network, Input(224)]
[BatchNorm(Name = "norm1"), Relu, Conv(1, 224, 128, Bias = false, Name = "conv1")]
[BatchNorm(Name = "norm2"), Relu, Conv(3, 128, 32, Pad = 1, Bias = false, Name = "conv2")]
[Concat("Input")]
public sealed partial class DenseLayer224;
