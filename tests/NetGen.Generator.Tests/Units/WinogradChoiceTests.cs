using System;
using NetGen.Generator.Passes;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Which of Winograd's algorithms runs: the same in both forms, which share one copy of the weights.</summary>
public class WinogradChoiceTests
{
    [Theory]
    [InlineData("[MaxPool(5), Conv(1, 16, 512), Conv(3, 512, 512, Pad = 1)]", "winograd 2×2")] // 6×8
    [InlineData("[MaxPool(5), Conv(1, 16, 512), Conv(3, 512, 512, Pad = 1), MaxPool(2)]", "winograd 2×2")]
    [InlineData("[MaxPool(4), Conv(1, 16, 512), Conv(3, 512, 512, Pad = 1)]", "winograd 4×4")] // 7×10
    [InlineData("[MaxPool(5), Conv(1, 16, 256), Conv(3, 256, 256, Pad = 1)]", "winograd 4×4")] // filters that stay in the cache
    [InlineData("[MaxPool(5), Conv(1, 16, 512), Conv(3, 512, 64, Groups = 2, Pad = 1)]", "winograd 4×4")] // 16,384 pairs of channels
    [InlineData("[MaxPool(5), Conv(1, 16, 32), Conv(5, 32, 32, Pad = 2)]", "winograd 2×2")]
    [InlineData("[MaxPool(5), Conv(1, 16, 64), Conv(5, 64, 64, Groups = 2, Pad = 2)]", "winograd 2×2")]
    [InlineData("[MaxPool(4), Conv(1, 16, 512), Conv(7, 512, 512, Pad = 3)]", "winograd 2×2")]
    [InlineData("[MaxPool(5), Conv(1, 16, 512), Conv(5, 512, 512)]", "direct")] // 2×4, for which so many filters would not be worth reading
    [InlineData("[MaxPool(5), Conv(1, 16, 24), Conv(5, 24, 128, Pad = 2)]", "direct")] // few channels
    [InlineData("[MaxPool(5), Conv(1, 16, 64), Conv(5, 64, 64, Groups = 4, Pad = 2)]", "direct")] // few channels of a group
    [InlineData("[MaxPool(5), Conv(1, 16, 64), Conv(5, 64, 64, Pad = 2, Stride = 2)]", "direct")]
    [InlineData("[MaxPool(5), Conv(1, 16, 64), Conv(7, 64, 64, KernelWidth = 5, Pad = 2)]", "direct")]
    public void Both_forms_choose_for_the_size_that_is_declared(string layers, string kernel)
    {
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize })
        {
            var step = Planned.Run(layers, emission).Steps.Single(step => step.Node.Name == "conv2");
            Assert.Equal(kernel, step.Kernel.Name);
            var isSmall = kernel == "winograd 2×2" && layers.Contains("Conv(3", StringComparison.Ordinal);
            Assert.Equal(isSmall ? "SmallWinograd" : kernel == "direct" ? "Convolution" : "Winograd", step.Kernel.Recipe);
        }
    }
}
