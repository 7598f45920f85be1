using NetGen;

namespace Zoo;

/// <summary>ESPCN (Shi et al. 2016), as PyTorch's tutorial has it: the luminance of an image, three times as large.</summary>
[Network]
[Input(1)]
[Conv(5, 1, 64, Pad = 2, Name = "conv1"), Relu]
[Conv(3, 64, 64, Pad = 1, Name = "conv2"), Relu]
[Conv(3, 64, 32, Pad = 1, Name = "conv3"), Relu]
[Conv(3, 32, 9, Pad = 1, Name = "conv4"), PixelShuffle(3)]
public sealed partial class Espcn;
