using System.Globalization;
using System.Text.Json;
using NetGen.OnnxRuntime;

namespace NetGen.Benchmarks.Peers;

/// <summary><c>peers</c>: NetGen beside ONNX Runtime, network by network, as a table and as JSON.</summary>
internal static class PeersCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <returns>The exit code: 0; 2 without the library; 1 where outputs differ.</returns>
    public static int Run(IReadOnlyList<PeerCase> networks, IReadOnlyList<int> threads, int blocks, FileInfo? json)
    {
        if (RuntimeLibrary.Find() is not { } library)
        {
            Console.Error.WriteLine(RuntimeLibrary.Missing);
            return 2;
        }

        var api = new OrtApi(library);
        var peak = PeakSpeed.Measure();
        Write($"NetGen {typeof(NetworkAttribute).Assembly.GetName().Version} and ONNX Runtime {api.Version}; peak {peak / 1e9:F1} GFLOP/s a core; best of {blocks} blocks of turns");
        Write("");
        Write("| network | threads | NetGen ms | ONNX Runtime ms | ratio | target | % of peak | load ms | its load ms | first call ms | its first call ms | bytes/call | peak MB | its peak MB | max error |");
        Write("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var results = new List<PeerResult>();
        var exitCode = 0;
        foreach (var network in networks)
        {
            try
            {
                foreach (var (result, peerStart) in new Comparison(network, api, peak, blocks).Run(threads))
                {
                    results.Add(result);
                    Write(Line(network, result, peerStart));
                }
            }
            catch (InvalidOperationException e)
            {
                Console.Error.WriteLine(e.Message);
                exitCode = 1;
            }
        }

        if (networks.Any(network => network is { IsConvolutional: true } && network.Network == typeof(Vgg16)))
        {
            Write("");
            foreach (var count in threads) Write(PassAndCrops.Measure(count, Math.Min(blocks, 2)));
        }

        if (json is not null) File.WriteAllText(json.FullName, JsonSerializer.Serialize(results, Json) + "\n");
        return exitCode;
    }

    private static string Line(PeerCase network, PeerResult result, StartResult peerStart) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {network.Title} | {result.Threads} | {result.NetgenMs:G4} | {result.PeerMs:G4} | {result.Ratio:F2} | {network.Target(result.Threads):F2} | {result.PercentOfPeak:F0} | {result.LoadMs:F1} | {result.PeerLoadMs:F1} | {result.FirstCallMs:F2} | {peerStart.FirstCallMs:F2} | {result.AllocatedBytes} | {result.PeakBytes / 1e6:F0} | {peerStart.PeakBytes / 1e6:F0} | {result.MaxError:0.0e+0} |");

    private static void Write(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private static void Write(string text) => Console.WriteLine(text);
}
