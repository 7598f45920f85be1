namespace NetGen.Networks.Tests.Zoo;

/// <summary>A dense layer over 3×5×4, weights in PyTorch's order.</summary>
[Network]
[Input(7, 9, 2)]
[Conv(3, 4, Stride = 2, Name = "conv"), Relu, Dense(6, Name = "fc"), Relu, Dense(5, Name = "out")]
public sealed partial class PyTorchDense;

/// <summary>The same, weights in TensorFlow's order.</summary>
[Network(Weights = WeightOrder.TensorFlow)]
[Input(7, 9, 2)]
[Conv(3, 4, Stride = 2, Name = "conv"), Relu, Dense(6, Name = "fc"), Relu, Dense(5, Name = "out")]
public sealed partial class TensorFlowDense;

/// <summary>The same with its head as convolutions, weights in PyTorch's order.</summary>
[Network]
[Input(2)]
[Conv(3, 4, Stride = 2, Name = "conv"), Relu]
[Conv(3, 6, KernelWidth = 4, Name = "fc"), Relu, Conv(1, 5, Name = "out")]
public sealed partial class PyTorchHead;

/// <summary>The same with its head as convolutions, weights in TensorFlow's order.</summary>
[Network(Weights = WeightOrder.TensorFlow)]
[Input(2)]
[Conv(3, 4, Stride = 2, Name = "conv"), Relu]
[Conv(3, 6, KernelWidth = 4, Name = "fc"), Relu, Conv(1, 5, Name = "out")]
public sealed partial class TensorFlowHead;

/// <summary>As many outputs as inputs: the order of its weights cannot be seen from their shape.</summary>
[Network]
[Input(1, 1, 6)]
[Dense(6, Name = "fc")]
public sealed partial class SquarePyTorchDense;

/// <summary>As many outputs as inputs, the other order.</summary>
[Network(Weights = WeightOrder.TensorFlow)]
[Input(1, 1, 6)]
[Dense(6, Name = "fc")]
public sealed partial class SquareTensorFlowDense;

/// <summary>A head behind an adaptive pool, as torchvision's VGG and AlexNet have it.</summary>
[Network]
[Input(16, 16, 1)]
[Conv(3, 4, Pad = 1, Name = "conv"), Relu, AdaptiveAveragePool(4, 4), Dense(5, Name = "fc")]
public sealed partial class AdaptiveHead;

/// <summary>The same with the pool that the adaptive one equals at 16×16.</summary>
[Network]
[Input(16, 16, 1)]
[Conv(3, 4, Pad = 1, Name = "conv"), Relu, AveragePool(4), Dense(5, Name = "fc")]
public sealed partial class SlidingHead;
