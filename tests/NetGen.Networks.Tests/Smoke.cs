using NetGen;
namespace NetGen.Networks.Tests;

[Network]
[Input(28, 28, 1)]
[Conv(5, 1, 8, Name = "conv1"), Relu]
[MaxPool(2)]
[Conv(5, 8, 16, Name = "conv2"), Relu]
[MaxPool(2)]
[Dense(10, Name = "fc"), Softmax]
public sealed partial class DigitNet;

[Network]
[Input(3)]
[Conv(3, 8, Same = true, Stride = 2, Bias = false), BatchNorm, LeakyRelu(0.1)]
[ConvTranspose(2, 4, Stride = 2), BatchNorm, Relu, InstanceNorm, PRelu, MaxPool(3, Stride = 2, Ceil = true, Pad = 1), Dropout(0.3)]
public sealed partial class Any;

public class Smoke
{
    [Fact]
    public void Runs()
    {
        var net = DigitNet.Create(1);
        var x = new float[DigitNet.InputLength]; new Random(1).NextDouble();
        for (var i = 0; i < x.Length; i++) x[i] = (i % 7) / 7f;
        var y = new float[10];
        net.Forward(x, y);
        var fc = net.ToFullyConvolutional();
        var z = new float[10];
        fc.Forward(x, 28, 28, z);
        Assert.Equal(y, z);
        Assert.Equal(1, y.Sum(), 1e-5);
        throw new Exception(DigitNet.Summary + "\n" + Any.Summary);
    }
}
