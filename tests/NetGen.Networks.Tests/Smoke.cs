namespace NetGen.Networks.Tests;

[Network]
[Input(28, 28, 1)]
[Conv(5, 1, 8, Name = "conv1"), Relu]
[MaxPool(2)]
[Conv(5, 8, 16, Name = "conv2"), Relu]
[MaxPool(2)]
[Dense(10, Name = "fc"), Softmax]
public sealed partial class DigitNet;

public class Smoke
{
    [Fact]
    public void BothFormsAgreeAtTheNativeSize()
    {
        var net = DigitNet.Create(1);
        var x = Enumerable.Range(0, DigitNet.InputLength).Select(i => i % 7 / 7f).ToArray();
        var (y, z) = (new float[10], new float[10]);
        net.Forward(x, y);
        net.ToFullyConvolutional().Forward(x, 28, 28, z);
        Assert.Equal(y, z);
        Assert.Equal(1, y.Sum(), 1e-5);
    }
}
