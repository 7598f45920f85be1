using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator;

namespace NetGen.CodeFixes;

/// <summary>NG0101: writes the channels or features that arrive where others are stated.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteArrivingFix)), Shared]
public sealed class WriteArrivingFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.InputMismatch];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue("Arriving", out var arriving) || arriving is null) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax stated) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Write {arriving}, which arrives",
                    cancellation => ReplaceAsync(context.Document, stated, arriving, cancellation),
                    nameof(WriteArrivingFix)),
                diagnostic);
        }
    }

    private static async Task<Document> ReplaceAsync(
        Document document,
        ExpressionSyntax stated,
        string arriving,
        CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        return document.WithSyntaxRoot(root.ReplaceNode(stated, Nodes.Integer(arriving).WithTriviaFrom(stated)));
    }
}
