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
