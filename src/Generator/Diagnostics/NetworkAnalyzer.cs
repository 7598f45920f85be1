using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;

namespace NetGen.Generator;

/// <summary>Reports what the compiler's front end finds, at the argument that it is about, as the user types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DiagnosticDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || LayerAttributes.NetworkOf(type) is null) return;

        var declaration = DeclarationReader.Read(type, context.CancellationToken);
        var map = new SourceMap(type);
        foreach (var fault in NetworkCompiler.Check(declaration).Faults)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.ById(fault.Id),
                map.Locate(fault.Target, context.CancellationToken),
                PropertiesOf(fault),
                fault.Arguments.ToArray<object>()));
        }
    }

    // What a fix would change of a layer that [Use] puts in stands on another class.
    private static ImmutableDictionary<string, string?> PropertiesOf(Fault fault) => fault.Target.IsInlined
        ? ImmutableDictionary<string, string?>.Empty
        : fault.Fix.ToImmutableDictionary(pair => pair.Key, pair => (string?)pair.Value);
}
