namespace NetGen.Networks.Tests.Zoo;

/// <summary>A network that has every kind of weight.</summary>
[Network]
[Input(14, 11, 3)]
[Conv(3, 3, 8, Pad = 1, Bias = false, Name = "stem"), BatchNorm(Name = "norm"), PRelu]
[MaxPool(2), ConvTranspose(3, 6, Stride = 2, Name = "up"), Conv(3, 6, Groups = 3), GroupNorm(2), Elu]
[InstanceNorm(Affine = false), Dense(9, Name = "fc"), BatchNorm(Affine = false), Dense(4, Bias = false), LogSoftmax]
public sealed partial class EveryWeight;

/// <summary>A small classifier, on images as they come: height, width, channels.</summary>
[Network]
[Input(18, 15, 3)]
[Conv(3, 8, Pad = 1), Relu, MaxPool(2), Conv(3, 12), Relu, LocalResponseNorm(3), Dense(7), Softmax]
public sealed partial class Interleaved;

/// <summary>The same on planes.</summary>
[Network(Layout = Layout.Nchw)]
[Input(18, 15, 3)]
[Conv(3, 8, Pad = 1), Relu, MaxPool(2), Conv(3, 12), Relu, LocalResponseNorm(3), Dense(7), Softmax]
public sealed partial class Planar;

/// <summary>An any-size network, on images as they come.</summary>
[Network]
[Input(3)]
[Conv(3, 8, Pad = 1), HardSwish, MaxPool(2), Conv(3, 8, Pad = 1), Upsample(2), Conv(1, 5), Sigmoid]
public sealed partial class InterleavedMap;

/// <summary>The same on planes.</summary>
[Network(Layout = Layout.Nchw)]
[Input(3)]
[Conv(3, 8, Pad = 1), HardSwish, MaxPool(2), Conv(3, 8, Pad = 1), Upsample(2), Conv(1, 5), Sigmoid]
public sealed partial class PlanarMap;

/// <summary>Nothing but layers that do nothing.</summary>
[Network, Input(4, 5, 2), Dropout(0.5), Dropout(0.1)]
public sealed partial class OnlyDropout;

/// <summary>Nothing but layers that do nothing, of any size, on planes.</summary>
[Network(Layout = Layout.Nchw), Input(2), Dropout(0.5)]
public sealed partial class OnlyDropoutPlanes;

/// <summary>Layers that work in place, at the end and alone.</summary>
[Network, Input(3), LeakyRelu(0.2), Dropout(0.5), Tanh, Softmax, Dropout(0.5)]
public sealed partial class OnlyInPlace;

/// <summary>Layers that work in place after one that does not, on planes.</summary>
[Network(Layout = Layout.Nchw), Input(6, 7, 3), MaxPool(2, Stride = 1), Gelu, Softmax, Mish, Dropout(0.5)]
public sealed partial class EndsInPlace;

/// <summary>Batch normalisation in every place: folded into what comes before, and alone.</summary>
[Network]
[Input(9, 8, 3)]
[BatchNorm, Conv(3, 6), BatchNorm(Epsilon = 0.01), Relu, BatchNorm]
[ConvTranspose(3, 5, Stride = 2, Bias = false), BatchNorm(Affine = false), Conv(3, 5, Groups = 5), BatchNorm, Dense(4), BatchNorm]
public sealed partial class BatchNorms;
