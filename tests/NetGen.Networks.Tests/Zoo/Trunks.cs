namespace NetGen.Networks.Tests.Zoo;

// Published networks cut off where a receptive field is published.

/// <summary>VGG-16 up to its pool 1.</summary>
[Network, Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
public sealed partial class Vgg16Pool1;

/// <summary>VGG-16 up to its pool 2.</summary>
[Network, Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
public sealed partial class Vgg16Pool2;

/// <summary>VGG-16 up to its pool 3.</summary>
[Network, Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2)]
public sealed partial class Vgg16Pool3;

/// <summary>VGG-16 up to its pool 4.</summary>
[Network, Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2)]
public sealed partial class Vgg16Pool4;

/// <summary>VGG-16 up to its pool 5.</summary>
[Network, Input(3)]
[Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 128, Pad = 1), Relu, Conv(3, 128, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, Conv(3, 256, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2)]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, MaxPool(2)]
public sealed partial class Vgg16Pool5;

/// <summary>AlexNet v2 up to its second convolution.</summary>
[Network, Input(3)]
[Conv(11, 64, Stride = 4), Relu, MaxPool(3, Stride = 2)]
[Conv(5, 192, Same = true), Relu]
public sealed partial class AlexNetV2Conv2;

/// <summary>AlexNet v2 up to its fifth convolution.</summary>
[Network, Input(3)]
[Conv(11, 64, Stride = 4), Relu, MaxPool(3, Stride = 2)]
[Conv(5, 192, Same = true), Relu, MaxPool(3, Stride = 2)]
[Conv(3, 384, Same = true), Relu, Conv(3, 384, Same = true), Relu, Conv(3, 256, Same = true), Relu]
public sealed partial class AlexNetV2Conv5;
