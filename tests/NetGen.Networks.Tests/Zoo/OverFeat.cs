namespace NetGen.Networks.Tests.Zoo;

/// <summary>The accurate (large) model of OverFeat (Sermanet et al. 2014), head included.</summary>
[Network]
[Input(3)]
[Conv(7, 96, Stride = 2), Relu, MaxPool(3, Name = "pool1")]
[Conv(7, 256), Relu, MaxPool(2, Name = "pool2")]
[Conv(3, 512, Pad = 1), Relu, Conv(3, 512, Pad = 1), Relu, Conv(3, 1024, Pad = 1), Relu, Conv(3, 1024, Pad = 1, Name = "conv6"), Relu]
[MaxPool(3, Name = "pool6")]
[Conv(5, 4096, Name = "fc7"), Relu, Conv(1, 4096, Name = "fc8"), Relu, Conv(1, 1000, Name = "fc9"), Softmax]
public sealed partial class OverFeat;

/// <summary>OverFeat with few channels, declared at the size that it was trained on.</summary>
[Network]
[Input(221, 221, 3)]
[Conv(7, 4, Stride = 2), Relu, MaxPool(3)]
[Conv(7, 6), Relu, MaxPool(2)]
[Conv(3, 8, Pad = 1), Relu, Conv(3, 8, Pad = 1), Relu, Conv(3, 12, Pad = 1), Relu, Conv(3, 12, Pad = 1), Relu, MaxPool(3)]
[Dense(32), Relu, Dense(32), Relu, Dense(10), Softmax]
public sealed partial class OverFeatNarrow;
