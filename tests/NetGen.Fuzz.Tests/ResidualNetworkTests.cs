using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace NetGen.Fuzz.Tests;

/// <summary>Convolutions with a sum after them, over generated shapes: equal to the oracle in both forms, and to the bit for each number of threads.</summary>
public partial class ResidualNetworkTests(ITestOutputHelper output)
{
    private const int Networks = 60;

    public static TheoryData<int> Seeds => [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EqualsTheReference(int seed)
    {
        // A pool can be larger than its map: an error.
        var models = ResidualNetworks.Any.Sample(Networks, new Rnd((ulong)seed), size: 10).Select(model => model with { IsWild = true }).ToList();
        var tally = new Tally();
        var fused = 0;
        using var batch = new CompiledBatch(models, LanguageVersion.Latest);
        foreach (var (model, type) in batch.Accepted)
        {
            tally.Accepted++;
            NetworkRun.Check(model, type, tally, (ulong)seed);
            if (SumWithinConvolution().IsMatch((string)type.GetProperty("Summary")!.GetValue(null)!)) fused++;
        }

        output.WriteLine($"{tally}; {fused} with a sum within");
        Assert.True(tally.Ran > 0.8 * Networks, $"Too few to say anything: {tally}");
        Assert.True(fused > 0.4 * tally.Ran, $"Only {fused} of {tally.Ran} run the sum within the convolution.");
        Assert.True(tally.ComparedTightly > 0.95 * tally.Compared, $"The bounds are too wide: {tally}");
    }

    [GeneratedRegex("^add1 .* in (b|c|d)$", RegexOptions.Multiline)]
    private static partial Regex SumWithinConvolution();
}
