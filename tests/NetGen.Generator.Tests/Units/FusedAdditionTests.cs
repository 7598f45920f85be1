using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Which sums run within the kernel before them, and where their values are kept.</summary>
public class FusedAdditionTests
{
    private const string Keeping = "[Conv(3, 16, 16, Pad = 1, Name = \"a\"), Conv(3, 16, 16, Pad = 1, Name = \"b\"), Conv(3, 16, 16, Pad = 1, Name = \"c\")]";

    [Theory]
    [InlineData("[Conv(3, 16, 16, Pad = 1), Add(\"Input\")]", "conv1+add1")]
    [InlineData("[Conv(3, 16, 16, Pad = 1), BatchNorm, Add(\"Input\"), Relu]", "conv1+batchnorm1+add1+relu1")]
    [InlineData("[Conv(3, 16, 144), Conv(1, 144, 24, Name = \"a\"), Conv(1, 24, 144), Conv(1, 144, 24), Add(\"a\"), Clip(0, 6)]", "conv1 a conv3 conv4+add1+clip1")]
    [InlineData("[Conv(3, 16, 16, Pad = 1, Name = \"a\"), Conv(3, 16, 16, Pad = 1, Name = \"b\", From = \"Input\"), Add(\"a\")]", "a b+add1")] // the later one
    [InlineData("[Conv(3, 16, 16, Pad = 1), Add(\"Input\"), MaxPool(2)]", "conv1+add1 maxpool1")]
    [InlineData("[Conv(3, 16, 16, Pad = 1, Name = \"a\"), MaxPool(2), Conv(3, 16, 16, Pad = 1), Add(\"maxpool1\")]", "a+maxpool1 conv2+add1")]
    [InlineData("[Conv(3, 16, 16, Pad = 1), Relu, Add(\"Input\")]", "conv1+relu1 add1")] // activated before
    [InlineData("[Conv(3, 16, 16, Pad = 1), Multiply(\"Input\")]", "conv1 multiply1")]
    [InlineData("[Conv(5, 16, 16, Pad = 2), Add(\"Input\")]", "conv1 add1")] // unrolled
    [InlineData("[Conv(3, 16, 16, Pad = 1, Groups = 16), Add(\"Input\")]", "conv1 add1")] // depthwise
    [InlineData("[Conv(3, 16, 16, Name = \"a\"), Add(\"a\")]", "a add1")] // twice the same
    [InlineData("[Conv(3, 16, 16, Pad = 1, Name = \"a\"), Add(\"Input\"), Add(\"a\")]", "a add1 add2")] // read again
    [InlineData("[Conv(3, 16, 16, Pad = 1, Name = \"a\"), Conv(3, 16, 16, Pad = 1), Add(\"a\", \"Input\")]", "a conv2 add1")] // three
    [InlineData("[Conv(3, 16, 16, Pad = 1, Name = \"a\"), Relu(From = \"Input\"), Add(\"a\")]", "a relu1 add1")] // the other one comes later
    public void Runs_within_the_convolution_if_its_kernel_can(string layers, string steps)
    {
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize }) Assert.Equal(steps, Planned.Steps(layers, emission));
    }

    [Fact]
    public void Writes_over_what_it_adds_if_nothing_reads_that_later()
    {
        var plan = Planned.Run(Keeping + " [Add(\"a\"), Conv(3, 16, 8)]", Emission.Fixed);
        Assert.Equal(2, plan.Buffers.Count);
        Assert.Equal(plan.Steps[0].Target, plan.Steps[2].Target);

        // The caller's output, where that is what the network gives.
        plan = Planned.Run("[Conv(3, 16, 16, Pad = 1, Name = \"a\"), Conv(3, 16, 16, Pad = 1, From = \"Input\"), Add(\"a\")]", Emission.AnySize);
        Assert.Empty(plan.Buffers);
        Assert.All(plan.Steps, step => Assert.Equal(Location.Output(0), step.Target));
    }

    [Theory]
    [InlineData(Keeping + " [Add(\"a\"), Concat(\"a\")]", 3)] // read later
    [InlineData("[Conv(3, 16, 16, Pad = 1, Name = \"a\"), Conv(3, 16, 16, Pad = 1, Name = \"b\"), Add(\"a\"), Conv(3, 16, 8)]", 2)] // what it convolves
    [InlineData("[Conv(3, 16, 16, Pad = 1), Add(\"Input\"), Conv(3, 16, 8)]", 1)] // the caller's input
    public void Does_not_otherwise(string layers, int buffers)
    {
        var plan = Planned.Run(layers, Emission.Fixed);
        Assert.Equal(buffers, plan.Buffers.Count);
        var step = plan.Steps.Single(step => step.Node.AddsMap);
        Assert.DoesNotContain(step.Target, step.Sources);
    }

    [Fact]
    public void Costs_what_the_layers_cost()
    {
        const string Layers = Keeping + " [Add(\"a\"), Relu]";
        Assert.Equal(Costs.Total(Planned.Check(Layers).Graph!), Costs.Total(Planned.Run(Layers, Emission.Fixed).Graph));
    }
}
