using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
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
        var network = LayerAttributes.NetworkOf(type)?.ApplicationSyntaxReference?
            .GetSyntax(cancellation)
            .FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return network?.Identifier.GetLocation() ?? type.Locations.First();
    }

    /// <summary>The expression of an argument; where it is not stated, that of the first that has its effect.</summary>
    private static ExpressionSyntax? Find(AttributeSyntax attribute, AttributeData data, string name) =>
        Alternatives(name).Prepend(name).Select(candidate => FindStated(attribute, data, candidate))
            .FirstOrDefault(expression => expression is not null);

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
        if (name.EndsWith("]", System.StringComparison.Ordinal)) return FindElement(attribute, data, name);
        var arguments = attribute.ArgumentList?.Arguments ?? [];
        var named = arguments.FirstOrDefault(argument =>
            (argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText) == name);
        if (named is not null) return named.Expression;

        var parameter = data.AttributeConstructor?.Parameters.FirstOrDefault(candidate => candidate.Name == name);
        if (parameter is null || parameter.Ordinal >= arguments.Count) return null;
        var positional = arguments[parameter.Ordinal];
        return positional.NameEquals is null && positional.NameColon is null ? positional.Expression : null;
    }

    /// <summary>An element of an array: an argument of its own where the parameter takes any number, otherwise within the array's expression.</summary>
    private static ExpressionSyntax? FindElement(AttributeSyntax attribute, AttributeData data, string name)
    {
        var bracket = name.IndexOf('[');
        var index = int.Parse(name.Substring(bracket + 1, name.Length - bracket - 2), CultureInfo.InvariantCulture);
        var array = FindStated(attribute, data, name.Substring(0, bracket));
        if (ElementsOf(array) is { } elements) return index < elements.Count ? elements[index] : array;
        var positional = attribute.ArgumentList?.Arguments
            .Where(argument => argument.NameEquals is null && argument.NameColon is null)
            .Select(argument => argument.Expression)
            .ToList() ?? [];
        var ordinal = (data.AttributeConstructor?.Parameters.FirstOrDefault(candidate => candidate.Name == name.Substring(0, bracket))?.Ordinal ?? 0) + index;
        return ordinal < positional.Count ? positional[ordinal] : array;
    }

    private static IReadOnlyList<ExpressionSyntax>? ElementsOf(ExpressionSyntax? array) => array switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax implicitly => implicitly.Initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression).ToList(),
        _ => null,
    };
}
