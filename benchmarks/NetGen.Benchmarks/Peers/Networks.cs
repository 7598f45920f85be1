namespace NetGen.Benchmarks.Peers;

/// <summary>VGG-16 (Simonyan and Zisserman 2014) without dropout and softmax.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2)]
[Dense(4096), Relu, Dense(4096), Relu, Dense(1000)]
public sealed partial class Vgg16;

/// <summary>AlexNet's layers without groups, normalisation, dropout and softmax.</summary>
[Network]
[Input(227, 227, 3)]
[Conv(11, 96, Stride = 4), Relu, MaxPool(3, Stride = 2)]
[Conv(5, 256, Pad = 2), Relu, MaxPool(3, Stride = 2)]
[Conv(3, 384, Pad = 1), Relu, Conv(3, 384, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(3, Stride = 2)]
[Dense(4096), Relu, Dense(4096), Relu, Dense(1000)]
public sealed partial class AlexNet;

/// <summary>FCRN-A (Xie, Noble and Zisserman 2015).</summary>
[Network]
[Input(256, 256, 3)]
[Conv(3, 32, Pad = 1), Relu, MaxPool(2), Conv(3, 64, Pad = 1), Relu, MaxPool(2), Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu]
[Upsample(2), Conv(3, 128, Pad = 1), Relu, Upsample(2), Conv(3, 64, Pad = 1), Relu, Upsample(2), Conv(3, 32, Pad = 1), Relu]
[Conv(1, 1, Bias = false)]
public sealed partial class FcrnA;

/// <summary>LeNet-5 with rectifiers and maximum pools.</summary>
[Network]
[Input(28, 28, 1)]
[Conv(5, 6, Pad = 2), Relu, MaxPool(2), Conv(5, 16), Relu, MaxPool(2)]
[Dense(120), Relu, Dense(84), Relu, Dense(10)]
public sealed partial class LeNet5;

/// <summary>A perceptron of one hidden layer.</summary>
[Network]
[Input(1, 1, 784)]
[Dense(128), Relu, Dense(10)]
public sealed partial class Mlp;

/// <summary>A classifier of patches: a score for each 8×8 pixels.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(3, 8, Stride = 2, Pad = 1), Relu, Conv(3, 16, Stride = 2, Pad = 1), Relu, Conv(3, 32, Stride = 2, Pad = 1), Relu]
[Conv(1, 10), Relu, Conv(1, 1), Sigmoid]
public sealed partial class PatchClassifier64;

/// <summary>The same on a camera's image.</summary>
[Network]
[Input(640, 320, 3)]
[Conv(3, 8, Stride = 2, Pad = 1), Relu, Conv(3, 16, Stride = 2, Pad = 1), Relu, Conv(3, 32, Stride = 2, Pad = 1), Relu]
[Conv(1, 10), Relu, Conv(1, 1), Sigmoid]
public sealed partial class PatchClassifier640;

/// <summary>From image to image with few channels.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(3, 8, Pad = 1), Relu, MaxPool(2), Conv(3, 16, Pad = 1), Relu, MaxPool(2)]
[Upsample(2), Conv(3, 8, Pad = 1), Relu, Upsample(2), Conv(3, 3, Pad = 1)]
public sealed partial class ImageToImage64;

/// <summary>The same on a large image.</summary>
[Network]
[Input(1024, 1024, 3)]
[Conv(3, 8, Pad = 1), Relu, MaxPool(2), Conv(3, 16, Pad = 1), Relu, MaxPool(2)]
[Upsample(2), Conv(3, 8, Pad = 1), Relu, Upsample(2), Conv(3, 3, Pad = 1)]
public sealed partial class ImageToImage1024;

/// <summary>
/// The slim detector of Linzaer's Ultra-Light-Fast-Generic-Face-Detector-1MB, batch norms folded, as far as its heads: what follows them is a softmax of two and a
/// reordering.
/// </summary>
[Network]
[Input(240, 320, 3)]
[Conv(3, 3, 16, Stride = 2, Pad = 1), Relu]
[Conv(3, 16, 16, Pad = 1, Groups = 16), Relu]
[Conv(1, 16, 32), Relu]
[Conv(3, 32, 32, Stride = 2, Pad = 1, Groups = 32), Relu]
[Conv(1, 32, 32), Relu]
[Conv(3, 32, 32, Pad = 1, Groups = 32), Relu]
[Conv(1, 32, 32), Relu]
[Conv(3, 32, 32, Stride = 2, Pad = 1, Groups = 32), Relu]
[Conv(1, 32, 64), Relu]
[Conv(3, 64, 64, Pad = 1, Groups = 64), Relu]
[Conv(1, 64, 64), Relu]
[Conv(3, 64, 64, Pad = 1, Groups = 64), Relu]
[Conv(1, 64, 64), Relu]
[Conv(3, 64, 64, Pad = 1, Groups = 64), Relu]
[Conv(1, 64, 64), Relu]
[Conv(3, 64, 64, Pad = 1, Groups = 64, Name = "classification_headers.0.0"), Relu]
[Conv(1, 64, 6, Name = "classification_headers.0.2")]
[Conv(3, 64, 64, Pad = 1, Groups = 64, Name = "regression_headers.0.0", From = "relu15"), Relu]
[Conv(1, 64, 12, Name = "regression_headers.0.2")]
[Conv(3, 64, 64, Stride = 2, Pad = 1, Groups = 64, From = "relu15"), Relu]
[Conv(1, 64, 128), Relu]
[Conv(3, 128, 128, Pad = 1, Groups = 128), Relu]
[Conv(1, 128, 128), Relu]
[Conv(3, 128, 128, Pad = 1, Groups = 128), Relu]
[Conv(1, 128, 128), Relu]
[Conv(3, 128, 128, Pad = 1, Groups = 128, Name = "classification_headers.1.0"), Relu]
[Conv(1, 128, 4, Name = "classification_headers.1.2")]
[Conv(3, 128, 128, Pad = 1, Groups = 128, Name = "regression_headers.1.0", From = "relu23"), Relu]
[Conv(1, 128, 8, Name = "regression_headers.1.2")]
[Conv(3, 128, 128, Stride = 2, Pad = 1, Groups = 128, From = "relu23"), Relu]
[Conv(1, 128, 256), Relu]
[Conv(3, 256, 256, Pad = 1, Groups = 256), Relu]
[Conv(1, 256, 256), Relu]
[Conv(3, 256, 256, Pad = 1, Groups = 256, Name = "classification_headers.2.0"), Relu]
[Conv(1, 256, 4, Name = "classification_headers.2.2")]
[Conv(3, 256, 256, Pad = 1, Groups = 256, Name = "regression_headers.2.0", From = "relu29"), Relu]
[Conv(1, 256, 8, Name = "regression_headers.2.2")]
[Conv(1, 256, 64, Name = "extras.0.0", From = "relu29"), Relu]
[Conv(3, 64, 64, Stride = 2, Pad = 1, Groups = 64, Name = "extras.0.2.0"), Relu]
[Conv(1, 64, 256, Name = "extras.0.2.2"), Relu]
[Conv(3, 256, 6, Pad = 1, Name = "classification_headers.3")]
[Conv(3, 256, 12, Pad = 1, Name = "regression_headers.3", From = "relu34")]
[Output("classification_headers.0.2"), Output("regression_headers.0.2"), Output("classification_headers.1.2"), Output("regression_headers.1.2")]
[Output("classification_headers.2.2"), Output("regression_headers.2.2"), Output("classification_headers.3")]
public sealed partial class UltraFaceSlim;
