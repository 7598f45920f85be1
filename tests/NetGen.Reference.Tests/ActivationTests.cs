using static NetGen.Reference.Tests.TestMaps;

namespace NetGen.Reference.Tests;

public sealed class ActivationTests
{
    private static readonly double Ln2 = Math.Log(2), Ln3 = Math.Log(3);

    [Fact]
    public void Rectifiers()
    {
        Assert.Equal([0, 0, 2], new[] { Activation.Relu(-2), Activation.Relu(0), Activation.Relu(2) });
        Assert.Equal([-0.5, 2], new[] { Activation.LeakyRelu(-2, 0.25), Activation.LeakyRelu(2, 0.25) });
        Assert.Equal([-1, 3, 6], new[] { Activation.Clip(-9, -1, 6), Activation.Clip(3, -1, 6), Activation.Clip(9, -1, 6) });
        AssertPixel(PRelu.Run(Pixel(-2, -2, 2), [0.5, 3, 9]), -1, -6, 2);
        AssertPixel(PRelu.Run(Pixel(-2, -4, 2), [0.5]), -1, -2, 2);
    }

    /// <summary>At −ln 2 the exponential is ½; at ln 3 the logistic function is ¾.</summary>
    [Fact]
    public void Exponentials()
    {
        Assert.Equal(-1.5, Activation.Elu(-Ln2, 3), 1e-15);
        Assert.Equal(4, Activation.Elu(4, 3));
        Assert.Equal(-0.5 * 1.0507009873554805 * 1.6732632423543772, Activation.Selu(-Ln2), 1e-15);
        Assert.Equal(2.101401974710961, Activation.Selu(2), 1e-15);
        Assert.Equal(0.75, Activation.Sigmoid(Ln3), 1e-15);
        Assert.Equal(0.75 * Ln3, Activation.Silu(Ln3), 1e-15);
        Assert.Equal(0.8, Activation.Tanh(Ln3), 1e-15);
        Assert.Equal(2 * Ln2, Activation.Softplus(Ln3), 1e-15);
        Assert.Equal(Ln3 * 15 / 17, Activation.Mish(Ln3), 1e-15); // tanh(ln 4) = (16 − 1)/(16 + 1)
    }

    [Theory]
    [InlineData(-4, 0)]
    [InlineData(-1.5, 0.25)]
    [InlineData(0, 0.5)]
    [InlineData(1.5, 0.75)]
    [InlineData(4, 1)]
    public void HardSigmoid(double x, double expected)
    {
        Assert.Equal(expected, Activation.HardSigmoid(x));
        Assert.Equal(x * expected, Activation.HardSwish(x));
    }

    /// <summary>Abramowitz and Stegun, table 7.1, and Φ(1) from table 26.1.</summary>
    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.1, 0.1124629160)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(1.0, 0.8427007929)]
    [InlineData(1.9, 0.9927904292)]
    [InlineData(2.0, 0.9953222650)]
    public void ErfIsTheTables(double x, double erf)
    {
        Assert.Equal(erf, SpecialFunctions.Erf(x), 6e-11);
        Assert.Equal(-erf, SpecialFunctions.Erf(-x), 6e-11);
        Assert.Equal(1 - erf, SpecialFunctions.Erfc(x), 6e-11);
    }

    [Fact]
    public void GeluIsExact()
    {
        Assert.Equal(0.841344746068543, Activation.Gelu(1), 1e-15);
        Assert.Equal(-0.158655253931457, Activation.Gelu(-1), 1e-15);
    }

    /// <summary>Series and continued fraction agree where one takes over from the other.</summary>
    [Fact]
    public void ErfcHasNoSeam()
    {
        for (var x = 2.0; x < 2.5; x += 0.01) Assert.Equal(1 - SpecialFunctions.Erf(x), SpecialFunctions.Erfc(x), 1e-15);
    }

    /// <summary>x + x²/2 and x − x²/2, to the last digit, where the plain differences keep four digits.</summary>
    [Fact]
    public void SmallArgumentsKeepTheirDigits()
    {
        Assert.Equal(1e-12, SpecialFunctions.ExpMinusOne(1e-12) - 0.5e-24, 1e-27);
        Assert.Equal(1e-12, SpecialFunctions.LogOnePlus(1e-12) + 0.5e-24, 1e-27);
    }

    [Fact]
    public void SoftmaxIsOverChannels()
    {
        AssertPixel(Softmax.Run(Pixel(0, Ln2, Math.Log(5))), 0.125, 0.25, 0.625);
        AssertPixel(LogSoftmax.Run(Pixel(1000, 1000 + Ln3)), -2 * Ln2, Ln3 - 2 * Ln2);
    }
}
