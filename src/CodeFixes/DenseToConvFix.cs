using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator;

namespace NetGen.CodeFixes;

/// <summary>
/// NG0201 and NG0202: replaces a [Dense] by the [Conv] that computes the same. The names of weights do not change: the layer, and later
/// ones whose default names count from it, get their old names spelt out.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DenseToConvFix)), Shared]
public sealed class DenseToConvFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.DenseFixesSize, DiagnosticIds.DenseAfterAnySize];

    /// <summary>One at a time: each replacement changes the map, and so the convolution, that the next [Dense] gets.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.ContainsKey("KernelHeight") || Nodes.AttributeAt(root, diagnostic) is not { } dense) continue;
            var arguments = ConvArguments(dense, diagnostic.Properties);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Replace by [Conv({string.Join(", ", arguments.Select(argument => argument.ToString()))})]",
                    cancellation => ReplaceAsync(context.Document, dense, arguments, cancellation),
                    nameof(DenseToConvFix)),
                diagnostic);
        }
    }

    private static AttributeArgumentSyntax[] ConvArguments(AttributeSyntax dense, ImmutableDictionary<string, string?> figures)
    {
        var arguments = new List<AttributeArgumentSyntax>
        {
            Nodes.Positional(Nodes.Integer(figures["KernelHeight"]!)),
            Nodes.Positional(Nodes.Integer(figures["InChannels"]!)),
            Nodes.Positional(Nodes.Integer(figures["OutChannels"]!)),
        };
        if (figures["KernelWidth"] != figures["KernelHeight"])
        {
            arguments.Add(Nodes.Named("KernelWidth", Nodes.Integer(figures["KernelWidth"]!)));
        }

        if (Nodes.FindNamed(dense, "Bias") is { } bias) arguments.Add(bias.WithoutTrivia());
        if (Nodes.FindNamed(dense, "Name") is { } name) arguments.Add(name.WithoutTrivia());
        return [.. arguments];
    }

    private static async Task<Document> ReplaceAsync(
        Document document,
        AttributeSyntax dense,
        AttributeArgumentSyntax[] arguments,
        CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var layers = dense.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.AttributeLists.SelectMany(list => list.Attributes).ToList();
        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            if (KindOf(model, layer, cancellation) is not { } kind) continue;
            ordinals[kind] = ordinals.TryGetValue(kind, out var last) ? last + 1 : 1;
            var name = Nodes.Named(
                "Name",
                Nodes.String(kind.ToLowerInvariant() + ordinals[kind].ToString(System.Globalization.CultureInfo.InvariantCulture)));
            if (layer == dense) replacements[layer] = Replacement(model, dense, arguments, name);
            else if (layer.SpanStart > dense.SpanStart && Nodes.FindNamed(layer, "Name") is null)
            {
                replacements[layer] = WithName(layer, name);
            }
        }

        return document.WithSyntaxRoot(root.ReplaceNodes(replacements.Keys, (original, _) => replacements[original]));
    }

    private static AttributeSyntax Replacement(
        SemanticModel model,
        AttributeSyntax dense,
        AttributeArgumentSyntax[] arguments,
        AttributeArgumentSyntax defaultName)
    {
        var named = Nodes.FindNamed(dense, "Name") is null ? [.. arguments, defaultName] : arguments;
        return SyntaxFactory.Attribute(ConvName(model, dense.Name), Nodes.List(named)).WithTriviaFrom(dense);
    }

    private static AttributeSyntax WithName(AttributeSyntax layer, AttributeArgumentSyntax name) =>
        layer.WithArgumentList(layer.ArgumentList is { } list ? Nodes.Append(list, name) : Nodes.List(name));

    // Keeps a qualification: NetGen.Dense → NetGen.Conv. What an alias named needs one.
    private static NameSyntax ConvName(SemanticModel model, NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.WithRight(SyntaxFactory.IdentifierName("Conv")),
        AliasQualifiedNameSyntax alias => alias.WithName(SyntaxFactory.IdentifierName("Conv")),
        _ when model.GetAliasInfo(name) is not null => SyntaxFactory.ParseName("NetGen.Conv"),
        _ => SyntaxFactory.IdentifierName("Conv"),
    };

    /// <summary>The kind of a layer whose default name may change: those that lose or gain one of their number.</summary>
    private static string? KindOf(SemanticModel model, AttributeSyntax attribute, CancellationToken cancellation) =>
        model.GetTypeInfo(attribute, cancellation).Type?.ToDisplayString() switch
        {
            "NetGen.DenseAttribute" => "Dense",
            "NetGen.ConvAttribute" => "Conv",
            _ => null,
        };
}
