using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration;

/// <summary>
/// What can be wrong with the class that carries [Network], whatever its layers: NG0001, NG0003, NG0007, and NG0005 of [Network] itself.
/// </summary>
internal static class TypeChecks
{
    public static IEnumerable<Fault> Run(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, CancellationToken cancellation)
    {
        // A class read from an assembly has no syntax left, and has passed these checks when it was compiled.
        if (type.DeclaringSyntaxReferences.IsEmpty) yield break;

        if (!IsPartial(type, cancellation)) yield return Fault.Of(DiagnosticIds.NotPartial, FaultTarget.ClassName, type.Name);

        var parts = attributes
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .Distinct()
            .Count();
        if (parts > 1) yield return Fault.Of(DiagnosticIds.LayersOnSeveralParts, FaultTarget.ClassName, type.Name, parts.Text());

        foreach (var fault in UnknownOptions(type)) yield return fault;

        foreach (var reason in Obstacles(type, cancellation).Distinct())
        {
            yield return Fault.Of(DiagnosticIds.CannotGenerateInto, FaultTarget.ClassName, type.Name, reason);
        }
    }

    private static IEnumerable<Fault> UnknownOptions(INamedTypeSymbol type)
    {
        foreach (var option in LayerAttributes.NetworkOf(type)?.NamedArguments ?? [])
        {
            if (option.Value is not { Kind: TypedConstantKind.Enum, Value: int value, Type: { } enumeration }) continue;
            var members = enumeration.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue).ToList();
            if (members.Any(member => member.ConstantValue is int known && known == value)) continue;
            var names = string.Join(" or ", members.Select(member => member.Name));
            yield return Fault.Of(
                DiagnosticIds.ArgumentOutOfRange,
                new FaultTarget(FaultTarget.Network, option.Key),
                type.Name,
                $"{option.Key} is {value.Text()}, but must be {names}");
        }
    }

    private static IEnumerable<string> Obstacles(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsStatic) yield return "it is static, but weights belong to an instance";
        if (type.IsAbstract && !type.IsStatic) yield return "it is abstract, so that Load could not create it";
        if (type.Arity > 0) yield return "it is generic";
        if (type.IsFileLocal) yield return "it is local to its file";
        if (HandWritten.Parts(type)
            .Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax { ParameterList: not null }))
        {
            yield return "it has a primary constructor";
        }

        foreach (var outer in DeclarationReader.ContainingTypes(type))
        {
            if (outer.Arity > 0) yield return $"it is nested in the generic type '{outer.Name}'";
            else if (outer.IsFileLocal) yield return $"it is nested in '{outer.Name}', which is local to its file";
            else if (!IsPartial(outer, cancellation)) yield return $"it is nested in '{outer.Name}', which is not partial";
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object } baseType) yield return $"it derives from '{baseType.Name}'";

        foreach (var member in HandWritten.Members(type))
        {
            if (GeneratedMembers.All.Contains(member.Name)) yield return $"it declares a member named '{member.Name}', which is generated";
            if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            {
                yield return $"it declares the required member '{member.Name}', which Load could not set";
            }

            if (TakesTensorSource(member)) yield return "it declares a constructor that takes an ITensorSource, which is generated";
            else if (LeavesWeightsUnset(member, cancellation))
            {
                yield return "it declares a constructor that calls no other of the class, and so would leave the weights unset";
            }
        }

        if (GeneratedMembers.All.Contains(type.Name)) yield return "its name is that of a generated member";
    }

    private static bool TakesTensorSource(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters: { Length: 1 } parameters }
        && parameters.First().Type.ToDisplayString() == "NetGen.ITensorSource";

    private static bool LeavesWeightsUnset(ISymbol member, CancellationToken cancellation) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        && member.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is ConstructorDeclarationSyntax
            {
                Initializer: not { RawKind: (int)SyntaxKind.ThisConstructorInitializer },
            });

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        HandWritten.Parts(type).Any(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
