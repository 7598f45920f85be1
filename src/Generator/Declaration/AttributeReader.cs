using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration;

/// <summary>Reads attributes with their arguments, and the blocks that they use: all that a class says of its layers.</summary>
internal sealed class AttributeReader
{
    /// <summary>Blocks within blocks multiply: more layers than this are taken for a mistake before they fill the memory.</summary>
    public const int MostLayers = 2_000;

    /// <summary>What is wrong then.</summary>
    public static readonly string TooMany = $"with all blocks there would be more than {((long)MostLayers).Grouped()} layers";

    private readonly CancellationToken _cancellation;

    // A block that is used twice is read once. Those being read are the classes that a block must not lead back to.
    private readonly Dictionary<INamedTypeSymbol, (BlockDeclaration Block, int Layers)> _blocks = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _reading = new(SymbolEqualityComparer.Default);

    public AttributeReader(INamedTypeSymbol type, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _reading.Add(type);
    }

    public EquatableArray<AttributeDeclaration> Read(ImmutableArray<AttributeData> attributes) => attributes.Select(Read).ToEquatableArray();

    /// <summary>Whether the C# compiler could not bind an attribute.</summary>
    public static bool IsMalformed(AttributeData attribute) =>
        attribute.AttributeConstructor is null
        || attribute.ConstructorArguments.Any(IsMalformed)
        || attribute.NamedArguments.Any(pair => IsMalformed(pair.Value));

    private static bool IsMalformed(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error
        || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsMalformed));

    private AttributeDeclaration Read(AttributeData attribute)
    {
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        var positional = attribute.ConstructorArguments
            .Take(parameters.Length)
            .SelectMany((value, index) => ReadArgument(parameters[index].Name, value));
        var named = attribute.NamedArguments.SelectMany(pair => ReadArgument(pair.Key, pair.Value));
        return new AttributeDeclaration(LayerAttributes.KindOf(attribute), positional.Concat(named).ToEquatableArray())
        {
            Block = attribute.ConstructorArguments.FirstOrDefault(value => value.Kind == TypedConstantKind.Type).Value is ITypeSymbol block ? ReadBlock(block) : null,
        };
    }

    /// <summary>An argument; of an array, each element. A type is read on its own: nothing that is kept holds a symbol.</summary>
    private static IEnumerable<ArgumentDeclaration> ReadArgument(string name, TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Type } => [],
        { Kind: not TypedConstantKind.Array } => [new ArgumentDeclaration(name, constant.Value)],
        { IsNull: true } => [],
        _ => constant.Values.Select((value, index) => new ArgumentDeclaration(ArgumentDeclaration.Element(name, index), value.Value)),
    };

    private BlockDeclaration ReadBlock(ITypeSymbol block)
    {
        _cancellation.ThrowIfCancellationRequested();
        BlockDeclaration Unusable(string why) => new(block.Name, default, $"'{block.Name}' cannot be put in: {why}");

        if (block is not INamedTypeSymbol { TypeKind: TypeKind.Class } type) return Unusable("it is no class");
        if (_reading.Contains(type)) return Unusable("a network cannot be a part of itself");
        if (_blocks.TryGetValue(type, out var known)) return known.Block;

        var attributes = LayerAttributes.Of(type);
        if (Obstacle(type, attributes) is { } obstacle) return Unusable(obstacle);

        _reading.Add(type);
        var read = Read(attributes);
        _reading.Remove(type);

        var layers = attributes.Aggregate(0L, (sum, attribute) => Numbers.SaturatingSum(sum, 1 + LayersOf(attribute)));
        var result = layers > MostLayers ? Unusable(TooMany) : new BlockDeclaration(type.Name, read, null);
        _blocks[type] = (result, (int)System.Math.Min(layers, int.MaxValue));
        return result;
    }

    private int LayersOf(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault(value => value.Kind == TypedConstantKind.Type).Value is INamedTypeSymbol type
        && _blocks.TryGetValue(type, out var block) ? block.Layers : 0;

    private string? Obstacle(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes)
    {
        if (LayerAttributes.NetworkOf(type) is null) return "it is no network, since it has no [Network]";
        if (attributes.Any(IsMalformed)) return "one of its attributes does not compile";
        var inputs = attributes.Count(attribute => LayerAttributes.KindOf(attribute) == KnownNames.Input);
        if (inputs != 1 || LayerAttributes.KindOf(attributes[0]) != KnownNames.Input) return "it needs exactly one [Input], before its layers";
        if (attributes.All(attribute => LayerAttributes.KindOf(attribute) is KnownNames.Input or KnownNames.Output)) return "it has no layer";
        var parts = attributes
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>())
            .Distinct()
            .Count();
        return parts > 1 ? "its layers stand on several parts of the class" : null;
    }
}
