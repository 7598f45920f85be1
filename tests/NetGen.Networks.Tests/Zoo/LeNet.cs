namespace NetGen.Networks.Tests.Zoo;

/// <summary>LeNet without padding: the map of its fully convolutional form is exactly its results on crops.</summary>
[Network]
[Input(28, 28, 1)]
[Conv(5, 6, Name = "conv1"), Relu, MaxPool(2)]
[Conv(5, 16, Name = "conv2"), Relu, MaxPool(2)]
[Dense(10, Name = "fc")]
public sealed partial class LeNet;

/// <summary><see cref="LeNet"/> at every pixel: no pool strides, and what follows each is dilated by its stride.</summary>
[Network]
[Input(1)]
[Conv(5, 6, Name = "conv1"), Relu, MaxPool(2, Stride = 1)]
[Conv(5, 16, Dilation = 2, Name = "conv2"), Relu, MaxPool(2, Stride = 1, Dilation = 2)]
[Conv(4, 10, Dilation = 4, Name = "fc")]
public sealed partial class LeNetEveryPixel;

/// <summary>A deeper valid network of odd sizes: average pools, three dense layers, a softmax.</summary>
[Network]
[Input(45, 37, 3)]
[Conv(5, 8, Stride = 2), Tanh, AveragePool(3, Stride = 2)]
[Conv(3, 12), HardSwish]
[Conv(1, 10), LeakyRelu(0.1)]
[Dense(14), Relu, Dropout(0.3), Dense(9), Sigmoid, Dense(5), Softmax]
public sealed partial class ValidNet;

/// <summary>LeNet-5 as usually trained on MNIST: its first convolution pads, so its map differs from its crops.</summary>
[Network]
[Input(28, 28, 1)]
[Conv(5, 6, Pad = 2), Relu, MaxPool(2)]
[Conv(5, 16), Relu, MaxPool(2)]
[Dense(120), Relu, Dense(84), Relu, Dense(10)]
public sealed partial class LeNet5;
