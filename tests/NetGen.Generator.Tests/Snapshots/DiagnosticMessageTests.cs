using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Snapshots;

/// <summary>All that is said of a network, word for word.</summary>
public class DiagnosticMessageTests
{
    private static readonly Snapshot Snapshot = new("Snapshots", nameof(DiagnosticMessageTests));

    [Fact]
    public async Task Remarks_on_correct_networks()
    {
        var found = await Analysis.RunAsync([.. SnapshotNetworks.All]);
        Snapshot.Text(string.Join("\n", found.Select(Analysis.Describe)));
    }

    [Fact]
    public async Task Many_faults_at_once()
    {
        var found = await Analysis.RunAsync(
            """
            using NetGen;

            class Outer
            {
                [Network]
                [Conv(0, 8, Stride = -1), LocalResponseNorm(4)]
                [Input(28, 28, 3)]
                [Input(28, 28, 1)]
                [Conv(5, 8, 16, Groups = 3, Pad = 2, Same = true), Clip(1, 0)]
                [Dense(10, Name = "")]
                class Faulty;
            }
            """);
        Snapshot.Text(string.Join("\n", found.Select(Analysis.Describe)));
    }
}
