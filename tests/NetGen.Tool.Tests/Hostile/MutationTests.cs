using System.Diagnostics;
using System.Globalization;
using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Tool.Tests.Cases;
using Xunit.Abstractions;

namespace NetGen.Tool.Tests.Hostile;

/// <summary>
/// Damaged models are refused with a message, or imported: the program does not crash, hang, or take memory without bounds. A few are tried with all
/// other tests; a long run is <c>NETGEN_MUTATIONS=10000 dotnet test tests/NetGen.Tool.Tests --filter MutationTests --logger "console;verbosity=detailed"</c>,
/// which prints its figures.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int ByDefault = 300;

    /// <summary>What one import may allocate, in all.</summary>
    private const long MostAllocated = 1_000_000_000;

    /// <summary>What the process may take, where it runs nothing else.</summary>
    private const long MostMemory = 2_000_000_000;

    private static readonly TimeSpan LongestImport = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Damaged_models_are_refused_or_imported()
    {
        var isLong = int.TryParse(Environment.GetEnvironmentVariable("NETGEN_MUTATIONS"), CultureInfo.InvariantCulture, out var stated);
        var count = isLong ? stated : ByDefault;
        var models = Models().ToArray();
        var (imported, longest, largest, whole) = (0, TimeSpan.Zero, 0L, Stopwatch.StartNew());
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var (name, bytes) = models[random.Next(models.Length)];
            var mutant = Mutation.Of(bytes, random);
            var watch = Stopwatch.StartNew();
            var import = Task.Run(() => Import(mutant, random));
            if (await Task.WhenAny(import, Task.Delay(LongestImport)) != import) Assert.Fail($"Mutant {seed} of {name} takes longer than {LongestImport}.");
            if (import.Exception is { } exception) Assert.Fail($"Mutant {seed} of {name}: {exception.InnerException}");
            var (isImported, allocated) = await import;
            if (allocated > MostAllocated) Assert.Fail($"Mutant {seed} of {name} allocates {allocated:N0} bytes.");
            if (isImported) imported++;
            if (watch.Elapsed > longest) longest = watch.Elapsed;
            largest = Math.Max(largest, allocated);
        }

        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} mutants of {models.Length} models in {whole.Elapsed.TotalSeconds:F0} s: {imported:N0} imported, {count - imported:N0} refused."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The longest took {longest.TotalSeconds:F2} s, the largest allocated {largest / 1e6:F0} MB; the process took {peak / 1e6:F0} MB at most."));

        // What is refused at once and what gets through both count: neither side may be empty.
        Assert.InRange(imported, count / 100, count - (count / 10));
        if (isLong) Assert.True(peak < MostMemory, $"{peak:N0} bytes were taken.");
    }

    private static (bool IsImported, long Allocated) Import(byte[] model, Random random)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isImported = IsImported(model, random);
        return (isImported, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool IsImported(byte[] model, Random random)
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
