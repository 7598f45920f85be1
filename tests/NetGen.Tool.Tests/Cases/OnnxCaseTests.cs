using System.Collections.Concurrent;
using System.Text;
using NetGen.Tests;
using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Cases;

/// <summary>
/// All of ONNX's own test cases that lie beside the checkout have a status in one table: they pass, or they are not supported for the reason given
/// there. A case that does otherwise than the table says fails the test, whichever way it changed.
/// </summary>
public sealed class OnnxCaseTests
{
    /// <summary>ONNX's own runner allows 1e-3 of the value. Winograd's transforms round to 6e-5 of a layer's root mean square.</summary>
    private const double Tolerance = 1e-4;

    private static readonly string TableFile = Path.Combine(Repository.TestProject, "Cases", "onnx-cases.md");

    [SharedDataFact("onnx-cases/LICENSE")]
    public void Every_case_does_what_the_table_says()
    {
        var table = new StringBuilder();
        var statuses = Statuses();
        var passed = statuses.Values.Count(status => status.StartsWith("passes", StringComparison.Ordinal));
        table.Append($"# ONNX's test cases\n\n{passed} of {statuses.Count} pass. A test compares this table with what happens.\n\n| case | status |\n|---|---|\n");
        foreach (var (name, status) in statuses.OrderBy(pair => pair.Key, StringComparer.Ordinal)) table.Append($"| {name} | {status.Replace("|", "\\|")} |\n");

        var expected = File.Exists(TableFile) ? File.ReadAllText(TableFile).ReplaceLineEndings("\n") : "";
        if (table.ToString() == expected) return;
        File.WriteAllText(Path.ChangeExtension(TableFile, "received.md"), table.ToString());
        var drift = table.ToString().Split('\n').Except(expected.Split('\n')).Take(20);
        Assert.Fail($"The cases differ from the table (move onnx-cases.received.md over onnx-cases.md if that is right):\n{string.Join("\n", drift)}");
    }

    [SharedDataFact("onnx-cases/LICENSE")]
    public void At_least_200_cases_pass() =>
        Assert.True(File.ReadLines(TableFile).Count(line => line.Contains("| passes", StringComparison.Ordinal)) >= 200);

    private static ConcurrentDictionary<string, string> Statuses()
    {
        var statuses = new ConcurrentDictionary<string, string>();
        var networks = new List<(OnnxCase Case, ImportedNetwork Network)>();
        foreach (var test in OnnxCase.All)
        {
            var (network, _, reason) = test.Import();
            if (network is null) statuses[test.Name] = $"not supported: {reason}";
            else networks.Add((test, network));
        }

        foreach (var chunk in networks.Chunk(50))
        {
            var compiled = CompiledNetwork.CompileAll([.. chunk.Select(pair => pair.Network)], CancellationToken.None);
            for (var i = 0; i < chunk.Length; i++) statuses[chunk[i].Case.Name] = Status(chunk[i].Case, chunk[i].Network, compiled[i]);
            compiled[0].Dispose();
        }

        return statuses;
    }

    private static string Status(OnnxCase test, ImportedNetwork network, CompiledNetwork compiled)
    {
        foreach (var dataSet in test.DataSets)
        {
            var inputs = OnnxCase.Tensors(dataSet, "input");
            var graph = test.Read();
            var input = inputs[graph.Inputs.Select(value => value.Name).ToList().IndexOf(network.InputName)];
            var actual = ModelRun.Run(network, compiled, input);
            var expected = OnnxCase.Tensors(dataSet, "output");
            for (var i = 0; i < expected.Length; i++)
            {
                var comparison = Comparison.Of(actual[i], expected[i], Tolerance);
                if (!comparison.IsEqual) return $"DIFFERS: {comparison}";
            }
        }

        return Bound(test, network) is { Length: > 0 } bound ? $"passes, with {bound} as constants" : "passes";
    }

    // Inputs of the model that are weights, or sizes and axes.
    private static string Bound(OnnxCase test, ImportedNetwork network) =>
        string.Join(", ", test.Read().Inputs.Where(input => input.Name != network.InputName && input.ElementType == 1).Select(input => $"`{input.Name}`"));
}
