using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>Reads a network class into a <see cref="NetworkDeclaration"/>.</summary>
internal static class DeclarationReader
{
    public static NetworkDeclaration Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var attributes = LayerAttributes.Of(type);
        var network = LayerAttributes.NetworkOf(type);
        return new NetworkDeclaration
        {
            Namespace = type.ContainingNamespace.IsGlobalNamespace
                ? ""
                : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            ContainingTypes = ContainingTypes(type).Reverse().Select(HeaderOf).ToEquatableArray(),
            Type = HeaderOf(type),
            Options = ReadOptions(network),
            Attributes = new AttributeReader(type, cancellation).Read(attributes),
            MemberNames = MemberNames(type).ToEquatableArray(),
            TypeFaults = TypeChecks.Run(type, attributes, cancellation).ToEquatableArray(),
            IsMalformed = attributes.Any(AttributeReader.IsMalformed) || (network is not null && AttributeReader.IsMalformed(network)),
        };
    }

    public static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) yield return outer;
    }

    private static IEnumerable<string> MemberNames(INamedTypeSymbol type) =>
        HandWritten.Members(type)
            .Where(member => member.CanBeReferencedByName)
            .Select(member => member.Name)
            .Distinct()
            .OrderBy(name => name, System.StringComparer.Ordinal);

    private static TypeHeader HeaderOf(INamedTypeSymbol type)
    {
        var keyword = type.TypeKind switch
        {
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            TypeKind.Interface => "interface",
            _ => type.IsRecord ? "record" : "class",
        };
        return new TypeHeader(keyword, type.ToDisplayString(EscapedName));
    }

    private static readonly SymbolDisplayFormat EscapedName =
        new(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static NetworkOptions ReadOptions(AttributeData? network)
    {
        bool IsSet(string property) => network?.NamedArguments.Any(pair => pair.Key == property && pair.Value.Value is 1) == true;
        return new NetworkOptions(Nchw: IsSet("Layout"), TensorFlow: IsSet("Weights"), Strict: IsSet("Precision"));
    }
}
