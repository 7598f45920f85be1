using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using NetGen.Generator.Declaration;

namespace NetGen.Onnx;

/// <summary>Reads the declaration of a network class back from the assembly that it was compiled into, with the compiler's own front end.</summary>
internal static class NetworkMetadata
{
    private static readonly Lazy<MetadataReference[]> References = new(() => [.. FindReferences()]);

    public static CheckedNetwork Read(string assemblyPath, string typeName)
    {
        var assembly = MetadataReference.CreateFromFile(assemblyPath);
        var (beside, missing) = ReferencedAssemblies.Of(assemblyPath);
        var compilation = CSharpCompilation.Create(
            "NetGen.Onnx.Metadata", references: [assembly, .. References.Value, .. beside.Select(path => MetadataReference.CreateFromFile(path))]);
        var symbol = (compilation.GetAssemblyOrModuleSymbol(assembly) as IAssemblySymbol)?.GetTypeByMetadataName(typeName)
            ?? throw new ArgumentException($"'{assemblyPath}' has no type '{typeName}'.", nameof(typeName));
        if (LayerAttributes.NetworkOf(symbol) is null) throw new ArgumentException($"'{typeName}' is no network: it has no [Network] attribute.", nameof(typeName));

        var absent = AbsentBlocks(symbol, missing).ToArray();
        if (absent.Length > 0) throw new OnnxExportException(typeName, absent);
        var network = NetworkCompiler.Check(DeclarationReader.Read(symbol, CancellationToken.None));
        if (network.Declaration.IsMalformed)
            throw new OnnxExportException(typeName, ["An attribute cannot be read: the assembly was compiled for another version of NetGen."]);
        return network.Graph is null ? throw new OnnxExportException(typeName, [.. Messages(network.Faults)]) : network;
    }

    /// <summary>The names of all classes with [Network]; null if the file is no .NET assembly.</summary>
    public static IReadOnlyList<string>? Networks(string assemblyPath)
    {
        try
        {
            var assembly = MetadataReference.CreateFromFile(assemblyPath);
            var compilation = CSharpCompilation.Create("NetGen.Onnx.Metadata", references: [assembly, .. References.Value]);
            if (compilation.GetAssemblyOrModuleSymbol(assembly) is not IAssemblySymbol symbol || symbol.Identity.Name.Length == 0) return null;
            return [.. Types(symbol.GlobalNamespace).Where(type => LayerAttributes.NetworkOf(type) is not null).Select(Name).Order(StringComparer.Ordinal)];
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    // Blocks may lie in another assembly, which then has to be there.
    private static IEnumerable<string> AbsentBlocks(INamedTypeSymbol network, IReadOnlyList<string> missing)
    {
        var (waiting, seen) = (new Queue<INamedTypeSymbol>([network]), new HashSet<INamedTypeSymbol>([network], SymbolEqualityComparer.Default));
        while (waiting.TryDequeue(out var type))
        {
            foreach (var block in LayerAttributes.Of(type).SelectMany(attribute => attribute.ConstructorArguments)
                .Where(argument => argument.Kind == TypedConstantKind.Type).Select(argument => argument.Value).OfType<INamedTypeSymbol>())
            {
                if (!seen.Add(block)) continue;
                if (block.TypeKind != TypeKind.Error) waiting.Enqueue(block);
                else if (block.ContainingAssembly is { } assembly && missing.Contains(assembly.Name, StringComparer.OrdinalIgnoreCase))
                    yield return $"The block '{block.Name}' of '{type.Name}' lies in '{assembly.Name}.dll', which is not beside the assembly: copy it there.";
                else yield return $"The block '{block.Name}' of '{type.Name}' cannot be found.";
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    // As reflection names it: nested classes with '+'.
    private static string Name(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{Name(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    /// <summary>The errors among what the front end found, in words.</summary>
    public static IEnumerable<string> Messages(IEnumerable<Fault> faults) => faults
        .Where(fault => DiagnosticDescriptors.IsError(fault.Id))
        .Select(fault => string.Format(
            CultureInfo.InvariantCulture, DiagnosticDescriptors.ById(fault.Id).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fault.Arguments]));

    // Attributes bind only where the types of their parameters are found: in the core library, or the facades that lead there.
    private static IEnumerable<MetadataReference> FindReferences()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return new[] { "System.Private.CoreLib.dll", "System.Runtime.dll", "netstandard.dll" }.Select(name => Path.Combine(folder, name))
            .Concat(new[] { typeof(NetworkAttribute), typeof(MapSize) }.Select(type => type.Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
