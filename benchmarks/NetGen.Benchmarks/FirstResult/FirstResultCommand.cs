using System.Diagnostics;
using System.Runtime.InteropServices;
using NetGen.Benchmarks.Peers;
using NetGen.OnnxRuntime;

namespace NetGen.Benchmarks.FirstResult;

/// <summary>
/// <c>first-result</c>: whole processes, from their start to the first answer of LeNet-5, of a program that has the packed package and of one that has ONNX Runtime, beside
/// one that computes nothing: run by <c>dotnet</c>, and published by Native AOT where its compiler is on the feeds. They are built as a user builds them, outside of the solution.
/// </summary>
internal static class FirstResultCommand
{
    private const string Network = "lenet5";

    private static readonly string[] Names = ["NetGen", "OnnxRuntime", "Nothing"];

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
            if (build)
            {
                Build(repository, folder);
                PublishNative(folder);
            }

            var (model, weights) = (Path.Combine(temporary.FullName, "model.onnx"), Path.Combine(temporary.FullName, "model.safetensors"));
            PeerCase.All.Single(network => network.Name == Network).Write(model, weights);
            string[][] arguments = [[weights], [model, library], []];
            List<string[]> commands = [.. Names.Select((name, i) => (string[])["dotnet", Program(folder, name), .. arguments[i]])];
            var isPublished = Names.All(name => File.Exists(NativeProgram(folder, name)));
            if (isPublished) commands.AddRange(Names.Select((name, i) => (string[])[NativeProgram(folder, name), .. arguments[i]]));

            var answers = commands.Select(command => Answer(command, out _)).ToArray();
            if (answers.Where((_, i) => Names[i % Names.Length] != "Nothing").Distinct().Count() != 1) throw new InvalidOperationException("The programs give different answers.");

            var times = commands.Select(_ => new double[count]).ToArray();
            for (var turn = 0; turn < count; turn++)
                for (var i = 0; i < times.Length; i++) Answer(commands[i], out times[i][turn]);

            Console.WriteLine($"Process start to first answer of LeNet-5, median of {count} in turns.");
            Print("Run by dotnet", times[..Names.Length]);
            if (isPublished)
            {
                Print("Published by Native AOT", times[Names.Length..]);
                Console.WriteLine(FormattableString.Invariant($"NetGen's program is a file of {new FileInfo(NativeProgram(folder, "NetGen")).Length / 1e6:F1} MB then."));
            }
            else if (!build)
            {
                Console.WriteLine("No programs were published by Native AOT.");
            }

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

    /// <param name="way">How the programs were started.</param>
    /// <param name="times">NetGen's, ONNX Runtime's, and those of the program that computes nothing.</param>
    private static void Print(string way, double[][] times)
    {
        var (own, peer, nothing) = (Alternation.Median(times[0]), Alternation.Median(times[1]), Alternation.Median(times[2]));
        Console.WriteLine(FormattableString.Invariant(
            $"{way}: NetGen {own:F1} ms, ONNX Runtime {peer:F1} ms, ratio {own / peer:F2}; a program that computes nothing {nothing:F1} ms, ratio {nothing / peer:F2}; least {times[0].Min():F1}, {times[1].Min():F1} and {times[2].Min():F1} ms"));
    }

    private static void Build(string repository, string folder)
    {
        Delete(Path.Combine(folder, "feed"), Path.Combine(folder, "packages"));
        Dotnet(repository, "pack", Path.Combine("src", "Package"), "-c", "Release", "-o", Path.Combine(folder, "feed"));
        foreach (var name in Names)
        {
            Delete(Path.Combine(folder, name, "bin"), Path.Combine(folder, name, "obj"));
            Dotnet(Path.Combine(folder, name), "build", "-c", "Release", "-v", "quiet");
        }
    }

    /// <summary>Publishes all three, or says why that cannot be. NetGen's program sees the packed package alone, and finds the compiler among the user's packages, where it came with the others.</summary>
    private static void PublishNative(string folder)
    {
        try
        {
            string[] publish = ["publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "-v", "quiet"];
            Dotnet(Path.Combine(folder, "Nothing"), publish);
            Dotnet(Path.Combine(folder, "OnnxRuntime"), publish);
            var packages = Dotnet(Path.Combine(folder, "Nothing"), "msbuild", "-getProperty:NuGetPackageRoot").Trim();
            Dotnet(Path.Combine(folder, "NetGen"), [.. publish, $"-p:RestoreAdditionalProjectFallbackFolders={packages}"]);
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine($"Native AOT is left out. {e.Message}");
        }
    }

    private static void Delete(params string[] folders)
    {
        foreach (var folder in folders)
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static string Program(string folder, string name)
    {
        var program = Path.Combine(folder, name, "bin", "Release", "net10.0", $"FirstResult.{name}.dll");
        return File.Exists(program) ? program : throw new InvalidOperationException($"There is no {program}; build it by leaving out --no-build.");
    }

    private static string NativeProgram(string folder, string name) =>
        Path.Combine(folder, name, "bin", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "publish", $"FirstResult.{name}" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    private static string Answer(string[] command, out double milliseconds)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = Output("", command);
        milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return answer;
    }

    private static string Dotnet(string folder, params string[] arguments) => Output(folder, ["dotnet", .. arguments]);

    private static string Output(string folder, string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', command)} failed with exit code {process.ExitCode}.\n{output}");
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) return folder.FullName;
        throw new InvalidOperationException("The repository that this program was built in is not there.");
    }
}
