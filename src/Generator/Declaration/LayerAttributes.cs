using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>Finds the attributes of a network class that declare it, in source order.</summary>
internal static class LayerAttributes
{
    /// <summary>[Input], the layers and each [Output]. Attributes of other libraries, and [Network] itself, are left out.</summary>
    public static ImmutableArray<AttributeData> Of(INamedTypeSymbol type) =>
    [
        .. type.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { } attributeClass && (IsEnd(attributeClass) || IsLayer(attributeClass)))
            .OrderBy(attribute => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, System.StringComparer.Ordinal)
            .ThenBy(attribute => attribute.ApplicationSyntaxReference?.Span.Start ?? 0),
    ];

    public static AttributeData? NetworkOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.NetworkAttribute);

    public static string KindOf(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    private static bool IsEnd(INamedTypeSymbol attributeClass) =>
        attributeClass.ToDisplayString() is KnownNames.InputAttribute or KnownNames.OutputAttribute;

    private static bool IsLayer(INamedTypeSymbol attributeClass)
    {
        for (INamedTypeSymbol? type = attributeClass.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Name == "LayerAttribute" && type.ToDisplayString() == KnownNames.LayerAttribute) return true;
        }

        return false;
    }
}
