using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Snapshots;

/// <summary>What is generated, word for word.</summary>
public class GeneratedSourceTests
{
    private static readonly Snapshot Snapshot = new("Snapshots", nameof(GeneratedSourceTests));

    [Fact]
    public void Classifier() => Snapshot.Sources(Run(SnapshotNetworks.Classifier));

    [Fact]
    public void ImageToImage() => Snapshot.Sources(Run(SnapshotNetworks.ImageToImage));

    [Fact]
    public void Keyword() => Snapshot.Sources(Run(SnapshotNetworks.Keyword));

    [Fact]
    public void Pools() => Snapshot.Sources(Run(SnapshotNetworks.Pools));

    [Fact]
    public void PooledTrunk() => Snapshot.Sources(Run(SnapshotNetworks.PooledTrunk));

    [Fact]
    public void Weightless() => Snapshot.Sources(Run(SnapshotNetworks.Weightless));

    [Fact]
    public void Identity() => Snapshot.Sources(Run(SnapshotNetworks.Identity));

    [Fact]
    public void Residual() => Snapshot.Sources(Run(SnapshotNetworks.Residual));

    [Fact]
    public void Hourglass() => Snapshot.Sources(Run(SnapshotNetworks.Hourglass));

    [Fact]
    public void EvenOnly() => Snapshot.Sources(Run(SnapshotNetworks.EvenOnly));

    [Fact]
    public void Every_layer_is_in_one_of_them()
    {
        var missing = OperatorTable.Kinds.Except(["LayoutChange", "Copy"]).Where(kind => !SnapshotNetworks.All.Any(source => Uses(source, kind)));
        Assert.Empty(missing);
    }

    private static bool Uses(string source, string kind) => System.Text.RegularExpressions.Regex.IsMatch(source, $@"[\[ ]{kind}[\](,]");

    private static GeneratorRun Run(string source)
    {
        var run = GeneratorRun.Of(source);
        Assert.Empty(run.Output.Complaints());
        return run;
    }
}
