using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// Convolutions whose loops are written out, over generated shapes: equal to the oracle in both forms, and to the bit for each number of threads. Networks that a
/// shape makes impossible are declared too; most are accepted.
/// </summary>
public class UnrolledConvolutionTests(ITestOutputHelper output)
{
    private const int Networks = 60;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EqualsTheReference(int seed)
    {
        // Kernels larger than their maps, and pools than theirs, are errors.
        var models = UnrolledNetworks.Any.Sample(Networks, new Rnd((ulong)seed), size: 10).Select(model => model with { IsWild = true }).ToList();
        var tally = new Tally();
        var (unrolled, fused) = (0, 0);
        using var batch = new CompiledBatch(models, LanguageVersion.Latest);
        foreach (var (model, type) in batch.Accepted)
        {
            tally.Accepted++;
            NetworkRun.Check(model, type, tally, (ulong)seed);
            var summary = (string)type.GetProperty("Summary")!.GetValue(null)!;
            if (summary.Contains("unrolled", StringComparison.Ordinal)) unrolled++;
            if (summary.Contains("in conv1", StringComparison.Ordinal)) fused++;
        }

        output.WriteLine($"{tally}; {unrolled} unrolled, {fused} with a layer within");
        Assert.True(tally.Ran > Networks / 2, $"Too few to say anything: {tally}");
        Assert.True(unrolled > 0.7 * tally.Ran, $"Only {unrolled} of {tally.Ran} are unrolled.");
        Assert.True(fused > 0.3 * tally.Ran, $"Only {fused} of {tally.Ran} run a layer within the convolution.");
        Assert.True(tally.ComparedTightly > 0.95 * tally.Compared, $"The bounds are too wide: {tally}");
    }
}
