using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Tests.Harness;

/// <summary>A consumer's project, in memory: the assemblies of the running .NET, NetGen.Attributes and NetGen.Runtime.</summary>
internal static class Compilations
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilationOptions Options { get; } =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false);

    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Append(typeof(TensorSpec).Assembly.Location)
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of files named A.cs, B.cs and so on.</summary>
    public static CSharpCompilation Create(params string[] files) => CSharpCompilation.Create(
        "Consumer",
        files.Select((text, index) => Parse(text, FileName(index))),
        References,
        Options);

    public static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), ParseOptions, path);

    public static string FileName(int index) => (char)('A' + index) + ".cs";

    /// <summary>What the C# compiler says that keeps it from making an assembly.</summary>
    public static IReadOnlyList<string> Errors(this Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];

    /// <summary>Errors and warnings: generated code must give neither.</summary>
    public static IReadOnlyList<string> Complaints(this Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString())];

    /// <summary>The class with [Network] that comes first: others may be its blocks.</summary>
    public static INamedTypeSymbol FirstNetwork(string source) => Create(source)
        .GetSymbolsWithName(_ => true, SymbolFilter.Type)
        .OfType<INamedTypeSymbol>()
        .Where(symbol => LayerAttributes.NetworkOf(symbol) is not null)
        .MinBy(symbol => symbol.DeclaringSyntaxReferences[0].Span.Start)!;
}
