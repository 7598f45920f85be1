using Microsoft.CodeAnalysis;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic has its severity, its page, and examples there that do what the page says.</summary>
public class DescriptorTests
{
    private static readonly string[] Remarks = ["NG0104", "NG0201", "NG0203", "NG0204", "NG0206"];

    public static TheoryData<string> Ids => [.. DiagnosticDescriptors.All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void All_are_those_of_the_contract() => Assert.Equal(
        [
            "NG0001", "NG0002", "NG0003", "NG0004", "NG0005", "NG0006", "NG0007", "NG0101", "NG0102", "NG0103", "NG0104", "NG0105", "NG0106",
            "NG0201", "NG0202", "NG0203", "NG0204", "NG0205", "NG0206",
        ],
        new NetworkAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Severity_and_help_link(string id)
    {
        var descriptor = DiagnosticDescriptors.ById(id);
        var severity = Remarks.Contains(id) ? DiagnosticSeverity.Info : id == "NG0205" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
        Assert.Equal(severity, descriptor.DefaultSeverity);
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_is_headed_by_id_and_title(string id) =>
        Assert.Equal($"# {id}: {DiagnosticDescriptors.ById(id).Title}", Page(id).Split('\n')[0]);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_index_lists_the_page(string id)
    {
        var descriptor = DiagnosticDescriptors.ById(id);
        Assert.Contains($"| [{id}]({id}.md) | {descriptor.DefaultSeverity.ToString().ToLowerInvariant()} | {descriptor.Title} |\n", Page("README"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_first_example_triggers_it_and_nothing_else(string id)
    {
        var found = await Analysis.RunAsync(Examples(id)[0]);
        Assert.All(found, diagnostic => Assert.Equal(id, diagnostic.Id));
        Assert.NotEmpty(found);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_second_example_is_free_of_it_and_of_errors(string id)
    {
        var compilation = Compilations.Create(Examples(id)[1]);
        var found = await Analysis.RunAsync(compilation);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == id || diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(GeneratorRun.Of(compilation).Output.Complaints());
    }

    /// <summary>NETGEN001 is a warning of the package's build targets.</summary>
    [Fact]
    public void There_is_no_page_without_a_diagnostic() => Assert.Equal(
        DiagnosticDescriptors.All.Select(descriptor => descriptor.Id).Append("NETGEN001").Append("README").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Pages).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    private static string Pages { get; } = Path.Combine(Repository.Root, "docs", "diagnostics");

    private static string Page(string id) => File.ReadAllText(Path.Combine(Pages, id + ".md"));

    private static string[] Examples(string id) =>
        [.. Page(id).Split("```csharp\n").Skip(1).Select(rest => "using NetGen;\n" + rest[..rest.IndexOf("```", StringComparison.Ordinal)])];
}
