namespace NetGen.Networks.Tests.Zoo;

/// <summary>Network in Network for ImageNet (Lin et al. 2014): no dense layer, the classes' maps averaged.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(11, 96, Stride = 4), Relu, Conv(1, 96), Relu, Conv(1, 96), Relu, MaxPool(3, Stride = 2)]
[Conv(5, 256, Pad = 2), Relu, Conv(1, 256), Relu, Conv(1, 256), Relu, MaxPool(3, Stride = 2)]
[Conv(3, 384, Pad = 1), Relu, Conv(1, 384), Relu, Conv(1, 384), Relu, MaxPool(3, Stride = 2), Dropout(0.5)]
[Conv(3, 1024, Pad = 1), Relu, Conv(1, 1024), Relu, Conv(1, 1000, Name = "classes"), Relu]
[GlobalAveragePool, Softmax]
public sealed partial class NetworkInNetwork;

/// <summary>The maps of Network in Network, which its global pool would average.</summary>
[Network]
[Input(3)]
[Conv(11, 4, Stride = 4), Relu, Conv(1, 4), Relu, Conv(1, 4), Relu, MaxPool(3, Stride = 2, Ceil = true)]
[Conv(5, 6, Pad = 2), Relu, Conv(1, 6), Relu, Conv(1, 6), Relu, MaxPool(3, Stride = 2, Ceil = true)]
[Conv(3, 8, Pad = 1), Relu, Conv(1, 8), Relu, Conv(1, 8), Relu, MaxPool(3, Stride = 2, Ceil = true)]
[Conv(3, 12, Pad = 1), Relu, Conv(1, 12), Relu, Conv(1, 10), Relu]
public sealed partial class NetworkInNetworkMaps;

/// <summary>Network in Network with few channels.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(11, 4, Stride = 4), Relu, Conv(1, 4), Relu, Conv(1, 4), Relu, MaxPool(3, Stride = 2)]
[Conv(5, 6, Pad = 2), Relu, Conv(1, 6), Relu, Conv(1, 6), Relu, MaxPool(3, Stride = 2)]
[Conv(3, 8, Pad = 1), Relu, Conv(1, 8), Relu, Conv(1, 8), Relu, MaxPool(3, Stride = 2), Dropout(0.5)]
[Conv(3, 12, Pad = 1), Relu, Conv(1, 12), Relu, Conv(1, 10), Relu]
[GlobalAveragePool, Softmax]
public sealed partial class NetworkInNetworkNarrow;
