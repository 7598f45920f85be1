using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Which pools run within the kernel before them, and that sizes and costs follow.</summary>
public class FusedPoolTests
{
    [Theory]
    [InlineData("[Conv(3, 16, 16, Pad = 1), Relu, MaxPool(2)]", "conv1+relu1+maxpool1")]
    [InlineData("[Conv(3, 16, 16), BatchNorm, Relu, MaxPool(2)]", "conv1+batchnorm1+relu1+maxpool1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2), Relu]", "conv1+maxpool1 relu1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2), MaxPool(2)]", "conv1+maxpool1 maxpool2")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2), Conv(3, 16, 24, Same = true), MaxPool(2, Stride = 2)]", "conv1+maxpool1 conv2+maxpool2")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2, Ceil = true)]", "conv1 maxpool1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2, Same = true)]", "conv1 maxpool1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2, Stride = 1)]", "conv1 maxpool1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2, PadLeft = 1)]", "conv1 maxpool1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2, Dilation = 2)]", "conv1 maxpool1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(3)]", "conv1 maxpool1")]
    [InlineData("[Conv(3, 16, 16), MaxPool(2, KernelWidth = 3, StrideWidth = 2)]", "conv1 maxpool1")]
    [InlineData("[Conv(3, 16, 16), AveragePool(2)]", "conv1 averagepool1")]
    [InlineData("[Conv(3, 16, 144, Stride = 2), MaxPool(2)]", "conv1 maxpool1")] // a kernel that stores all it computes
    [InlineData("[MaxPool(2)]", "maxpool1")]
    public void Runs_within_the_convolution_if_its_kernel_can(string layers, string steps)
    {
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize }) Assert.Equal(steps, Planned.Steps(layers, emission));
    }

    [Fact]
    public void Stores_the_pool_s_shape_and_costs_what_the_convolution_costs()
    {
        var declared = Planned.Check("[Conv(3, 16, 24, Pad = 1), MaxPool(2), Conv(3, 24, 16), MaxPool(2)]").Graph!;
        var plan = Planned.Run("[Conv(3, 16, 24, Pad = 1), MaxPool(2), Conv(3, 24, 16), MaxPool(2)]", Emission.Fixed);
        Assert.Equal(["15×20×24", "6×9×16"], plan.Steps.Select(step => step.Node.Output.ToString()));
        Assert.Equal(Costs.Total(declared), Costs.Total(plan.Graph));
        Assert.Equal(["15×20×24"], plan.Buffers.SelectMany(buffer => buffer.Values).Select(shape => shape.ToString()));
    }

    [Fact]
    public void The_smallest_image_still_has_a_window_for_the_pool()
    {
        var plan = Planned.Run("[Conv(3, 16, 16), MaxPool(2)]", Emission.AnySize);
        Assert.Equal(4, MinimumSize.Of(plan.Graph, isHeight: true));
        Assert.Equal(4, MinimumSize.Of(plan.Graph, isHeight: false));
    }
}
