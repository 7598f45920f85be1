namespace NetGen.Onnx.Tests;

// Networks that together have every layer, with the arguments that ONNX expresses in another way.

[Network, Input(9, 7, 4), Conv(3, 6, Stride = 2, Pad = 1, Groups = 2), Conv(3, 6, Same = true, StrideWidth = 2), Conv(3, 5, Dilation = 2, PadTop = 3, PadLeft = 1, PadBottom = 2, PadRight = 4, Bias = false)]
public sealed partial class Convolutions;

[Network, Input(5, 6, 4), ConvTranspose(3, 6, Stride = 2, Pad = 1, OutputPad = 1, Groups = 2), ConvTranspose(2, 3, Stride = 3, Same = true), ConvTranspose(4, 3, Stride = 2, Same = true), ConvTranspose(3, 2, Stride = 2, OutputPad = 1, Bias = false), ConvTranspose(2, 3, Dilation = 2, Pad = 1)]
public sealed partial class Transposed;

[Network, Input(6, 5, 3), MaxPool(2), Dense(12, Name = "fc1"), Relu, Dropout(0.3), Dense(12, 7, Bias = false, Name = "fc2"), BatchNorm, PRelu, Dense(5), Softmax]
public sealed partial class DenseLayers;

[Network, Input(1, 1, 20), Dense(8), Tanh, Dense(4), LogSoftmax]
public sealed partial class Perceptron;

[Network, Input(13, 11, 3), MaxPool(3, Stride = 2, Ceil = true, Pad = 1), MaxPool(2, Same = true, Stride = 1), MaxPool(2, Dilation = 3, Stride = 1, Pad = 2)]
public sealed partial class MaxPools;

[Network, Input(13, 11, 3), AveragePool(3, Stride = 2, Ceil = true, Pad = 1), AveragePool(2, Same = true, Stride = 1), AveragePool(3, Stride = 1, Pad = 1)]
public sealed partial class AveragePools;

[Network, Input(13, 12, 3), AveragePool(3, Stride = 2, Ceil = true, Pad = 1, CountPad = true), AveragePool(3, Stride = 1, Pad = 1, CountPad = true), AveragePool(2, Stride = 3, Ceil = true, CountPad = true)]
public sealed partial class CountingPools;

[Network, Input(13, 12, 3), AveragePool(3, Stride = 2, Dilation = 2, Pad = 2), AveragePool(2, Stride = 1, Dilation = 2, Pad = 1, CountPad = true)]
public sealed partial class DilatedPools;

[Network, Input(7, 9, 3), AdaptiveAveragePool(3, 4), GlobalAveragePool]
public sealed partial class AdaptivePools;

[Network, Input(7, 9, 3), Conv(1, 4), GlobalMaxPool]
public sealed partial class GlobalMaximum;

[Network, Input(6, 5, 6), BatchNorm, InstanceNorm, GroupNorm(3), LocalResponseNorm(3, Alpha = 0.5, Beta = 0.6, K = 2)]
public sealed partial class Norms;

[Network, Input(6, 5, 6), BatchNorm(Affine = false, Epsilon = 1e-3), GroupNorm(2, Affine = false), InstanceNorm(Affine = false)]
public sealed partial class PlainNorms;

[Network, Input(4, 5, 3), LeakyRelu(0.2), Elu(0.7), Selu, PRelu, HardSwish, Silu, Mish, Gelu]
public sealed partial class Activations;

[Network, Input(4, 5, 3), Softplus, Clip(-0.2, 1.1), Sigmoid, HardSigmoid, Tanh, Relu, Softmax]
public sealed partial class BoundedActivations;

[Network, Input(4, 5, 8), Upsample(2), Upsample(3, Mode = UpsampleMode.Bilinear), PixelShuffle(2), ZeroPad(2), Crop(1, 3, 20, 30), Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true)]
public sealed partial class Reshapings;

[Network, Input(3, 4, 2), Dropout(0.5)]
public sealed partial class Nothing;

[Network, Input(9, 7, 3), Conv(3, 4, Pad = 1), Relu(Name = "a"), Conv(1, 4, From = "Input"), Tanh(Name = "b"), Add("a"), Multiply("b", "a"), Concat("Input", "b", "a"), Conv(1, 5)]
public sealed partial class Joins;

[Network, Input(10, 11, 3), Conv(3, 4, Name = "skip"), MaxPool(2), ConvTranspose(2, 4, Stride = 2, Name = "up"), CropLike("up", From = "skip"), Add("up"), CropLike("up", Top = 0, Left = 0, From = "skip"), Concat("add1")]
public sealed partial class Crops;

[Network, Input(8, 8, 3), Conv(3, 6), Use(typeof(ResidualUnit)), Use(typeof(ResidualUnit), Name = "second"), GlobalAveragePool(Name = "pooled"), Dense(4, Name = "left"), Dense(4, From = "pooled"), Add("left"), Concat("left", "pooled")]
public sealed partial class Residuals;

[Network, Input(6), Conv(3, 6, Pad = 1, Bias = false), BatchNorm, Relu, Conv(3, 6, Pad = 1, Bias = false), BatchNorm, Add("Input"), Relu]
public sealed partial class ResidualUnit;

[Network, Input(8, 9, 3), Conv(3, 4, Name = "trunk"), PRelu(Name = "y"), Conv(1, 2), Softmax(Name = "faces"), Output("faces"), Conv(1, 5, From = "y"), Gelu(Name = "points"), Conv(1, 3, From = "y"), Output("points"), Output("y"), Dropout]
public sealed partial class Heads;

[Network, Input(16, 14, 3), Conv(3, 8, Pad = 1, Name = "x"), Relu(Name = "y"), MaxPool(2), Conv(3, 6, Name = "conv"), Relu, MaxPool(2), Dense(9, Name = "head"), Relu, Dense(4), Softmax]
public sealed partial class Classifier;

[Network(Weights = WeightOrder.TensorFlow), Input(16, 14, 3), Conv(3, 8, Pad = 1, Groups = 1), Relu, MaxPool(2), ConvTranspose(2, 6, Stride = 2), Conv(3, 6, Groups = 6), MaxPool(3), Dense(9), Dense(4)]
public sealed partial class TensorFlowClassifier;

[Network, Input(3), Conv(3, 8, Pad = 1), Relu, MaxPool(2), Conv(3, 5)]
public sealed partial class AnySizeMap;

[Network, Input(3), Conv(3, 8, Pad = 1), MaxPool(2, Ceil = true), Conv(3, 16, Same = true, Stride = 2), GroupNorm(4), Silu, Upsample(2, Mode = UpsampleMode.Bilinear), Conv(1, 5), Sigmoid]
public sealed partial class Pyramid;

/// <summary>51 MB of weights.</summary>
[Network, Input(25088), Conv(1, 512)]
public sealed partial class Heavy;
