using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using NetGen.Onnx;
using NetGen.Onnx.Import;

namespace NetGen.Tool.Running;

/// <summary>An imported network, compiled in memory with the same generator that a build runs.</summary>
internal sealed class CompiledNetwork : IDisposable
{
    private const string ClassName = "Network";

    // Read once: the C# compiler keeps what it has found in them.
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(FindReferences);

    private readonly ImportedNetwork _network;
    private readonly AssemblyLoadContext _context;
    private readonly Type _runner;
    private Action<float[], float[][]>? _forward;

    private CompiledNetwork(ImportedNetwork network, AssemblyLoadContext context, Type runner) =>
        (_network, _context, _runner) = (network, context, runner);

    /// <summary>The scratch memory of a call, in bytes.</summary>
    public long WorkspaceBytes => (long)_runner.GetProperty("WorkspaceBytes")!.GetValue(null)!;

    /// <summary>The layer table.</summary>
    public string Summary => (string)_runner.GetProperty("Summary")!.GetValue(null)!;

    /// <summary>Compiles a network.</summary>
    /// <exception cref="UnsupportedModelException">NetGen refuses the network: it says why.</exception>
    public static CompiledNetwork Compile(ImportedNetwork network, CancellationToken cancellation) => CompileAll([network], cancellation)[0];

    /// <summary>Compiles networks together, since most of a compilation's cost does not depend on its size.</summary>
    /// <exception cref="UnsupportedModelException">NetGen refuses one of the networks: it says why.</exception>
    public static ImmutableArray<CompiledNetwork> CompileAll(IReadOnlyList<ImportedNetwork> networks, CancellationToken cancellation)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = networks.SelectMany((network, index) => new[]
        {
            CSharpSyntaxTree.ParseText(CSharpWriter.Write(network, ClassName, Space(index)), options, $"{Space(index)}.cs", cancellationToken: cancellation),
            CSharpSyntaxTree.ParseText(Runner(network, index), options, $"{Space(index)}.Runner.cs", cancellationToken: cancellation),
        });
        var compilation = CSharpCompilation.Create(
            "NetGen.Imported",
            trees,
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, cancellation);

        using var image = new MemoryStream();
        var emitted = generated.Emit(image, cancellationToken: cancellation);
        if (!emitted.Success) throw Refusal(networks, generated, emitted.Diagnostics, cancellation);
        image.Position = 0;
        var context = new AssemblyLoadContext("netgen", isCollectible: true);
        var assembly = context.LoadFromStream(image);
        return [.. networks.Select((network, index) => new CompiledNetwork(network, context, assembly.GetType($"{Space(index)}.Runner", throwOnError: true)!))];
    }

    /// <summary>Runs the network on one example.</summary>
    /// <param name="example">The example's elements, in the order of the model's input.</param>
    /// <param name="outputs">Receive the elements of the network's outputs.</param>
    public void Run(float[] example, float[][] outputs)
    {
        _forward ??= _runner.GetMethod("Load")!.CreateDelegate<Func<ITensorSource, Action<float[], float[][]>>>()(new ImportedTensors(_network));
        _forward(example, outputs);
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    private static string Space(int index) => $"N{index}";

    // Spans cannot be passed by reflection, and there are as many as there are outputs: what knows the class is compiled with it.
    private static string Runner(ImportedNetwork network, int index)
    {
        var outputs = string.Concat(network.Returned.Select((_, i) => $", outputs[{i}]"));
        return $$"""
            namespace {{Space(index)}};

            public static class Runner
            {
                public static long WorkspaceBytes => {{ClassName}}.WorkspaceBytes;

                public static string Summary => {{ClassName}}.Summary;

                public static System.Action<float[], float[][]> Load(NetGen.ITensorSource tensors)
                {
                    var network = {{ClassName}}.Load(tensors);
                    return (input, outputs) => network.Forward(input{{outputs}});
                }
            }
            """;
    }

    // The generator is silent about a network with errors: the analyzer reports them. Here the front end says them.
    private static Exception Refusal(
        IReadOnlyList<ImportedNetwork> networks, Compilation compilation, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        for (var index = 0; index < networks.Count; index++)
        {
            var symbol = compilation.GetTypeByMetadataName($"{Space(index)}.{ClassName}")!;
            var faults = NetworkMetadata.Messages(NetworkCompiler.Check(Generator.Declaration.DeclarationReader.Read(symbol, cancellation)).Faults).ToArray();
            if (faults.Length > 0) return new UnsupportedModelException(networks[index].Source, faults);
        }

        var text = new StringBuilder("The imported network does not compile, which is a fault of NetGen:");
        foreach (var diagnostic in diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)) text.Append($"\n  {diagnostic}");
        return new InvalidOperationException(text.ToString());
    }

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string[] own = [typeof(NetworkAttribute).Assembly.Location, typeof(MapSize).Assembly.Location];
        return
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
                .Concat(own)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
