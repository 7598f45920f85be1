namespace NetGen.Networks.Tests.Zoo;

/// <summary>Inverted residuals on large maps, which run band by band: with a sum and without, of windows of 3×3 and 5×5, with strides and SAME padding.</summary>
[Network]
[Input(66, 71, 16)]
[Conv(3, 24, Pad = 1, Name = "stem"), Relu]
[Conv(1, 96, Bias = false, Name = "expand1"), BatchNorm, Clip(0, 6, Name = "expanded1")]
[Conv(3, 96, Pad = 1, Groups = 96, Bias = false, Name = "filter1"), BatchNorm, Clip(0, 6, Name = "filtered1")]
[Conv(1, 24, Bias = false, Name = "project1"), BatchNorm, Add("relu1", Name = "first")]
[Conv(1, 144, Name = "expand2"), HardSwish(Name = "expanded2")]
[Conv(5, 144, Stride = 2, Same = true, Groups = 144, Name = "filter2"), Relu(Name = "filtered2")]
[Conv(1, 40, Name = "project2"), Tanh]
public sealed partial class BandedResiduals;

/// <summary>The same, but that maps between the layers are outputs by themselves, so that each layer runs alone.</summary>
[Network]
[Input(66, 71, 16)]
[Conv(3, 24, Pad = 1, Name = "stem"), Relu]
[Conv(1, 96, Bias = false, Name = "expand1"), BatchNorm, Clip(0, 6, Name = "expanded1")]
[Conv(3, 96, Pad = 1, Groups = 96, Bias = false, Name = "filter1"), BatchNorm, Clip(0, 6, Name = "filtered1")]
[Conv(1, 24, Bias = false, Name = "project1"), BatchNorm, Add("relu1", Name = "first")]
[Conv(1, 144, Name = "expand2"), HardSwish(Name = "expanded2")]
[Conv(5, 144, Stride = 2, Same = true, Groups = 144, Name = "filter2"), Relu(Name = "filtered2")]
[Conv(1, 40, Name = "project2"), Tanh]
[Output("expanded1"), Output("filtered1"), Output("expanded2")]
public sealed partial class WholeResiduals;
