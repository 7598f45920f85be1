using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Onnx;

namespace NetGen.Tool.Tests.Commands;

/// <summary>A network whose blocks lie in another assembly than itself, as a library of blocks has it.</summary>
public sealed class OtherAssemblyTests : IDisposable
{
    private const string Blocks = """
        using NetGen;

        namespace Library;

        [Network, Input(4), Conv(3, 4, Pad = 1), Relu]
        public partial class Inner;

        [Network, Input(4), Use(typeof(Inner), Name = "inner"), Conv(1, 4), Add("Input")]
        public partial class Residual;
        """;

    private const string Network = """
        using NetGen;

        [Network, Input(6, 5, 3), Conv(1, 4, Name = "stem"), Use(typeof(Library.Residual), Name = "first"), Use(typeof(Library.Residual), Name = "second"), GlobalAveragePool]
        public partial class Whole;
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-assemblies");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Blocks_beside_the_network_are_found()
    {
        CompileBoth();
        Compile("Alone", Network.Replace("Whole", "Alone", StringComparison.Ordinal), Blocks);
        Assert.Equal(Model("Alone"), Model("Whole"));

        var (code, output, error) = Program.Run("summary", PathOf("Whole.dll"));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("second.inner.conv1", output);
    }

    [Fact]
    public void Blocks_that_are_not_there_are_named()
    {
        CompileBoth();
        File.Delete(PathOf("Library.dll"));
        File.WriteAllBytes(PathOf("w.safetensors"), []);
        foreach (var arguments in new[] { new[] { "summary", PathOf("Whole.dll") }, ["export", PathOf("Whole.dll"), "--weights", PathOf("w.safetensors"), "-o", PathOf("m.onnx")] })
        {
            var (code, _, error) = Program.Run(arguments);
            Assert.Equal(3, code);
            Assert.Contains("The block 'Residual' of 'Whole' lies in 'Library.dll', which is not beside the assembly", error);
        }

        Assert.False(File.Exists(PathOf("m.onnx")));
    }

    private byte[] Model(string name)
    {
        var network = OnnxNetwork.Load(PathOf($"{name}.dll"), name);
        Assert.Equal("second.conv1.bias", network.Tensors[^1].Name);
        using var model = new MemoryStream();
        network.Export(model, new NetGen.Networks.Tests.Support.RandomTensors(network.Tensors.AsSpan()));
        return System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(model.ToArray()).Replace(name, "", StringComparison.Ordinal));
    }

    // Attributes are all that is read of an assembly: the generator need not run.
    private string Compile(string name, params string[] sources) => Compile(name, sources, []);

    private void CompileBoth() => Compile("Whole", [Network], [Compile("Library", Blocks)]);

    private string Compile(string name, string[] sources, string[] libraries)
    {
        var platform = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] references = [.. new[] { "System.Private.CoreLib.dll", "System.Runtime.dll", "netstandard.dll" }.Select(file => Path.Combine(platform, file)), typeof(NetworkAttribute).Assembly.Location, .. libraries];
        var compilation = CSharpCompilation.Create(
            name, sources.Select(source => CSharpSyntaxTree.ParseText(source)), references.Select(path => MetadataReference.CreateFromFile(path)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var emitted = compilation.Emit(PathOf($"{name}.dll"));
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return PathOf($"{name}.dll");
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);
}
