using System.Diagnostics;
using System.Globalization;
using NetGen.Tests;
using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Tool.Tests.Cases;

namespace NetGen.Tool.Tests.Hostile;

/// <summary>
/// Damaged models are refused with a message, or imported: the program does not crash, hang, or take memory without bounds. The environment variable
/// NETGEN_MUTATIONS sets how many are tried.
/// </summary>
public sealed class MutationTests
{
    private const int ByDefault = 300;

    private static readonly TimeSpan LongestImport = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Damaged_models_are_refused_or_imported()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("NETGEN_MUTATIONS"), CultureInfo.InvariantCulture, out var stated) ? stated : ByDefault;
        var models = Models().ToArray();
        var (imported, longest) = (0, TimeSpan.Zero);
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var (name, bytes) = models[random.Next(models.Length)];
            var mutant = Mutation.Of(bytes, random);
            var watch = Stopwatch.StartNew();
            var import = Task.Run(() => Import(mutant, random));
            if (await Task.WhenAny(import, Task.Delay(LongestImport)) != import) Assert.Fail($"Mutant {seed} of {name} takes longer than {LongestImport}.");
            if (import.Exception is { } exception) Assert.Fail($"Mutant {seed} of {name}: {exception.InnerException}");
            if (await import) imported++;
            if (watch.Elapsed > longest) longest = watch.Elapsed;
        }

        // What is refused at once and what gets through both count: neither side may be empty.
        Assert.InRange(imported, count / 100, count - (count / 10));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        Assert.True(peak < 2_000_000_000, $"{peak:N0} bytes were taken.");
    }

    private static bool Import(byte[] model, Random random)
    {
        try
        {
            var network = OnnxImport.Run(ModelReader.Read(model, "mutant", Path.GetTempPath()), random.Next(4) == 0 ? [1, 3, 16, 16] : null);
            NetworkDeclarations.Check(network, "Mutant");
            var tensors = new ImportedTensors(network);
            _ = tensors.NotFinite().Count();
            return CSharpWriter.Write(network, "Mutant", null).Length > 0;
        }
        catch (Exception e) when (e is InvalidModelException or UnsupportedModelException)
        {
            Assert.NotEmpty(e.Message);
            return false;
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Models()
    {
        string[] shared = ["mnist-8/model.onnx", "espcn/super_resolution.onnx", "ultraface-slim/version-slim-320_simplified.onnx"];
        var files = shared.Select(SharedData.Find).OfType<string>()
            .Concat(OnnxCase.All.Select(test => Path.Combine(test.Folder, "model.onnx")))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.TestProject, "Exports"), "*.onnx").Order(StringComparer.Ordinal));
        return files.Select(file => (Path.GetFileName(Path.GetDirectoryName(file)!), File.ReadAllBytes(file)));
    }
}
