using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Applies a code fix in a workspace in memory, as an IDE does.</summary>
internal static class CodeFixing
{
    /// <summary>The source after the only fix of the n-th diagnostic with an id.</summary>
    public static async Task<string> ApplyAsync(CodeFixProvider fix, string source, string id, int index = 0)
    {
        var (document, actions) = await OffersAsync(fix, source, id, index);
        var action = Assert.Single(actions);
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        var changed = operation.ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync()).ToString();
    }

    /// <summary>The titles of the fixes that are offered.</summary>
    public static async Task<IReadOnlyList<string>> TitlesAsync(CodeFixProvider fix, string source, string id, int index = 0) =>
        [.. (await OffersAsync(fix, source, id, index)).Actions.Select(action => action.Title)];

    private static async Task<(Document Document, List<CodeAction> Actions)> OffersAsync(CodeFixProvider fix, string source, string id, int index)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Consumer", LanguageNames.CSharp)
            .WithParseOptions(Compilations.ParseOptions)
            .WithCompilationOptions(Compilations.Options)
            .WithMetadataReferences(Compilations.References);
        var document = project.AddDocument("A.cs", source, filePath: "A.cs");
        var compilation = (await document.Project.GetCompilationAsync())!;
        var diagnostic = (await Analysis.RunAsync(compilation)).Where(found => found.Id == id).ElementAt(index);

        Assert.Contains(id, fix.FixableDiagnosticIds);
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return (document, actions);
    }
}
