using NetGen.Generator.Passes;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Which enlargements run within the convolution after them.</summary>
public class FusedEnlargementTests
{
    [Theory]
    [InlineData("[Upsample(2), Conv(3, 8, Pad = 1), Relu]", "upsample1+conv1+relu1")]
    [InlineData("[Upsample(3), Conv(5, 3, Same = true)]", "upsample1+conv1")]
    [InlineData("[Upsample(2), Conv(2, 8, PadTop = 1, PadRight = 1)]", "upsample1+conv1")]
    [InlineData("[Upsample(2), Conv(3, 16, Pad = 1)]", "upsample1 conv1")] // Winograd
    [InlineData("[Upsample(2), Conv(3, 8)]", "upsample1 conv1")] // an output of another size
    [InlineData("[Upsample(2), Conv(3, 8, Pad = 1, Stride = 2)]", "upsample1 conv1")]
    [InlineData("[Upsample(2), Conv(3, 8, Pad = 2, Dilation = 2)]", "upsample1 conv1")]
    [InlineData("[Upsample(2), Conv(1, 8)]", "upsample1 conv1")] // nothing to sum
    [InlineData("[Upsample(2, Mode = UpsampleMode.Bilinear), Conv(3, 8, Pad = 1)]", "upsample1 conv1")]
    [InlineData("[Upsample(5), Conv(3, 8, Pad = 1)]", "upsample1 conv1")] // too many phases
    [InlineData("[Upsample(2), Conv(3, 8, Pad = 1), MaxPool(2)]", "upsample1 conv1+maxpool1")]
    [InlineData("[Upsample(2), Relu, Conv(3, 8, Pad = 1)]", "upsample1 relu1 conv1")]
    [InlineData("[Upsample(2), Conv(3, 8, Pad = 1), Conv(3, 3, Pad = 1), Concat(\"upsample1\")]", "upsample1 conv1 conv2 concat1")] // read twice
    public void Runs_within_the_convolution_if_that_saves_products(string layers, string steps)
    {
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize }) Assert.Equal(steps, Planned.Steps(layers, emission));
    }
}
