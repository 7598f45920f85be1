namespace NetGen.Networks.Tests.Zoo;

// What a unit reads is what its 3×3 convolution reads: its 1×1 convolutions, its shortcut and its channels add nothing. As in TensorFlow's
// ResNet v1, the last unit of a block has the stride.

/// <summary>The longest path through ResNet-50.</summary>
[Network]
[Input(1)]
[Conv(7, 1, Stride = 2, Same = true), MaxPool(3, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
public sealed partial class ResNet50Path;

/// <summary>The longest path through ResNet-101.</summary>
[Network]
[Input(1)]
[Conv(7, 1, Stride = 2, Same = true), MaxPool(3, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
public sealed partial class ResNet101Path;

/// <summary>The longest path through ResNet-152.</summary>
[Network]
[Input(1)]
[Conv(7, 1, Stride = 2, Same = true), MaxPool(3, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Stride = 2, Same = true)]
[Conv(3, 1, Same = true), Conv(3, 1, Same = true), Conv(3, 1, Same = true)]
public sealed partial class ResNet152Path;
