namespace NetGen.Benchmarks.Kernels;

// One layer each: what is timed is the kernel that the compiler chooses for it.

[Network, Input(56, 56, 256), Conv(3, 256, Pad = 1), Relu]
public sealed partial class Winograd256;

[Network(Precision = Precision.Strict), Input(56, 56, 256), Conv(3, 256, Pad = 1), Relu]
public sealed partial class Direct256;

[Network(Precision = Precision.Strict), Input(224, 224, 64), Conv(3, 64, Pad = 1), Relu]
public sealed partial class Direct64;

[Network(Precision = Precision.Strict), Input(112, 112, 128), Conv(3, 128, Pad = 1), Relu]
public sealed partial class Direct128;

[Network(Precision = Precision.Strict), Input(28, 28, 512), Conv(3, 512, Pad = 1), Relu]
public sealed partial class Direct512;

[Network(Precision = Precision.Strict), Input(7, 7, 512), Conv(3, 512, Pad = 1), Relu]
public sealed partial class SmallDirect512;

[Network, Input(7, 7, 512), Conv(3, 512, Pad = 1), Relu]
public sealed partial class SmallWinograd512;

[Network, Input(224, 224, 3), Conv(3, 64, Pad = 1), Relu]
public sealed partial class FirstLayer;

[Network, Input(28, 28, 512), Conv(1, 512), Relu]
public sealed partial class Pointwise512;

[Network, Input(56, 56, 128), Conv(3, 128, Groups = 128, Pad = 1), Relu]
public sealed partial class Depthwise128;

[Network, Input(1, 1, 25088), Dense(4096)]
public sealed partial class Dense25088;

[Network, Input(112, 112, 128), MaxPool(2)]
public sealed partial class MaxPool2;

[Network, Input(112, 112, 128), AveragePool(3, Stride = 2, Pad = 1)]
public sealed partial class AveragePool3;

[Network, Input(56, 56, 128), Upsample(2)]
public sealed partial class Upsample2;
