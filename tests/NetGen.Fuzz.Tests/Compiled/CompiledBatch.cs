using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// Networks compiled together, each in a namespace of its own, since most of a compilation's cost does not depend on its size. The constructor checks what holds of
/// every declaration: the generator and the analyzer do not fail, a network is either rejected with an error or generated, and what is generated
/// compiles without a warning.
/// </summary>
internal sealed class CompiledBatch : IDisposable
{
    private static readonly ImmutableArray<string> Others = ["netstandard.dll", "NetGen.Attributes.dll", "NetGen.Runtime.dll"];

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || Others.Contains(name)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly ImmutableArray<NetworkModel> _models;
    private readonly AssemblyLoadContext _context = new("networks", isCollectible: true);
    private readonly ILookup<int, Diagnostic> _rejections;
    private readonly Assembly _assembly;

    /// <summary>Compiles networks.</summary>
    /// <exception cref="NetworkFailure">One of them breaks a rule.</exception>
    public CompiledBatch(IEnumerable<NetworkModel> models, LanguageVersion version)
    {
        _models = [.. models];
        var options = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var trees = _models.Select((model, index) => CSharpSyntaxTree.ParseText(model.Source(Space(index)), options, PathOf(index)));
        var compilation = CSharpCompilation.Create(
            "Networks",
            trees,
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported);
        var result = driver.GetRunResult().Results.Single();
        CheckGenerator(result, reported);
        _rejections = Analyze(generated);
        CheckGeneratedOrRejected(result);
        _assembly = Load(generated);
    }

    /// <summary>Those that were accepted.</summary>
    public IEnumerable<(NetworkModel Model, Type Type)> Accepted => _models
        .Select((model, index) => (model, index))
        .Where(pair => !_rejections.Contains(pair.index))
        .Select(pair => (pair.model, _assembly.GetType($"{Space(pair.index)}.{pair.model.TypeName}", throwOnError: true)!));

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    private static string Space(int index) => $"N{index}";

    private static string PathOf(int index) => $"N{index}.cs";

    private static int IndexOf(string path) => int.Parse(Path.GetFileName(path)[1..].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    private void CheckGenerator(GeneratorRunResult result, ImmutableArray<Diagnostic> reported)
    {
        if (result.Exception is { } exception) throw new NetworkFailure(_models[0], $"The generator threw for one of {_models.Length} networks: {exception}", exception);
        if (!reported.IsEmpty) throw new NetworkFailure(_models[0], $"The generator reported {string.Join("; ", reported)}.");
    }

    /// <summary>The errors that the analyzer reports, by network. As in a build, it sees what was generated too.</summary>
    private ILookup<int, Diagnostic> Analyze(Compilation generated)
    {
        var diagnostics = generated.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        foreach (var diagnostic in diagnostics)
        {
            if (diagnostic.Id == "AD0001") throw new NetworkFailure(_models[0], $"The analyzer threw for one of {_models.Length} networks: {diagnostic}");
        }

        return diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToLookup(diagnostic => IndexOf(diagnostic.Location.SourceTree!.FilePath));
    }

    private void CheckGeneratedOrRejected(GeneratorRunResult result)
    {
        // A block is a class of its own, which may be right where the network that uses it is not.
        var generated = result.GeneratedSources.Where(source => !source.HintName.Contains("Block", StringComparison.Ordinal)).Select(source => IndexOf(source.HintName)).ToHashSet();
        for (var index = 0; index < _models.Length; index++)
        {
            var model = _models[index];
            if (generated.Contains(index) == _rejections.Contains(index))
                throw new NetworkFailure(
                    model, generated.Contains(index) ? $"It is generated in spite of {_rejections[index].First()}" : "Nothing is generated, and no error says why.");
            if (!model.IsWild && _rejections.Contains(index))
                throw new NetworkFailure(model, $"It is declared as documented, but rejected: {string.Join("; ", _rejections[index])}");
        }
    }

    private Assembly Load(Compilation generated)
    {
        using var image = new MemoryStream();
        var emitted = generated.Emit(image);
        foreach (var diagnostic in emitted.Diagnostics)
        {
            var path = diagnostic.Location.SourceTree?.FilePath;
            if (diagnostic.Severity < DiagnosticSeverity.Warning || diagnostic.Id is "CS1701" or "CS1702") continue;

            // The declarations themselves have no comments; a generated part brings one for its class.
            if (diagnostic.Id == "CS1591" && path is not null && _rejections.Contains(IndexOf(path))) continue;
            if (diagnostic.Id == "CS1591" && path == PathOf(IndexOf(path!)) && _models[IndexOf(path!)].Form == ClassForm.Nested) continue;
            throw new NetworkFailure(path is null ? _models[0] : _models[IndexOf(path)], $"It does not compile cleanly: {diagnostic}");
        }

        image.Position = 0;
        return _context.LoadFromStream(image);
    }
}
