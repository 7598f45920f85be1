using NetGen;

namespace Zoo;

/// <summary>MobileNetV2 (Sandler et al. 2018), with the names of torchvision's weights: inverted residuals, wide inside and narrow between.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(3, 3, 32, Stride = 2, Pad = 1, Bias = false, Name = "features.0.0"), BatchNorm(Name = "features.0.1"), Clip(0, 6)]
[Use(typeof(Inverted32To16), Name = "features.1")]
[Use(typeof(Inverted16To24), Name = "features.2"), Use(typeof(Inverted24To24), Name = "features.3")]
[Use(typeof(Inverted24To32), Name = "features.4"), Use(typeof(Inverted32To32), Name = "features.5")]
[Use(typeof(Inverted32To32), Name = "features.6")]
[Use(typeof(Inverted32To64), Name = "features.7"), Use(typeof(Inverted64To64), Name = "features.8")]
[Use(typeof(Inverted64To64), Name = "features.9"), Use(typeof(Inverted64To64), Name = "features.10")]
[Use(typeof(Inverted64To96), Name = "features.11"), Use(typeof(Inverted96To96), Name = "features.12")]
[Use(typeof(Inverted96To96), Name = "features.13")]
[Use(typeof(Inverted96To160), Name = "features.14"), Use(typeof(Inverted160To160), Name = "features.15")]
[Use(typeof(Inverted160To160), Name = "features.16")]
[Use(typeof(Inverted160To320), Name = "features.17")]
[Conv(1, 320, 1280, Bias = false, Name = "features.18.0"), BatchNorm(Name = "features.18.1"), Clip(0, 6)]
[GlobalAveragePool, Dropout(0.2), Dense(1000, Name = "classifier.1")]
public sealed partial class MobileNetV2;

/// <summary>A depthwise 3×3 convolution of 32 channels, and a 1×1 convolution to 16.</summary>
[Network, Input(32)]
[Conv(3, 32, 32, Groups = 32, Pad = 1, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(1, 32, 16, Bias = false, Name = "conv.1"), BatchNorm(Name = "conv.2")]
public sealed partial class Inverted32To16;

/// <summary>From 16 channels through 96 to 24, at half the height and width.</summary>
[Network, Input(16)]
[Conv(1, 16, 96, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 96, 96, Groups = 96, Stride = 2, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 96, 24, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
public sealed partial class Inverted16To24;

/// <summary>From 24 channels through 144 to 24, and what arrives.</summary>
[Network, Input(24)]
[Conv(1, 24, 144, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 144, 144, Groups = 144, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 144, 24, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
[Add("Input")]
public sealed partial class Inverted24To24;

/// <summary>From 24 channels through 144 to 32, at half the height and width.</summary>
[Network, Input(24)]
[Conv(1, 24, 144, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 144, 144, Groups = 144, Stride = 2, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 144, 32, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
public sealed partial class Inverted24To32;

/// <summary>From 32 channels through 192 to 32, and what arrives.</summary>
[Network, Input(32)]
[Conv(1, 32, 192, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 192, 192, Groups = 192, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 192, 32, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
[Add("Input")]
public sealed partial class Inverted32To32;

/// <summary>From 32 channels through 192 to 64, at half the height and width.</summary>
[Network, Input(32)]
[Conv(1, 32, 192, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 192, 192, Groups = 192, Stride = 2, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 192, 64, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
public sealed partial class Inverted32To64;

/// <summary>From 64 channels through 384 to 64, and what arrives.</summary>
[Network, Input(64)]
[Conv(1, 64, 384, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 384, 384, Groups = 384, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 384, 64, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
[Add("Input")]
public sealed partial class Inverted64To64;

/// <summary>From 64 channels through 384 to 96.</summary>
[Network, Input(64)]
[Conv(1, 64, 384, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 384, 384, Groups = 384, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 384, 96, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
public sealed partial class Inverted64To96;

/// <summary>From 96 channels through 576 to 96, and what arrives.</summary>
[Network, Input(96)]
[Conv(1, 96, 576, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 576, 576, Groups = 576, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 576, 96, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
[Add("Input")]
public sealed partial class Inverted96To96;

/// <summary>From 96 channels through 576 to 160, at half the height and width.</summary>
[Network, Input(96)]
[Conv(1, 96, 576, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 576, 576, Groups = 576, Stride = 2, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 576, 160, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
public sealed partial class Inverted96To160;

/// <summary>From 160 channels through 960 to 160, and what arrives.</summary>
[Network, Input(160)]
[Conv(1, 160, 960, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 960, 960, Groups = 960, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 960, 160, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
[Add("Input")]
public sealed partial class Inverted160To160;

/// <summary>From 160 channels through 960 to 320.</summary>
[Network, Input(160)]
[Conv(1, 160, 960, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0, 6)]
[Conv(3, 960, 960, Groups = 960, Pad = 1, Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0, 6)]
[Conv(1, 960, 320, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
public sealed partial class Inverted160To320;
