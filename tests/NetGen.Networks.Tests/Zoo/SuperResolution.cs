namespace NetGen.Networks.Tests.Zoo;

/// <summary>ESPCN (Shi et al. 2016): an image three times as large, from one channel.</summary>
[Network]
[Input(1)]
[Conv(5, 64, Pad = 2), Relu, Conv(3, 64, Pad = 1), Relu, Conv(3, 32, Pad = 1), Relu, Conv(3, 9, Pad = 1), PixelShuffle(3)]
public sealed partial class Espcn;
