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
            Attributes = attributes.Select(ReadAttribute).ToEquatableArray(),
            MemberNames = MemberNames(type).ToEquatableArray(),
            TypeFaults = TypeChecks.Run(type, attributes, cancellation).ToEquatableArray(),
            IsMalformed = attributes.Any(IsMalformed) || (network is not null && IsMalformed(network)),
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

    private static AttributeDeclaration ReadAttribute(AttributeData attribute)
    {
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        var positional = attribute.ConstructorArguments
            .Take(parameters.Length)
            .Select((value, index) => new ArgumentDeclaration(parameters[index].Name, ValueOf(value)));
        var named = attribute.NamedArguments.Select(pair => new ArgumentDeclaration(pair.Key, ValueOf(pair.Value)));
        return new AttributeDeclaration(LayerAttributes.KindOf(attribute), positional.Concat(named).ToEquatableArray());
    }

    // No attribute of NetGen takes an array, and TypedConstant.Value throws for one.
    private static object? ValueOf(TypedConstant constant) => constant.Kind == TypedConstantKind.Array ? null : constant.Value;

    private static bool IsMalformed(AttributeData attribute) =>
        attribute.AttributeConstructor is null
        || attribute.ConstructorArguments.Any(value => value.Kind == TypedConstantKind.Error)
        || attribute.NamedArguments.Any(pair => pair.Value.Kind == TypedConstantKind.Error);
}
