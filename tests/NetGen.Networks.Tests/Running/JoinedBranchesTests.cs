using NetGen.Reference;

namespace NetGen.Networks.Tests.Running;

/// <summary>Branches that write to the map they are joined in, in both forms: close to the reference, and to the bit what copies of them give.</summary>
public class JoinedBranchesTests
{
    [Fact]
    public void Only_those_that_nothing_else_reads_write_there()
    {
        foreach (var kernel in new[] { "direct", "winograd 4×4", "winograd 2×2" }) Assert.Contains(kernel + " into concat1", JoinedBranches.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain(" into ", CopiedBranches.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_declared_size()
    {
        var weights = new RandomTensors(JoinedBranches.Tensors);
        var image = Image.Random(30, 27, 16);
        var expected = new Oracle(typeof(JoinedBranches), weights).RunFixed(image.ToMap());
        foreach (var threads in new[] { 1, 2 })
        {
            JoinedBranches joined = JoinedBranches.Load(weights);
            CopiedBranches copied = CopiedBranches.Load(weights);
            joined.Threads = copied.Threads = threads;
            float[] actual = new float[JoinedBranches.OutputLength], copies = new float[CopiedBranches.OutputLength];
            joined.Forward(image.Values, actual);
            copied.Forward(image.Values, copies, new float[CopiedBranches.SevensLength]);
            Comparison.Close(actual, expected, Tolerance.Network);
            Bits.Equal(copies, actual, $"On {threads} threads,");
        }
    }

    [Theory]
    [InlineData(9, 41)]
    [InlineData(1, 1)]
    [InlineData(64, 33)]
    public void Of_any_size(int height, int width)
    {
        var weights = new RandomTensors(JoinedBranches.Tensors);
        var image = Image.Random(height, width, 16);
        var expected = new Oracle(typeof(JoinedBranches), weights).RunAnySize(image.ToMap());
        float[] actual = new float[height * width * 8], copies = new float[height * width * 8];
        JoinedBranches.Load(weights).ToFullyConvolutional().Forward(image.Values, height, width, actual);
        CopiedBranches.Load(weights).ToFullyConvolutional().Forward(image.Values, height, width, copies, new float[height * width * 40]);
        Comparison.Close(actual, expected, Tolerance.Network);
        Bits.Equal(copies, actual);
    }
}
