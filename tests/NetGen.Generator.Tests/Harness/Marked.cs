using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Source in which <c>{|NG0005:text|}</c> marks where a diagnostic is expected, in the notation of Roslyn's own test library.</summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Expected">The ids with their spans.</param>
internal sealed record Marked(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    public static Marked Parse(string source)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var expected = new List<(string, TextSpan)>();
        for (var index = 0; index < source.Length; index++)
        {
            if (source.AsSpan(index).StartsWith("{|"))
            {
                var colon = source.IndexOf(':', index);
                open.Push((source[(index + 2)..colon], text.Length));
                index = colon;
            }
            else if (source.AsSpan(index).StartsWith("|}"))
            {
                var (id, start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, text.Length)));
                index++;
            }
            else
            {
                text.Append(source[index]);
            }
        }

        Assert.Empty(open);
        return new Marked(text.ToString(), expected);
    }

    /// <summary>
    /// Asserts that the analyzer reports what is marked, there, with these messages in the order of the text (of the id, where they share a place), and
    /// nothing else; and that the generator generates exactly where there is no error.
    /// </summary>
    public static async Task CheckAsync(string source, params string[] messages) => await CheckAsync([source], messages);

    /// <inheritdoc cref="CheckAsync(string, string[])"/>
    public static async Task CheckAsync(string[] sources, string[] messages)
    {
        var marked = sources.Select(Parse).ToList();
        var compilation = Compilations.Create([.. marked.Select(file => file.Text)]);
        var found = await Analysis.RunAsync(compilation);
        var expected = marked
            .SelectMany((file, index) => file.Expected.Select(mark => (File: Compilations.FileName(index), mark.Id, mark.Span)))
            .OrderBy(mark => mark.File, StringComparer.Ordinal)
            .ThenBy(mark => mark.Span.Start)
            .ThenBy(mark => mark.Id, StringComparer.Ordinal);

        Assert.Equal(
            Lines(expected.Select(mark => $"{mark.File}{mark.Span} {mark.Id}")),
            Lines(found.Select(diagnostic => $"{diagnostic.Location.SourceTree?.FilePath}{diagnostic.Location.SourceSpan} {diagnostic.Id}")));
        Assert.Equal(Lines(messages), Lines(found.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));

        var run = GeneratorRun.Of(compilation);
        var errors = found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count == 0) Assert.Empty(run.Output.Complaints());
        foreach (var error in errors) Assert.DoesNotContain(run.Sources, source => source.HintName.EndsWith(ClassOf(error) + ".g.cs", StringComparison.Ordinal));

        // In a build the analyzer sees the generated part too, and must say the same.
        Assert.Equal(Lines(found.Select(Analysis.Describe)), Lines((await Analysis.RunAsync(run.Output)).Select(Analysis.Describe)));
    }

    private static string ClassOf(Diagnostic error) =>
        error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.ValueText;

    private static string Lines(IEnumerable<string> lines) => string.Join("\n", lines);
}
