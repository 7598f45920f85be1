using System.Reflection;
using System.Text.RegularExpressions;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Readme;

/// <summary>The README is the manual: its code compiles and runs, its tables are complete, its links lead somewhere.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void Its_code_compiles_and_runs()
    {
        var blocks = CodeBlock().Matches(Text).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(5, blocks.Length);
        var program = $$"""
            using NetGen;
            public static class Example
            {
                public static string Run()
                {
                    {{blocks[1]}}
                    return $"{size.Height}×{size.Width}×{size.Channels}";
                }

                public static void RunImported()
                {
                    {{blocks[3]}}
                }
            }
            """;
        var run = GeneratorRun.Of(blocks[0], "using NetGen;\n" + blocks[2], blocks[4], program);
        Assert.Empty(run.Output.Complaints());

        using var image = new MemoryStream();
        Assert.True(run.Output.Emit(image).Success);
        var size = Assembly.Load(image.ToArray()).GetType("Example")!.GetMethod("Run")!.Invoke(null, null);
        Assert.Contains($"// {size}", blocks[1]);
    }

    [Fact]
    public void It_lists_every_diagnostic()
    {
        foreach (var descriptor in DiagnosticDescriptors.All) Assert.Contains($"[{descriptor.Id}](docs/diagnostics/{descriptor.Id}.md)", Text);
    }

    [Fact]
    public void It_lists_every_layer()
    {
        var layers = typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract);
        foreach (var layer in layers) Assert.Matches($@"`{layer.Name[..^"Attribute".Length]}[`(]", Text);
    }

    [Fact]
    public void Its_links_lead_somewhere()
    {
        foreach (Match link in Link().Matches(Text))
        {
            var target = link.Groups[1].Value;
            if (!target.StartsWith("http", StringComparison.Ordinal)) Assert.True(File.Exists(Path.Combine(Repository.Root, target)), target);
        }
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
