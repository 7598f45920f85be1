using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Runs the analyzer over a consumer's project.</summary>
internal static class Analysis
{
    /// <summary>What it reports, in the order of the text. An exception within it fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(Compilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([new NetworkAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.All(found, diagnostic => Assert.StartsWith("NG", diagnostic.Id, StringComparison.Ordinal));
        return [.. found
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.GetMessage(), StringComparer.Ordinal)];
    }

    public static Task<ImmutableArray<Diagnostic>> RunAsync(params string[] files) => RunAsync(Compilations.Create(files));

    /// <summary>As in <c>A.cs(3,7)-(3,8): error NG0005 at «0»: 'conv1': the kernel is 0, but must be at least 1</c>.</summary>
    public static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var text = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        return $"{span.Path}{Position(span.StartLinePosition)}-{Position(span.EndLinePosition)}: {severity} {diagnostic.Id} at «{text}»: {diagnostic.GetMessage()}";
    }

    private static string Position(Microsoft.CodeAnalysis.Text.LinePosition position) => $"({position.Line + 1},{position.Character + 1})";
}
