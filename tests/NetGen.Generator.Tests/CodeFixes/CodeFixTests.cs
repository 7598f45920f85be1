using NetGen.CodeFixes;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.CodeFixes;

/// <summary>Each code fix: the text before and after, character by character, and what the compiler says of the result.</summary>
public class CodeFixTests
{
    [Theory]
    [InlineData("public sealed class Net;", "public sealed partial class Net;")]
    [InlineData("class Net;", "partial class Net;")]
    [InlineData("    /* here */ class Net // a net\n{ }", "    /* here */ partial class Net // a net\n{ }")]
    [InlineData("#pragma warning disable CS1591\nclass Net { }", "#pragma warning disable CS1591\npartial class Net { }")]
    [InlineData("public\n    record Net;", "public\n    partial record Net;")]
    [InlineData("public sealed /* x */ class Net { }", "public sealed /* x */ partial class Net { }")]
    public async Task NG0001_adds_partial(string before, string after)
    {
        const string Attributes = "using NetGen;\n\n/// <summary>A net.</summary>\n[Network] // of few layers\n[Input(8, 8, 1), Conv(3, 4)]\n";
        var result = await CodeFixing.ApplyAsync(new AddPartialFix(), Attributes + before, "NG0001");
        Assert.Equal(Attributes + after, result);
        await AssertCompilesAsync(result);
    }

    [Fact]
    public async Task NG0001_without_attributes_on_lines_of_their_own()
    {
        var result = await CodeFixing.ApplyAsync(new AddPartialFix(), "using NetGen;\n[Network, Input(8, 8, 1), Conv(3, 4)] class Net;", "NG0001");
        Assert.Equal("using NetGen;\n[Network, Input(8, 8, 1), Conv(3, 4)] partial class Net;", result);
    }

    [Theory]
    [InlineData("Conv(3, 2, 4)", "Conv(3, 1, 4)", "Write 1, which arrives")]
    [InlineData("Conv(3, /* in */ 2 /* out */, 4)", "Conv(3, /* in */ 1 /* out */, 4)", "Write 1, which arrives")]
    [InlineData("Conv(3, outChannels: 4, inChannels: 1 + 1)", "Conv(3, outChannels: 4, inChannels: 1)", "Write 1, which arrives")]
    [InlineData("ConvTranspose(3, Net.Channels, 4)", "ConvTranspose(3, 1, 4)", "Write 1, which arrives")]
    [InlineData("NetGen.Dense(99, 4)", "NetGen.Dense(64, 4)", "Write 64, which arrives")]
    public async Task NG0101_writes_what_arrives(string before, string after, string title)
    {
        static string Source(string layer) => $"using NetGen;\n[Network]\n[Input(8, 8, 1), {layer}, Relu] // stays\npartial class Net {{ public const int Channels = 7; }}";
        Assert.Equal([title], await CodeFixing.TitlesAsync(new WriteArrivingFix(), Source(before), "NG0101"));
        var result = await CodeFixing.ApplyAsync(new WriteArrivingFix(), Source(before), "NG0101");
        Assert.Equal(Source(after), result);
        await AssertCompilesAsync(result);
    }

    [Theory]
    [InlineData("Dense(10)", "Conv(8, 3, 10, Name = \"dense1\")")]
    [InlineData("Dense(192, 10)", "Conv(8, 3, 10, Name = \"dense1\")")]
    [InlineData("Dense(10, Name = \"fc\")", "Conv(8, 3, 10, Name = \"fc\")")]
    [InlineData("Dense(10, Name = \"fc\", Bias = false)", "Conv(8, 3, 10, Bias = false, Name = \"fc\")")]
    [InlineData("DenseAttribute(outFeatures: 10)", "Conv(8, 3, 10, Name = \"dense1\")")]
    [InlineData("NetGen.Dense(10)", "NetGen.Conv(8, 3, 10, Name = \"dense1\")")]
    [InlineData("global::NetGen.Dense(10)", "global::NetGen.Conv(8, 3, 10, Name = \"dense1\")")]
    [InlineData("Fully(10)", "NetGen.Conv(8, 3, 10, Name = \"dense1\")")]
    public async Task NG0201_replaces_the_dense_layer(string before, string after)
    {
        static string Source(string layer) => $$"""
            using NetGen;
            using Fully = NetGen.DenseAttribute;

            [Network]
            [Input(8, 8, 3)] // a comment
            [Relu, /* before */ {{layer}} /* after */, Softmax] // another
            public sealed partial class Net
            {
            }
            """;
        await AssertDenseFixAsync(Source(before), Source(after), "NG0201");
    }

    [Fact]
    public async Task NG0201_a_map_that_is_not_square() => await AssertDenseFixAsync(
        "using NetGen;\n[Network]\n[Input(6, 9, 3)]\n[MaxPool(3)]\n[Dense(10)]\npartial class Net;",
        "using NetGen;\n[Network]\n[Input(6, 9, 3)]\n[MaxPool(3)]\n[Conv(2, 3, 10, KernelWidth = 3, Name = \"dense1\")]\npartial class Net;",
        "NG0201");

