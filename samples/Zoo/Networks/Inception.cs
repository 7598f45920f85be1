using NetGen;

namespace Zoo;

/// <summary>Module 3a of GoogLeNet (Szegedy et al. 2015): 1×1, 3×3 and 5×5 convolutions and a pool, side by side.</summary>
[Network]
[Input(28, 28, 192)]
[Conv(1, 192, 64), Relu(Name = "one")]
[Conv(1, 192, 96, From = "Input"), Relu, Conv(3, 96, 128, Pad = 1), Relu(Name = "three")]
[Conv(1, 192, 16, From = "Input"), Relu, Conv(5, 16, 32, Pad = 2), Relu(Name = "five")]
[MaxPool(3, Stride = 1, Pad = 1, From = "Input"), Conv(1, 192, 32), Relu]
[Concat("one", "three", "five")]
public sealed partial class InceptionModule;

/// <summary>Mixed_5b of Inception-v3 (Szegedy et al. 2016), with the names of torchvision's weights: two 3×3 convolutions in place of the 5×5.</summary>
[Network]
[Input(35, 35, 192)]
[Conv(1, 192, 64, Bias = false, Name = "branch1x1.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch1x1.bn"), Relu(Name = "one")]
[Conv(1, 192, 48, Bias = false, Name = "branch5x5_1.conv", From = "Input"), BatchNorm(Epsilon = 1e-3, Name = "branch5x5_1.bn"), Relu]
[Conv(5, 48, 64, Pad = 2, Bias = false, Name = "branch5x5_2.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch5x5_2.bn"), Relu(Name = "five")]
[Conv(1, 192, 64, Bias = false, Name = "branch3x3dbl_1.conv", From = "Input"), BatchNorm(Epsilon = 1e-3, Name = "branch3x3dbl_1.bn"), Relu]
[Conv(3, 64, 96, Pad = 1, Bias = false, Name = "branch3x3dbl_2.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch3x3dbl_2.bn"), Relu]
[Conv(3, 96, 96, Pad = 1, Bias = false, Name = "branch3x3dbl_3.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch3x3dbl_3.bn"), Relu(Name = "three")]
[AveragePool(3, Stride = 1, Pad = 1, CountPad = true, From = "Input")]
[Conv(1, 192, 32, Bias = false, Name = "branch_pool.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch_pool.bn"), Relu]
[Concat("one", "five", "three")]
public sealed partial class Mixed5b;

/// <summary>Mixed_6a of Inception-v3, which halves the map: a convolution, three of them and a pool, all with a stride of 2.</summary>
[Network]
[Input(35, 35, 288)]
[Conv(3, 288, 384, Stride = 2, Bias = false, Name = "branch3x3.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch3x3.bn"), Relu(Name = "three")]
[Conv(1, 288, 64, Bias = false, Name = "branch3x3dbl_1.conv", From = "Input"), BatchNorm(Epsilon = 1e-3, Name = "branch3x3dbl_1.bn"), Relu]
[Conv(3, 64, 96, Pad = 1, Bias = false, Name = "branch3x3dbl_2.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch3x3dbl_2.bn"), Relu]
[Conv(3, 96, 96, Stride = 2, Bias = false, Name = "branch3x3dbl_3.conv"), BatchNorm(Epsilon = 1e-3, Name = "branch3x3dbl_3.bn"), Relu(Name = "double")]
[MaxPool(3, Stride = 2, From = "Input")]
[Concat("three", "double")]
public sealed partial class Mixed6a;
