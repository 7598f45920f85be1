using System;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;

namespace NetGen.Generator;

/// <summary>
/// The incremental pipeline: a declaration a class, then its source. What is wrong with a network <see cref="NetworkAnalyzer"/> reports.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    internal const string DeclarationStep = "Declaration";
    internal const string SourceStep = "Source";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The only step that sees symbols. It runs for every edit, but its result is equal unless the declaration itself changed.
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.NetworkAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, cancellation) =>
                    attributed.TargetSymbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type && IsFirstPart(attributed)
                        ? DeclarationReader.Read(type, cancellation)
                        : null)
            .Where(static declaration => declaration is not null)
            .WithTrackingName(DeclarationStep);

        var sources = declarations
            .Select(static (declaration, _) => new GeneratedSource(declaration!.FullName, NetworkCompiler.Compile(declaration)))
            .WithTrackingName(SourceStep);

        // File names are compared without regard to case, class names are not.
        var ambiguous = declarations.Collect().Select(static (all, _) => all
            .GroupBy(declaration => declaration!.FullName, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group.Skip(1).Select(declaration => declaration!.FullName))
            .ToEquatableArray());

        context.RegisterSourceOutput(sources.Combine(ambiguous), static (output, pair) =>
        {
            var (source, taken) = pair;
            if (source.Text is null) return;
            var suffix = taken.Contains(source.FullName)
                ? "." + string.Concat(source.FullName.Select(c => char.IsUpper(c) ? 'U' : 'l'))
                : "";
            output.AddSource($"{source.FullName}{suffix}.g.cs", SourceText.From(source.Text, Encoding.UTF8));
        });
    }

    // A class with [Network] on two of its parts, an error, would otherwise be generated twice.
    private static bool IsFirstPart(GeneratorAttributeSyntaxContext attributed) =>
        LayerAttributes.NetworkOf((INamedTypeSymbol)attributed.TargetSymbol)?.ApplicationSyntaxReference is { } first
        && first.SyntaxTree == attributed.TargetNode.SyntaxTree
        && attributed.TargetNode.Span.Contains(first.Span);

    private sealed record GeneratedSource(string FullName, string? Text);
}
