using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NetGen.OnnxRuntime;

namespace NetGen.Benchmarks.Peers;

/// <summary>Loads and calls one engine in a fresh process, where nothing is compiled, cached or allocated yet.</summary>
internal static class StartMeasurement
{
    public const string Command = "start";

    /// <summary>The medians of several processes.</summary>
    public static StartResult InFreshProcesses(PeerCase network, string engine, string path, int threads, int count)
    {
        var results = Enumerable.Range(0, count).Select(_ => InFreshProcess(network, engine, path, threads)).ToArray();
        return new StartResult(
            Alternation.Median(results.Select(result => result.LoadMs)),
            Alternation.Median(results.Select(result => result.FirstCallMs)),
            (long)Alternation.Median(results.Select(result => (double)result.PeakBytes)));
    }

    /// <summary>Measures in this process, and prints the result for the one that started it.</summary>
    public static void Run(string name, string engine, string path, int threads, int inputLength, int outputLength)
    {
        var network = PeerCase.All.Single(candidate => candidate.Name == name);
        var result = engine == "netgen" ? MeasureNetGen(network, path, threads, inputLength, outputLength) : MeasurePeer(path, threads);
        Console.WriteLine(JsonSerializer.Serialize(result));
    }

    private static StartResult InFreshProcess(PeerCase network, string engine, string path, int threads)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };

        // Under 'dotnet Program.dll' the process is dotnet, and the program its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(StartMeasurement).Assembly.Location);
        foreach (var argument in new[] { Command, network.Name, engine, path }) start.ArgumentList.Add(argument);
        foreach (var number in new[] { threads, network.InputLength, network.OutputLength }) start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"Loading {network.Title} in a process of its own failed with exit code {process.ExitCode}.");
        return JsonSerializer.Deserialize<StartResult>(text)!;
    }

    private static StartResult MeasureNetGen(PeerCase network, string path, int threads, int inputLength, int outputLength)
    {
        var (input, output) = (new float[inputLength], new float[outputLength]);
        var start = Stopwatch.GetTimestamp();
        var forward = network.Load(path, threads);
        var load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        forward(input, output);
        return new StartResult(load, Stopwatch.GetElapsedTime(start).TotalMilliseconds, PeakBytes());
    }

    private static StartResult MeasurePeer(string path, int threads)
    {
        var api = new OrtApi(RuntimeLibrary.Find()!);
        var start = Stopwatch.GetTimestamp();
        using var session = new OrtSession(api, path, threads);
        var load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        session.Input.Clear();
        start = Stopwatch.GetTimestamp();
        session.Run();
        return new StartResult(load, Stopwatch.GetElapsedTime(start).TotalMilliseconds, PeakBytes());
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
