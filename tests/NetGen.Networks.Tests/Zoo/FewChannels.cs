namespace NetGen.Networks.Tests.Zoo;

// Convolutions to fewer channels than a vector has lanes, whose vectors hold pixels: to 1 to 6 channels, with every border, strides, dilation, pools and activations that are
// written out with the sums or not.

/// <summary>Of one channel, whose rows are read as they are, to six and five.</summary>
[Network]
[Input(29, 37, 1)]
[Conv(5, 6, Pad = 2), Relu, MaxPool(2)]
[Conv(3, 5, Same = true), LeakyRelu(0.1)]
[Conv(3, 4, Stride = 2, Pad = 1), Sigmoid]
[Conv(2, 3), Tanh, MaxPool(2)]
public sealed partial class SixToThree;

/// <summary>The same, but that maps before the pools are outputs by themselves, so that pools run alone.</summary>
[Network]
[Input(29, 37, 1)]
[Conv(5, 6, Pad = 2), Relu, MaxPool(2)]
[Conv(3, 5, Same = true), LeakyRelu(0.1)]
[Conv(3, 4, Stride = 2, Pad = 1), Sigmoid]
[Conv(2, 3), Tanh, MaxPool(2)]
[Output("relu1"), Output("tanh1")]
public sealed partial class SixToThreeUnpooled;

/// <summary>Of three channels, strided unevenly and dilated by what is no multiple of the stride.</summary>
[Network]
[Input(47, 90, 3)]
[Conv(3, 2, KernelWidth = 5, StrideHeight = 2, StrideWidth = 3, DilationWidth = 2, PadTop = 2, PadLeft = 5, PadRight = 1), Clip(-1, 1)]
[Conv(4, 1, Pad = 1), HardSwish]
[Conv(3, 6, Dilation = 2, Pad = 2), Relu, MaxPool(2)]
public sealed partial class LopsidedFew;

/// <summary>To one channel and back, and to colours at the end.</summary>
[Network]
[Input(8)]
[Conv(3, 1, Pad = 1), Relu]
[Conv(7, 12, Pad = 3), Relu]
[Conv(5, 2, Pad = 2), Relu]
[Conv(3, 17, Pad = 1), Relu]
[Conv(3, 3, Pad = 1), Sigmoid]
public sealed partial class NarrowWaists;

/// <summary>Enlarged maps, whose phases are joined in a row or not.</summary>
[Network]
[Input(13, 21, 8)]
[Upsample(2), Conv(3, 3, Pad = 1), Relu]
[Upsample(3), Conv(5, 1, Pad = 2), Relu]
[Upsample(2), Conv(3, 5, Same = true), Tanh]
public sealed partial class EnlargedFew;

/// <summary>All pooled, of 16 and 32 channels.</summary>
[Network]
[Input(16)]
[Conv(3, 4, Pad = 1), MaxPool(2)]
[Conv(3, 32), Relu]
[Conv(3, 1, Pad = 2), MaxPool(2)]
public sealed partial class PooledFew;

/// <summary>Of any width, so that vectors hold pixels.</summary>
[Network]
[Input(8)]
[Conv(3, 6, Pad = 1), LeakyRelu(0.1)]
public sealed partial class SixOfAnyWidth;

/// <summary>The same layers over a map so narrow that vectors hold channels.</summary>
[Network]
[Input(9, 4, 8)]
[Conv(3, 6, Pad = 1), LeakyRelu(0.1)]
public sealed partial class SixOfFourColumns;

/// <summary>Without padding, so that an entry of the map depends on its window alone.</summary>
[Network]
[Input(5)]
[Conv(3, 6, Stride = 2), Relu]
[Conv(3, 4), Relu]
[Conv(2, 3)]
public sealed partial class ValidFew;
