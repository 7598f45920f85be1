namespace NetGen.Networks.Tests.Zoo;

/// <summary>AlexNet v2 of "One weird trick" (Krizhevsky 2014), as TensorFlow publishes it: SAME padding inside, none at the ends.</summary>
[Network]
[Input(3)]
[Conv(11, 64, Stride = 4, Name = "conv1"), Relu, MaxPool(3, Stride = 2, Name = "pool1")]
[Conv(5, 192, Same = true, Name = "conv2"), Relu, MaxPool(3, Stride = 2, Name = "pool2")]
[Conv(3, 384, Same = true, Name = "conv3"), Relu]
[Conv(3, 384, Same = true, Name = "conv4"), Relu]
[Conv(3, 256, Same = true, Name = "conv5"), Relu, MaxPool(3, Stride = 2, Name = "pool5")]
public sealed partial class AlexNetV2Trunk;

/// <summary>AlexNet with its dense head at the size that it was trained on.</summary>
[Network]
[Input(227, 227, 3)]
[Conv(11, 96, Stride = 4, Name = "conv1"), Relu, LocalResponseNorm(5), MaxPool(3, Stride = 2, Name = "pool1")]
[Conv(5, 256, Pad = 2, Groups = 2, Name = "conv2"), Relu, LocalResponseNorm(5), MaxPool(3, Stride = 2, Name = "pool2")]
[Conv(3, 384, Pad = 1, Name = "conv3"), Relu]
[Conv(3, 384, Pad = 1, Groups = 2, Name = "conv4"), Relu]
[Conv(3, 256, Pad = 1, Groups = 2, Name = "conv5"), Relu, MaxPool(3, Stride = 2, Name = "pool5")]
[Dense(4096, Name = "fc6"), Relu, Dropout(0.5)]
[Dense(4096, Name = "fc7"), Relu, Dropout(0.5)]
[Dense(1000, Name = "fc8"), Softmax]
public sealed partial class AlexNet;

/// <summary>
/// CaffeNet: AlexNet with each pool before its normalisation, Caffe's pools (which round up), and the head as convolutions.
/// </summary>
[Network]
[Input(3)]
[Conv(11, 96, Stride = 4, Name = "conv1"), Relu, MaxPool(3, Stride = 2, Ceil = true, Name = "pool1"), LocalResponseNorm(5)]
[Conv(5, 256, Pad = 2, Groups = 2, Name = "conv2"), Relu, MaxPool(3, Stride = 2, Ceil = true, Name = "pool2"), LocalResponseNorm(5)]
[Conv(3, 384, Pad = 1, Name = "conv3"), Relu]
[Conv(3, 384, Pad = 1, Groups = 2, Name = "conv4"), Relu]
[Conv(3, 256, Pad = 1, Groups = 2, Name = "conv5"), Relu, MaxPool(3, Stride = 2, Ceil = true, Name = "pool5")]
[Conv(6, 4096, Name = "fc6"), Relu, Conv(1, 4096, Name = "fc7"), Relu, Conv(1, 1000, Name = "fc8"), Softmax]
public sealed partial class CaffeNet;

/// <summary>CaffeNet with pools that round down.</summary>
[Network]
[Input(3)]
[Conv(11, 96, Stride = 4, Name = "conv1"), Relu, MaxPool(3, Stride = 2, Name = "pool1"), LocalResponseNorm(5)]
[Conv(5, 256, Pad = 2, Groups = 2, Name = "conv2"), Relu, MaxPool(3, Stride = 2, Name = "pool2"), LocalResponseNorm(5)]
[Conv(3, 384, Pad = 1, Name = "conv3"), Relu]
[Conv(3, 384, Pad = 1, Groups = 2, Name = "conv4"), Relu]
[Conv(3, 256, Pad = 1, Groups = 2, Name = "conv5"), Relu, MaxPool(3, Stride = 2, Name = "pool5")]
[Conv(6, 4096, Name = "fc6"), Relu, Conv(1, 4096, Name = "fc7"), Relu, Conv(1, 1000, Name = "fc8"), Softmax]
public sealed partial class CaffeNetFloor;

/// <summary>CaffeNet with few channels and its dense head.</summary>
[Network]
[Input(227, 227, 3)]
[Conv(11, 4, Stride = 4), Relu, MaxPool(3, Stride = 2, Ceil = true), LocalResponseNorm(5)]
[Conv(5, 8, Pad = 2, Groups = 2), Relu, MaxPool(3, Stride = 2, Ceil = true), LocalResponseNorm(5)]
[Conv(3, 12, Pad = 1), Relu]
[Conv(3, 12, Pad = 1, Groups = 2), Relu]
[Conv(3, 8, Pad = 1, Groups = 2), Relu, MaxPool(3, Stride = 2, Ceil = true)]
[Dense(32), Relu, Dropout(0.5), Dense(32), Relu, Dropout(0.5), Dense(10), Softmax]
public sealed partial class CaffeNetNarrow;

/// <summary>AlexNet v2 with few channels and its dense head.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(11, 4, Stride = 4), Relu, MaxPool(3, Stride = 2)]
[Conv(5, 8, Same = true), Relu, MaxPool(3, Stride = 2)]
[Conv(3, 12, Same = true), Relu, Conv(3, 12, Same = true), Relu, Conv(3, 8, Same = true), Relu, MaxPool(3, Stride = 2)]
[Dense(32), Relu, Dropout(0.5), Dense(32), Relu, Dropout(0.5), Dense(10)]
public sealed partial class AlexNetV2Narrow;
