using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Weights;

public sealed class HeInitializationTests
{
    private static readonly TensorSpec[] Specs =
    [
        new("conv.weight", [64, 16, 3, 3]), new("up.weight", [32, 8, 4, 4]), new("fc.weight", [100, 250]),
        new("conv.bias", [64]), new("bn.weight", [64]), new("bn.bias", [64]), new("bn.running_mean", [64]), new("bn.running_var", [64]),
        new("p.weight", [64]),
    ];

    private static readonly TensorRole[] Roles =
    [
        TensorRole.Kernel, TensorRole.TransposedKernel, TensorRole.Kernel,
        TensorRole.Bias, TensorRole.Scale, TensorRole.Shift, TensorRole.Mean, TensorRole.Variance, TensorRole.Slope,
    ];

    [Theory]
    [InlineData("conv.weight", 16 * 3 * 3)]
    [InlineData("up.weight", 32 / 2 * 4 * 4)]
    [InlineData("fc.weight", 250)]
    public void KernelsAreUniformWithinTheBoundOfTheirFanIn(string name, int fanIn)
    {
        var values = new HeInitialization(Specs, Roles, 1, [1, 2, 1, 1, 1, 1, 1, 1, 1]).ReadAll(name);
        var bound = Math.Sqrt(6.0 / fanIn);
        Assert.All(values, value => Assert.InRange(value, -bound, bound));

        // Within five standard deviations of the mean and variance of a uniform distribution.
        Assert.Equal(0, values.Average(value => (double)value), 5 * bound / Math.Sqrt(3.0 * values.Length));
        var variance = values.Average(value => (double)value * value) / (2.0 / fanIn);
        Assert.InRange(variance, 1 - 5 * Math.Sqrt(0.8 / values.Length), 1 + 5 * Math.Sqrt(0.8 / values.Length));
        Assert.InRange(values.Max(), 0.99 * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.99 * bound);
    }

    [Theory]
    [InlineData("conv.bias", 0)]
    [InlineData("bn.weight", 1)]
    [InlineData("bn.bias", 0)]
    [InlineData("bn.running_mean", 0)]
    [InlineData("bn.running_var", 1)]
    [InlineData("p.weight", 0.25f)]
    public void OtherTensorsAreConstant(string name, float expected) =>
        Assert.All(new HeInitialization(Specs, Roles, 1).ReadAll(name), value => Assert.Equal(expected, value));

    [Fact]
    public void ValuesDependOnSeedNameAndIndexAlone()
    {
        var source = new HeInitialization(Specs, Roles, 42);
        var values = source.ReadAll("conv.weight");
        Assert.Equal(values, new HeInitialization([Specs[1], Specs[0]], [Roles[1], Roles[0]], 42).ReadAll("conv.weight"));
        for (var start = 9000; start > 0; start -= 1111)
        {
            var part = new float[216];
            source.Read("conv.weight", start, part);
            Assert.Equal(values[start..(start + 216)], part);
        }
        Assert.NotEqual(values, new HeInitialization(Specs, Roles, 43).ReadAll("conv.weight"));
        Assert.NotEqual(values, new HeInitialization([new("conv.weighs", [64, 16, 3, 3])], [TensorRole.Kernel], 42).ReadAll("conv.weighs"));
        Assert.Equal(values.Length, values.Distinct().Count(), values.Length / 500.0);
    }

    [Fact]
    public void ValuesAreTheSameOnEveryMachine() =>
        Assert.Equal(
            [0.54407567f, -0.6360783f, 0.9974808f, -0.7898008f, -0.011824429f, -0.11382645f],
            new HeInitialization([new("conv1.weight", [1, 6])], [TensorRole.Kernel], 2026).ReadAll("conv1.weight"));

    [Fact]
    public void RejectsWrongArguments()
    {
        Assert.Throws<ArgumentException>(() => new HeInitialization(Specs, [], 1));
        Assert.Throws<ArgumentException>(() => new HeInitialization(Specs, Roles, 1, [1]));
        Assert.Throws<ArgumentException>(() => new HeInitialization([Specs[0], Specs[0]], Roles.AsSpan(0, 2), 1));
        var source = new HeInitialization(Specs, Roles, 1);
        Assert.Throws<WeightsException>(() => source.Read("none", 0, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Read("conv.bias", 60, new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Read("conv.bias", -1, new float[5]));
    }
}
