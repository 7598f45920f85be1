using NetGen.Reference;

namespace NetGen.Networks.Tests.Running;

/// <summary>Layers that run band by band, in both forms: close to the reference, and to the bit what they give one by one.</summary>
public class BandedResidualsTests
{
    [Fact]
    public void Only_maps_that_nothing_else_reads_are_never_whole()
    {
        foreach (var layer in new[] { "project1", "filter2" }) Assert.Contains("in bands of " + layer, BandedResiduals.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("in bands", WholeResiduals.Summary, StringComparison.Ordinal);
        Assert.InRange(BandedResiduals.WorkspaceBytes, 0, 66 * 71 * 144 * sizeof(float)); // less than the largest of those maps
    }

    [Fact]
    public void Of_the_declared_size()
    {
        var weights = new RandomTensors(BandedResiduals.Tensors);
        var image = Image.Random(66, 71, 16);
        var expected = new Oracle(typeof(BandedResiduals), weights).RunFixed(image.ToMap());
        foreach (var threads in new[] { 1, 2, 3 })
        {
            BandedResiduals banded = BandedResiduals.Load(weights);
            WholeResiduals whole = WholeResiduals.Load(weights);
            banded.Threads = whole.Threads = threads;
            float[] actual = new float[BandedResiduals.OutputLength], one = new float[WholeResiduals.OutputLength];
            banded.Forward(image.Values, actual);
            whole.Forward(image.Values, one, new float[WholeResiduals.Expanded1Length], new float[WholeResiduals.Filtered1Length], new float[WholeResiduals.Expanded2Length]);
            Comparison.Close(actual, expected, Tolerance.Network);
            Bits.Equal(one, actual, $"On {threads} threads,");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 41)]
    [InlineData(30, 401)] // rows in parts
    [InlineData(130, 7)]
    public void Of_any_size(int height, int width)
    {
        var weights = new RandomTensors(BandedResiduals.Tensors);
        var image = Image.Random(height, width, 16);
        var expected = new Oracle(typeof(BandedResiduals), weights).RunAnySize(image.ToMap());
        var (banded, whole) = (BandedResiduals.Load(weights).ToFullyConvolutional(), WholeResiduals.Load(weights).ToFullyConvolutional());
        float[] Map(MapSize size) => new float[size.Length];
        float[] actual = Map(BandedResiduals.FullyConvolutional.OutputSize(height, width)), one = Map(WholeResiduals.FullyConvolutional.OutputSize(height, width));
        banded.Forward(image.Values, height, width, actual);
        whole.Forward(
            image.Values, height, width, one,
            Map(WholeResiduals.FullyConvolutional.Expanded1Size(height, width)), Map(WholeResiduals.FullyConvolutional.Filtered1Size(height, width)),
            Map(WholeResiduals.FullyConvolutional.Expanded2Size(height, width)));
        Comparison.Close(actual, expected, Tolerance.Network);
        Bits.Equal(one, actual);
    }
}
