using NetGen;

namespace Zoo;

/// <summary>SqueezeNet 1.0 (Iandola et al. 2016), with the names of torchvision's weights.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(7, 3, 96, Stride = 2, Name = "features.0"), Relu]
[MaxPool(3, Stride = 2, Ceil = true, Name = "features.2")]
[Use(typeof(Fire96To128), Name = "features.3")]
[Use(typeof(Fire128To128), Name = "features.4")]
[Use(typeof(Fire128To256), Name = "features.5")]
[MaxPool(3, Stride = 2, Ceil = true, Name = "features.6")]
[Use(typeof(Fire256To256), Name = "features.7")]
[Use(typeof(Fire256To384), Name = "features.8")]
[Use(typeof(Fire384To384), Name = "features.9")]
[Use(typeof(Fire384To512), Name = "features.10")]
[MaxPool(3, Stride = 2, Ceil = true, Name = "features.11")]
[Use(typeof(Fire512To512), Name = "features.12")]
[Dropout(0.5), Conv(1, 512, 1000, Name = "classifier.1"), Relu, GlobalAveragePool]
public sealed partial class SqueezeNet10;

/// <summary>SqueezeNet 1.1: a smaller first convolution and earlier pools, 2.4 times less work for the same accuracy.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(3, 3, 64, Stride = 2, Name = "features.0"), Relu]
[MaxPool(3, Stride = 2, Ceil = true, Name = "features.2")]
[Use(typeof(Fire64To128), Name = "features.3")]
[Use(typeof(Fire128To128), Name = "features.4")]
[MaxPool(3, Stride = 2, Ceil = true, Name = "features.5")]
[Use(typeof(Fire128To256), Name = "features.6")]
[Use(typeof(Fire256To256), Name = "features.7")]
[MaxPool(3, Stride = 2, Ceil = true, Name = "features.8")]
[Use(typeof(Fire256To384), Name = "features.9")]
[Use(typeof(Fire384To384), Name = "features.10")]
[Use(typeof(Fire384To512), Name = "features.11")]
[Use(typeof(Fire512To512), Name = "features.12")]
[Dropout(0.5), Conv(1, 512, 1000, Name = "classifier.1"), Relu, GlobalAveragePool]
public sealed partial class SqueezeNet11;

/// <summary>Squeezes 64 channels to 16, and expands them to 64 by 1×1 and 64 by 3×3 convolutions.</summary>
[Network, Input(64)]
[Conv(1, 64, 16, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 16, 64, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 16, 64, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire64To128;

/// <summary>Squeezes 96 channels to 16, and expands them to 64 by 1×1 and 64 by 3×3 convolutions.</summary>
[Network, Input(96)]
[Conv(1, 96, 16, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 16, 64, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 16, 64, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire96To128;

/// <summary>Squeezes 128 channels to 16, and expands them to 64 by 1×1 and 64 by 3×3 convolutions.</summary>
[Network, Input(128)]
[Conv(1, 128, 16, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 16, 64, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 16, 64, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire128To128;

/// <summary>Squeezes 128 channels to 32, and expands them to 128 by 1×1 and 128 by 3×3 convolutions.</summary>
[Network, Input(128)]
[Conv(1, 128, 32, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 32, 128, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 32, 128, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire128To256;

/// <summary>Squeezes 256 channels to 32, and expands them to 128 by 1×1 and 128 by 3×3 convolutions.</summary>
[Network, Input(256)]
[Conv(1, 256, 32, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 32, 128, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 32, 128, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire256To256;

/// <summary>Squeezes 256 channels to 48, and expands them to 192 by 1×1 and 192 by 3×3 convolutions.</summary>
[Network, Input(256)]
[Conv(1, 256, 48, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 48, 192, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 48, 192, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire256To384;

/// <summary>Squeezes 384 channels to 48, and expands them to 192 by 1×1 and 192 by 3×3 convolutions.</summary>
[Network, Input(384)]
[Conv(1, 384, 48, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 48, 192, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 48, 192, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire384To384;

/// <summary>Squeezes 384 channels to 64, and expands them to 256 by 1×1 and 256 by 3×3 convolutions.</summary>
[Network, Input(384)]
[Conv(1, 384, 64, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 64, 256, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 64, 256, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire384To512;

/// <summary>Squeezes 512 channels to 64, and expands them to 256 by 1×1 and 256 by 3×3 convolutions.</summary>
[Network, Input(512)]
[Conv(1, 512, 64, Name = "squeeze"), Relu(Name = "squeezed")]
[Conv(1, 64, 256, Name = "expand1x1"), Relu(Name = "left")]
[Conv(3, 64, 256, Pad = 1, Name = "expand3x3", From = "squeezed"), Relu]
[Concat("left")]
public sealed partial class Fire512To512;
