using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// Every operator, alone in a network, with every property over a grid of shapes: single pixels, rows and columns, odd sizes, 3 and 17 channels. Each runs through
/// all that is generated for it, at its declared size and at larger ones, and must equal the oracle.
/// </summary>
public class OperatorSweepTests(ITestOutputHelper output)
{
    private const int BatchLength = 60;

    public static TheoryData<string> Kinds => [.. LayerRules.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EqualsTheReference(string kind)
    {
        var tally = new Tally();
        var networks = OperatorGrid.Networks(kind).ToList();
        Assert.True(networks.Count >= OperatorGrid.Shapes.Length, $"Only {networks.Count} networks");
        for (var start = 0; start < networks.Count; start += BatchLength)
            new NetworkBatch([.. networks.Skip(start).Take(BatchLength)]).Check(LanguageVersion.Latest, tally, seed: (ulong)start);

        output.WriteLine(tally.ToString());
        Assert.Equal(networks.Count, tally.Ran);
        Assert.True(tally.ComparedTightly > 0.95 * tally.Compared, $"The bounds are too wide: {tally}");
    }
}
