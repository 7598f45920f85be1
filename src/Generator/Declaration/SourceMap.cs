using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration;

/// <summary>Finds the text that a fault is about. Positions are looked up only to report; nothing that is cached holds one.</summary>
internal sealed class SourceMap(INamedTypeSymbol type)
{
    private readonly ImmutableArray<AttributeData> _attributes = LayerAttributes.Of(type);

    public Location Locate(FaultTarget target, CancellationToken cancellation)
    {
        var data = target.Attribute switch
        {
            FaultTarget.Class => null,
            FaultTarget.Network => LayerAttributes.NetworkOf(type),
            _ => _attributes[target.Attribute],
        };
        if (data?.ApplicationSyntaxReference is not { } reference) return ClassName(cancellation);

        var attribute = (AttributeSyntax)reference.GetSyntax(cancellation);
        return target.Argument is { } argument && Find(attribute, data, argument) is { } expression
            ? expression.GetLocation()
            : attribute.GetLocation();
    }

    /// <summary>The class name on the part that carries [Network], where the user looks first.</summary>
    private Location ClassName(CancellationToken cancellation)
    {
        var network = LayerAttributes.NetworkOf(type)?.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return network?.Identifier.GetLocation() ?? type.Locations.First();
    }

    /// <summary>The expression of an argument; where it is not stated, that of the first that has its effect.</summary>
    private static ExpressionSyntax? Find(AttributeSyntax attribute, AttributeData data, string name) =>
        Alternatives(name).Prepend(name).Select(candidate => FindStated(attribute, data, candidate)).FirstOrDefault(expression => expression is not null);

    private static string[] Alternatives(string name) => name switch
    {
        "KernelHeight" or "KernelWidth" => ["kernel"],
        "StrideHeight" or "StrideWidth" => ["Stride", "kernel"],
        "PadTop" or "PadLeft" or "PadBottom" or "PadRight" => ["Pad", "Same"],
        "Pad" => ["Same", "pad", "PadTop", "PadLeft", "PadBottom", "PadRight", "Ceil"],
        _ => [],
    };

    private static ExpressionSyntax? FindStated(AttributeSyntax attribute, AttributeData data, string name)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? [];
        var named = arguments.FirstOrDefault(argument =>
            (argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText) == name);
        if (named is not null) return named.Expression;

        var parameter = data.AttributeConstructor?.Parameters.FirstOrDefault(candidate => candidate.Name == name);
        if (parameter is null || parameter.Ordinal >= arguments.Count) return null;
        var positional = arguments[parameter.Ordinal];
        return positional.NameEquals is null && positional.NameColon is null ? positional.Expression : null;
    }
}
