namespace NetGen.Networks.Tests.Zoo;

/// <summary>The face scores of MTCNN's proposal network (Zhang et al. 2016), as Keras has it.</summary>
[Network(Weights = WeightOrder.TensorFlow)]
[Input(3)]
[Conv(3, 10), PRelu, MaxPool(2, Same = true), Conv(3, 16), PRelu, Conv(3, 32), PRelu, Conv(1, 2), Softmax]
public sealed partial class ProposalScores;

/// <summary>The face boxes of MTCNN's proposal network.</summary>
[Network(Weights = WeightOrder.TensorFlow)]
[Input(3)]
[Conv(3, 10), PRelu, MaxPool(2, Same = true), Conv(3, 16), PRelu, Conv(3, 32), PRelu, Conv(1, 4)]
public sealed partial class ProposalBoxes;

/// <summary>The stem of ResNet-20 for CIFAR-10, and the branch of its first block.</summary>
[Network]
[Input(32, 32, 3)]
[Conv(3, 16, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(3, 16, Pad = 1, Bias = false, Name = "layer1.0.conv1"), BatchNorm(Name = "layer1.0.bn1"), Relu]
[Conv(3, 16, Pad = 1, Bias = false, Name = "layer1.0.conv2"), BatchNorm(Name = "layer1.0.bn2")]
public sealed partial class ResNet20Start;
