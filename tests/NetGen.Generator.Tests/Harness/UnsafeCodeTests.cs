using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Code that can reach past a span's end stands in one folder, whose doors check sizes.</summary>
public sealed partial class UnsafeCodeTests
{
    private static readonly string Kernels = Path.Combine("src", "Runtime", "Kernels") + Path.DirectorySeparatorChar;

    /// <summary>What does the same as a pointer without the keyword.</summary>
    private static readonly string[] Reinterpreting =
    [
        "Unsafe", "NativeMemory", "Marshal", "DllImport", "LibraryImport", "CreateSpan", "CreateReadOnlySpan", "GetReference", "GetArrayDataReference", "UnscopedRef",
    ];

    public static TheoryData<string> Folders => ["src", "samples"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Unsafe_code_stands_among_the_kernels(string folder)
    {
        var files = SourceFiles(folder).ToList();
        Assert.NotEmpty(files);
        Assert.Equal([], files.Where(file => !file.StartsWith(Kernels, StringComparison.Ordinal) && IsUnsafe(File.ReadAllText(Path.Combine(Repository.Root, file)))));
    }

    [Fact]
    public void It_is_found_where_it_is()
    {
        Assert.True(SourceFiles("src").Count(file => file.StartsWith(Kernels, StringComparison.Ordinal) && IsUnsafe(File.ReadAllText(Path.Combine(Repository.Root, file)))) > 20);
        Assert.True(IsUnsafe("unsafe class A;"));
        Assert.True(IsUnsafe("class A { float F(float[] x) => System.Runtime.CompilerServices.Unsafe.Add(ref x[0], 1); }"));
        Assert.False(IsUnsafe("// unsafe\nclass A { string B = \"Unsafe.Add\"; }"));
    }

    /// <summary>The compiler refuses pointers everywhere else.</summary>
    [Fact]
    public void Only_the_runtime_may_use_pointers()
    {
        var projects = new[] { "src", "samples" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories));
        var allowing = projects.Where(project => AllowsUnsafe().IsMatch(File.ReadAllText(project))).Select(Path.GetFileName);
        Assert.Equal(["NetGen.Runtime.csproj"], allowing);
        Assert.DoesNotMatch(AllowsUnsafe(), File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")));
    }

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static bool IsUnsafe(string text) => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Any(token =>
        token.IsKind(SyntaxKind.UnsafeKeyword) || (token.IsKind(SyntaxKind.IdentifierToken) && Reinterpreting.Contains(token.ValueText)));

    [GeneratedRegex("<AllowUnsafeBlocks>\\s*true", RegexOptions.IgnoreCase)]
    private static partial Regex AllowsUnsafe();
}
