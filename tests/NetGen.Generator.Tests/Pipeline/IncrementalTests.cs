using Microsoft.CodeAnalysis;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Pipeline;

/// <summary>An edit re-runs no more than it must: the reason of every tracked step.</summary>
public class IncrementalTests
{
    private const string Network = """
        using NetGen;

        namespace Nets;

        [Network]
        [Input(8, 8, 1)]
        [Conv(3, 4, Name = "first"), Relu]
        [Dense(10)]
        public partial class Net
        {
            public int Answer() => 42;
        }
        """;

    private const string Other = "namespace Nets; class Unrelated;";

    [Fact]
    public void The_first_run_is_new()
    {
        var run = GeneratorRun.Of(Network, Other);
        AssertReasons(run, IncrementalStepRunReason.New, IncrementalStepRunReason.New, IncrementalStepRunReason.New);
    }

    [Theory]
    [InlineData(1, "class Unrelated;", "class Unrelated { void Added() { } }")]
    [InlineData(0, "[Input(8, 8, 1)]", "// rows, columns, channels\n[Input(8, 8, 1)]")]
    [InlineData(0, "namespace Nets;", "\n\n\nnamespace Nets;")]
    [InlineData(0, "public partial", "/* a comment */ public partial")]
    [InlineData(0, "=> 42", "=> 6 * 9")]
    [InlineData(0, "Conv(3, 4, Name", "Conv(2 + 1,   outChannels: 4, Name")]
    [InlineData(0, "[Conv", "[System.Obsolete, Conv")]
    [InlineData(0, "public partial", "internal partial")]
    public void An_edit_that_changes_nothing_of_the_declaration_re_runs_nothing_past_it(int file, string before, string after)
    {
        var run = Edit(file, before, after);
        AssertReasons(run, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, declarationMayBeCached: true);
    }

    [Theory]
    [InlineData("Conv(3, 4", "Conv(3, 5")]
    [InlineData("[Network]", "[Network(Layout = Layout.Nchw)]")]
    [InlineData("[Dense(10)]", "[Dense(10), Softmax]")]
    [InlineData("Name = \"first\"", "Name = \"second\"")]
    [InlineData("Answer", "First")]
    public void An_edit_of_the_declaration_re_runs_it(string before, string after)
    {
        var run = Edit(0, before, after);
        AssertReasons(run, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void An_edit_of_a_block_re_runs_the_network_that_uses_it()
    {
        const string Block = "using NetGen;\nnamespace Nets;\n[Network, Input(4), Relu] partial class Block;";
        var compilation = Compilations.Create(Network.Replace("[Dense(10)]", "[Use(typeof(Block)), Dense(10)]", StringComparison.Ordinal), Block);
        var first = GeneratorRun.Of(compilation);
        var edited = first.Then(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Compilations.Parse(Block.Replace("Relu", "Tanh", StringComparison.Ordinal), "B.cs")));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified], Reasons(edited, NetworkGenerator.SourceStep));
        Assert.All(edited.Sources, source => Assert.Contains("Tanh", source.SourceText.ToString(), StringComparison.Ordinal));

        var commented = first.Then(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], Compilations.Parse("// a comment\n" + Block, "B.cs")));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(commented, NetworkGenerator.SourceStep));
    }

    [Fact]
    public void Another_network_leaves_the_first_alone()
    {
        var compilation = Compilations.Create(Network, Other);
        var run = GeneratorRun.Of(compilation)
            .Then(compilation.AddSyntaxTrees(Compilations.Parse("using NetGen;\n[Network, Input(9, 9, 2), Conv(3, 4)] partial class Second;", "C.cs")));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], Reasons(run, NetworkGenerator.SourceStep).Order(Comparer));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], OutputReasons(run).Order(Comparer));
        Assert.Equal(2, run.Sources.Length);
    }

    [Fact]
    public void A_network_that_goes_takes_its_source_with_it()
    {
        var run = Edit(0, "[Network]", "");
        Assert.Empty(run.Sources);
    }

    private static readonly Comparer<IncrementalStepRunReason> Comparer = Comparer<IncrementalStepRunReason>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static GeneratorRun Edit(int file, string before, string after)
    {
        var compilation = Compilations.Create(Network, Other);
        var tree = compilation.SyntaxTrees[file];
        var text = tree.ToString();
        Assert.Contains(before, text, StringComparison.Ordinal);
        var edited = Compilations.Parse(text.Replace(before, after, StringComparison.Ordinal), tree.FilePath);
        return GeneratorRun.Of(compilation).Then(compilation.ReplaceSyntaxTree(tree, edited));
    }

    private static void AssertReasons(
        GeneratorRun run, IncrementalStepRunReason declaration, IncrementalStepRunReason source, IncrementalStepRunReason output, bool declarationMayBeCached = false)
    {
        var found = Assert.Single(Reasons(run, NetworkGenerator.DeclarationStep));
        if (!declarationMayBeCached || found != IncrementalStepRunReason.Cached) Assert.Equal(declaration, found);
        Assert.Equal([source], Reasons(run, NetworkGenerator.SourceStep));
        Assert.Equal([output], OutputReasons(run));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        run.Result.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(value => value.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(tracked => tracked.Outputs).Select(value => value.Reason);
}
