using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Which unrolled convolutions have vectors of pixels, so that no lane is empty.</summary>
public class PlanarTilesTests
{
    [Theory]
    [InlineData("Input(28, 28, 1), Conv(5, 6, Pad = 2), Relu, MaxPool(2)", 8)] // 2 rows × 8 pixels × 6 channels
    [InlineData("Input(64, 64, 8), Conv(3, 3, Pad = 1), Relu", 32)]
    [InlineData("Input(8), Conv(3, 3, Pad = 1)", 32)]
    [InlineData("Input(8), Conv(3, 6, Pad = 1)", 16)]
    [InlineData("Input(40, 33, 3), Conv(3, 3, Stride = 2)", 16)]
    [InlineData("Input(16), Conv(3, 1)", 64)]
    public void Few_channels_leave_no_lanes_empty(string layers, int pixels) => Assert.Contains($"Pixels: {pixels}", Shape(layers, planar: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("Input(64, 64, 3), Conv(3, 8, Pad = 1)")] // lanes are full
    [InlineData("Input(64, 64, 3), Conv(3, 7, Pad = 1)")] // but for one
    [InlineData("Input(256, 256, 32), Conv(1, 1)")] // each value of the map is read once
    [InlineData("Input(9, 4, 8), Conv(3, 6, Pad = 1)")] // pixels would leave lanes empty
    public void Others_have_vectors_of_channels(string layers) => Shape(layers, planar: false);

    private static string Shape(string layers, bool planar)
    {
        var run = GeneratorRun.Of($"using NetGen; [Network, {layers}] public partial class Layers;");
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        var shape = Assert.Single(run.Source.Split('\n'), line => line.Contains("TileShape(", StringComparison.Ordinal));
        Assert.Equal(planar, shape.Contains("Planar: true", StringComparison.Ordinal));
        return shape;
    }
}
