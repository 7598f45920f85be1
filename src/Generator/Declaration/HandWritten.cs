using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>
/// The parts and members of a type that the user wrote. The analyzer sees the class with its generated part, the generator without; both
/// must read the same declaration.
/// </summary>
internal static class HandWritten
{
    /// <summary>The compiler puts the files of a generator into a folder named after it.</summary>
    private static readonly string GeneratorFolder = typeof(NetworkGenerator).FullName!;

    public static IEnumerable<SyntaxReference> Parts(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Where(part => !IsGenerated(part));

    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => !member.IsImplicitlyDeclared && !member.DeclaringSyntaxReferences.All(IsGenerated));

    private static bool IsGenerated(SyntaxReference reference) =>
        reference.SyntaxTree.FilePath.IndexOf(GeneratorFolder, StringComparison.Ordinal) >= 0;
}
