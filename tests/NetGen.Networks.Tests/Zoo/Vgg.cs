namespace NetGen.Networks.Tests.Zoo;

/// <summary>VGG-16, configuration D of Simonyan and Zisserman 2015, as trained.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool4")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool5")]
[Dense(4096, Name = "fc6"), Relu, Dropout(0.5)]
[Dense(4096, Name = "fc7"), Relu, Dropout(0.5)]
[Dense(1000, Name = "fc8")]
public sealed partial class Vgg16;

/// <summary>VGG-16 with its head written as the convolutions that it equals, for images of any size.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool4")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool5")]
[Conv(7, 512, 4096, Name = "fc6"), Relu, Dropout(0.5)]
[Conv(1, 4096, 4096, Name = "fc7"), Relu, Dropout(0.5)]
[Conv(1, 4096, 1000, Name = "fc8")]
public sealed partial class Vgg16AnySize;

/// <summary>VGG-16 whose head slides by five.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool4")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool5")]
[Conv(7, 512, 4096, Stride = 5, Name = "fc6"), Relu]
[Conv(1, 4096, 4096, Name = "fc7"), Relu]
[Conv(1, 4096, 1000, Name = "fc8")]
public sealed partial class Vgg16StrideFive;

/// <summary>VGG-16 evaluated every 16 pixels: pool5 does not stride, and what follows it is dilated by two.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Stride = 1)]
[Conv(7, 512, 4096, Dilation = 2, Name = "fc6"), Relu]
[Conv(1, 4096, 4096, Name = "fc7"), Relu]
[Conv(1, 4096, 1000, Name = "fc8")]
public sealed partial class Vgg16Every16;

/// <summary>VGG-16 evaluated at every pixel, à trous: no pool strides, and what follows each is dilated by its stride.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2, Stride = 1)]
[Conv(3, 128, Pad = 2, Dilation = 2), Relu, Conv(3, 128, Pad = 2, Dilation = 2), Relu, MaxPool(2, Stride = 1, Dilation = 2)]
[Conv(3, 256, Pad = 4, Dilation = 4), Relu, Conv(3, 256, Pad = 4, Dilation = 4), Relu, Conv(3, 256, Pad = 4, Dilation = 4), Relu]
[MaxPool(2, Stride = 1, Dilation = 4)]
[Conv(3, 512, Pad = 8, Dilation = 8), Relu, Conv(3, 512, Pad = 8, Dilation = 8), Relu, Conv(3, 512, Pad = 8, Dilation = 8), Relu]
[MaxPool(2, Stride = 1, Dilation = 8)]
[Conv(3, 512, Pad = 16, Dilation = 16), Relu, Conv(3, 512, Pad = 16, Dilation = 16), Relu, Conv(3, 512, Pad = 16, Dilation = 16), Relu]
[MaxPool(2, Stride = 1, Dilation = 16)]
[Conv(7, 512, 4096, Dilation = 32, Name = "fc6"), Relu]
[Conv(1, 4096, 4096, Name = "fc7"), Relu]
[Conv(1, 4096, 1000, Name = "fc8")]
public sealed partial class Vgg16EveryPixel;

/// <summary>VGG configuration A, of eleven weight layers, up to its last pool.</summary>
[Network]
[Input(3)]
[Conv(3, 64, Pad = 1), Relu, MaxPool(2, Name = "pool1")]
[Conv(3, 128, Pad = 1), Relu, MaxPool(2, Name = "pool2")]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2, Name = "pool3")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool4")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2, Name = "pool5")]
public sealed partial class VggATrunk;

/// <summary>VGG-16 with a thirty-second of its channels.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(3, 2, Pad = 1), Relu, Conv(3, 2, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 16, Pad = 1), Relu, Conv(3, 16, Pad = 1), Relu, Conv(3, 16, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 16, Pad = 1), Relu, Conv(3, 16, Pad = 1), Relu, Conv(3, 16, Pad = 1), Relu, MaxPool(2)]
[Dense(64), Relu, Dropout(0.5)]
[Dense(64), Relu, Dropout(0.5)]
[Dense(10)]
public sealed partial class Vgg16Narrow;

/// <summary><see cref="Vgg16StrideFive"/> with few channels.</summary>
[Network]
[Input(3)]
[Conv(3, 2, Pad = 1), Relu, Conv(3, 2, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 2, Pad = 1), Relu, Conv(3, 2, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, Conv(3, 4, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, MaxPool(2)]
[Conv(7, 16, Stride = 5), Relu, Conv(1, 16), Relu, Conv(1, 10)]
public sealed partial class Vgg16StrideFiveNarrow;

/// <summary>VGG-A with few channels and a head.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(3, 2, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 4, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 16, Pad = 1), Relu, Conv(3, 16, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 16, Pad = 1), Relu, Conv(3, 16, Pad = 1), Relu, MaxPool(2)]
[Dense(32), Relu, Dropout(0.5), Dense(32), Relu, Dropout(0.5), Dense(10), Softmax]
public sealed partial class VggANarrow;
