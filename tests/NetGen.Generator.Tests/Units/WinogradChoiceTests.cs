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
    public void Both_forms_choose_for_the_size_that_is_declared(string layers, string kernel)
    {
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize })
        {
            var step = Planned.Run(layers, emission).Steps.Single(step => step.Node.Name == "conv2");
            Assert.Equal(kernel, step.Kernel.Name);
            Assert.Equal(kernel == "winograd 2×2" ? "SmallWinograd" : "Winograd", step.Kernel.Recipe);
        }
    }
}