    [Fact]
    public async Task NG0201_spells_out_later_names_that_would_change() => await AssertDenseFixAsync(
        "using NetGen;\n[Network, Input(8, 8, 3), Conv(1, 3), Dense(12), Relu, Dense(12, 5), Conv(1, 5), Dense(2, Name = \"x\"), Conv(1, 2, 2, Bias = false)] partial class Net;",
        "using NetGen;\n[Network, Input(8, 8, 3), Conv(1, 3), Conv(8, 3, 12, Name = \"dense1\"), Relu, Dense(12, 5, Name = \"dense2\"), Conv(1, 5, Name = \"conv2\"), "
            + "Dense(2, Name = \"x\"), Conv(1, 2, 2, Bias = false, Name = \"conv3\")] partial class Net;",
        "NG0201");

    [Fact]
    public async Task NG0201_keeps_the_lines_of_later_attributes() => await AssertDenseFixAsync(
        "using NetGen;\n[Network]\n[Input(8, 8, 3)]\n[Dense(12), Relu] // hidden\n[Dense(\n    12, // features\n    5)]\npartial class Net;",
        "using NetGen;\n[Network]\n[Input(8, 8, 3)]\n[Conv(8, 3, 12, Name = \"dense1\"), Relu] // hidden\n[Dense(\n    12, // features\n    5, Name = \"dense2\")]\npartial class Net;",
        "NG0201");

    [Fact]
    public async Task NG0201_one_after_the_other_until_the_network_slides()
    {
        var source = "using NetGen;\n[Network, Input(8, 8, 3), Conv(5, 4), Dense(16), Relu, Dense(10)] partial class Net;";
        var tensors = TensorNames(source);
        for (var fixes = 0; fixes < 2; fixes++) source = await CodeFixing.ApplyAsync(new DenseToConvFix(), source, "NG0201");
        Assert.Equal(
            "using NetGen;\n[Network, Input(8, 8, 3), Conv(5, 4), Conv(4, 4, 16, Name = \"dense1\"), Relu, Conv(1, 16, 10, Name = \"dense2\")] partial class Net;",
            source);
        Assert.Equal(tensors, TensorNames(source));
        Assert.Empty(await Analysis.RunAsync(source));
    }

    [Theory]
    [InlineData("Dense(10)", "Conv(1, 3, 10, Name = \"dense1\")")]
    [InlineData("Dense(147, 10, Name = \"fc\")", "Conv(7, 3, 10, Name = \"fc\")")]
    public async Task NG0202_replaces_the_dense_layer(string before, string after)
    {
        static string Source(string layer) => $"using NetGen;\n[Network, Input(3), {layer}, Softmax] partial class Net;";
        var result = await CodeFixing.ApplyAsync(new DenseToConvFix(), Source(before), "NG0202");
        Assert.Equal(Source(after), result);
        await AssertCompilesAsync(result);
    }

    [Theory]
    [InlineData("PyTorch")]
    [InlineData("TensorFlow")]
    public async Task NG0201_old_weights_still_load_and_give_the_same(string order)
    {
        var before = $$"""
            using NetGen;

            [Network(Weights = WeightOrder.{{order}})]
            [Input(4, 5, 3)]
            [Conv(2, 3, 4), Relu, Dense(6), Tanh, Dense(2)]
            public sealed partial class Net
            {
                public static ITensorSource Weights() => new NetGen.Kernels.HeInitialization(TensorTable.Specs, TensorTable.Roles, 7);

                public static float[] Run(ITensorSource weights)
                {
                    var (input, output) = (new float[InputLength], new float[OutputLength]);
                    for (var index = 0; index < input.Length; index++) input[index] = 0.1f * (index % 17) - 0.5f;
                    Load(weights).Forward(input, output);
                    return output;
                }
            }
            """;
        var after = await CodeFixing.ApplyAsync(new DenseToConvFix(), before, "NG0201");
        var (first, second) = (Load(before), Load(after));
        var weights = first.GetMethod("Weights")!.Invoke(null, null);
        var expected = (float[])first.GetMethod("Run")!.Invoke(null, [weights])!;
        Assert.Contains(expected, value => value != 0);
        var actual = (float[])second.GetMethod("Run")!.Invoke(null, [weights])!;

        // A dense layer and a convolution may have kernels that add the same products in another order: some roundings of a sum of this length.
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - 1e-6f, pair.First + 1e-6f));
    }

    private static Type Load(string source)
    {
        using var assembly = new MemoryStream();
        Assert.True(GeneratorRun.Of(source).Output.Emit(assembly).Success);
        return System.Reflection.Assembly.Load(assembly.ToArray()).GetType("Net")!;
    }

    private static async Task AssertDenseFixAsync(string before, string after, string id)
    {
        var result = await CodeFixing.ApplyAsync(new DenseToConvFix(), before, id);
        Assert.Equal(after, result);
        await AssertCompilesAsync(result);
        Assert.Equal(TensorNames(before), TensorNames(result));
    }

    /// <summary>The names of the weights, from the generated table: old files load where they do not change.</summary>
    private static List<string> TensorNames(string source) =>
        [.. System.Text.RegularExpressions.Regex.Matches(GeneratorRun.Of(source).Source, "new global::NetGen.TensorSpec\\(\"(.*?)\"").Select(match => match.Groups[1].Value)];

    private static async Task AssertCompilesAsync(string source)
    {
        var compilation = Compilations.Create(source);
        Assert.DoesNotContain(await Analysis.RunAsync(compilation), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Empty(GeneratorRun.Of(compilation).Output.Complaints());
    }
}
