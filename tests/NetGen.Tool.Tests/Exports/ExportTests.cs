using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Exports;

/// <summary>Networks of structures that are in use, as PyTorch exports them, give what PyTorch gave. make_exports.py wrote the files.</summary>
public sealed class ExportTests
{
    /// <summary>Both round in single precision, in another order; convolutions of 16 channels may be transformed.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Weights in half precision have three digits; PyTorch's output is that of the whole ones.</summary>
    private const double HalfTolerance = 2e-3;

    private static readonly string Folder = Path.Combine(Repository.TestProject, "Exports");

    private static readonly string[] Files = [.. Directory.EnumerateFiles(Folder, "*.onnx").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static readonly CompiledBatch Networks = new(Files, name => ModelRun.Import(ModelReader.Read(PathOf($"{name}.onnx")), [TensorFile.Read(PathOf($"{DataOf(name)}.input.npy"))]));

    public static TheoryData<string> Names => [.. Files];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_what_PyTorch_gave(string name)
    {
        var (network, input, compiled) = Networks[name];
        var comparison = Comparison.Of(
            Assert.Single(ModelRun.Run(network, compiled, input)), TensorFile.Read(PathOf($"{DataOf(name)}.output.npy")), name == "half" ? HalfTolerance : Tolerance);
        Assert.True(comparison.IsEqual, $"{comparison}\n{CSharpWriter.Write(network, "Network", null)}");
    }

    // The same network, stored in other ways.
    private static string DataOf(string name) => File.Exists(PathOf($"{name}.input.npy")) ? name : "classifier_13";

    private static string PathOf(string file) => Path.Combine(Folder, file);
}
