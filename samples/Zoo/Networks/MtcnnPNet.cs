using NetGen;

namespace Zoo;

/// <summary>
/// The first network of MTCNN (Zhang et al. 2016), which finds candidates for faces: declared for a face of 12×12 pixels, run over an image of any size. The boxes are
/// its output, and whether there is a face is another.
/// </summary>
[Network]
[Input(12, 12, 3)]
[Conv(3, 3, 10, Name = "conv1"), PRelu(Name = "prelu1"), MaxPool(2, Ceil = true)]
[Conv(3, 10, 16, Name = "conv2"), PRelu(Name = "prelu2")]
[Conv(3, 16, 32, Name = "conv3"), PRelu(Name = "prelu3")]
[Conv(1, 32, 2, Name = "conv4_1"), Softmax(Name = "faces"), Output("faces")]
[Conv(1, 32, 4, Name = "conv4_2", From = "prelu3")]
public sealed partial class MtcnnPNet;
