using System.Diagnostics;
using NetGen.Benchmarks.Peers;
using NetGen.OnnxRuntime;

namespace NetGen.Benchmarks.FirstResult;

/// <summary>
/// <c>first-result</c>: whole processes, from their start to the first answer of LeNet-5, of a program that has the packed package and of one that has ONNX Runtime, beside
/// one that computes nothing. They are built as a user builds them, outside of the solution.
/// </summary>
internal static class FirstResultCommand
{
    private const string Network = "lenet5";

    /// <returns>The exit code: 0; 2 without the library; 1 where the answers differ or a build fails.</returns>
    public static int Run(int count, bool build)
    {
        if (RuntimeLibrary.Find() is not { } library)
        {
            Console.Error.WriteLine(RuntimeLibrary.Missing);
            return 2;
        }

        var temporary = Directory.CreateTempSubdirectory("netgen-first-");
        try
        {
            var repository = Repository();
            var folder = Path.Combine(repository, "benchmarks", "FirstResult");
            if (build) Build(repository, folder);
            var (model, weights) = (Path.Combine(temporary.FullName, "model.onnx"), Path.Combine(temporary.FullName, "model.safetensors"));
            PeerCase.All.Single(network => network.Name == Network).Write(model, weights);
            string[] own = [Program(folder, "NetGen"), weights];
            string[] peer = [Program(folder, "OnnxRuntime"), model, library];
            string[] nothing = [Program(folder, "Nothing")];
            Answer(nothing, out _);
            if (Answer(own, out _) != Answer(peer, out _)) throw new InvalidOperationException("The two programs give different answers.");

            var (ownTimes, peerTimes, nothingTimes) = (new double[count], new double[count], new double[count]);
            for (var i = 0; i < count; i++)
            {
                Answer(own, out ownTimes[i]);
                Answer(peer, out peerTimes[i]);
                Answer(nothing, out nothingTimes[i]);
            }

            var (ownMs, peerMs, nothingMs) = (Alternation.Median(ownTimes), Alternation.Median(peerTimes), Alternation.Median(nothingTimes));
            Console.WriteLine(FormattableString.Invariant(
                $"Process start to first answer of LeNet-5, median of {count} in turns: NetGen {ownMs:F1} ms, ONNX Runtime {peerMs:F1} ms, ratio {ownMs / peerMs:F2}; a program that computes nothing {nothingMs:F1} ms, ratio {nothingMs / peerMs:F2}; least {ownTimes.Min():F1}, {peerTimes.Min():F1} and {nothingTimes.Min():F1} ms"));
            return 0;
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static void Build(string repository, string folder)
    {
        foreach (var name in new[] { "feed", "packages" })
            if (Directory.Exists(Path.Combine(folder, name))) Directory.Delete(Path.Combine(folder, name), recursive: true);
        Dotnet(repository, "pack", Path.Combine("src", "Package"), "-c", "Release", "-o", Path.Combine(folder, "feed"));
        foreach (var name in new[] { "NetGen", "OnnxRuntime", "Nothing" })
        {
            if (Directory.Exists(Path.Combine(folder, name, "obj"))) Directory.Delete(Path.Combine(folder, name, "obj"), recursive: true);
            Dotnet(Path.Combine(folder, name), "build", "-c", "Release", "-v", "quiet");
        }
    }

    private static string Program(string folder, string name)
    {
        var program = Path.Combine(folder, name, "bin", "Release", "net10.0", $"FirstResult.{name}.dll");
        return File.Exists(program) ? program : throw new InvalidOperationException($"There is no {program}; build it by leaving out --no-build.");
    }

    private static string Answer(string[] arguments, out double milliseconds)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = Dotnet(null, arguments);
        milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return answer;
    }

    private static string Dotnet(string? folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = folder ?? "" })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed with exit code {process.ExitCode}.\n{output}");
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) return folder.FullName;
        throw new InvalidOperationException("The repository that this program was built in is not there.");
    }
}
