using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Pipeline;

/// <summary>What is generated compiles, whatever things are called, and stays small.</summary>
public class GenerationTests
{
    public const string Vgg16 = """
        using NetGen;

        namespace Nets;

        [Network]
        [Input(224, 224, 3)]
        [Conv(3, 3, 64, Pad = 1), Relu, Conv(3, 64, 64, Pad = 1), Relu, MaxPool(2)]
        [Conv(3, 64, 128, Pad = 1), Relu, Conv(3, 128, 128, Pad = 1), Relu, MaxPool(2)]
        [Conv(3, 128, 256, Pad = 1), Relu, Conv(3, 256, 256, Pad = 1), Relu, Conv(3, 256, 256, Pad = 1), Relu, MaxPool(2)]
        [Conv(3, 256, 512, Pad = 1), Relu, Conv(3, 512, 512, Pad = 1), Relu, Conv(3, 512, 512, Pad = 1), Relu, MaxPool(2)]
        [Conv(3, 512, 512, Pad = 1), Relu, Conv(3, 512, 512, Pad = 1), Relu, Conv(3, 512, 512, Pad = 1), Relu, MaxPool(2)]
        [Dense(25088, 4096), Relu, Dropout, Dense(4096, 4096), Relu, Dropout, Dense(4096, 1000), Softmax]
        public sealed partial class Vgg16;
        """;

    private const int LargestSource = 200_000;

    [Fact]
    public void Vgg16_is_less_than_200_kB_of_source()
    {
        var run = GeneratorRun.Of(Vgg16);
        Assert.Empty(run.Output.Complaints());
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(run.Source), 1, LargestSource);
        Assert.Contains("ParameterCount = 138357544;", run.Source, StringComparison.Ordinal);
        Assert.Contains("MultiplyAdds = 15470264320;", run.Source, StringComparison.Ordinal);
        Assert.Contains("ReceptiveFieldHeight = 404;", run.Source, StringComparison.Ordinal);
        Assert.Contains("StrideHeight = 32;", run.Source, StringComparison.Ordinal);
        Assert.Contains("PaddingTop = 90;", run.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image", "sizes", "workspace", "height", "width", "maps")]
    [InlineData("Image", "Sizes", "Workspace", "MultiplyAdds", "Offset0", "Buffer0")]
    [InlineData("input", "output", "x", "y", "xs", "ys")]
    [InlineData("Forward", "Load", "Create", "Tensors", "Threads", "OutputSize")]
    [InlineData("h", "w", "loader", "tensors", "_network", "Net")]
    [InlineData("class", "new", "1", "été", "层", "a.b/c-d")]
    [InlineData("a-b", "a.b", "a_b", "A_b", "ab", "aB")]
    [InlineData("\\\"quoted\\\"", "\\\\", "{0}", "<b>", "&amp;", "]]>")]
    [InlineData("ToString", "Equals", "GetHashCode", "Dispose", "NetGen", "System")]
    public void Any_name_of_a_layer_compiles(params string[] names)
    {
        var layers = string.Join(", ", names.Select((name, index) => (index % 3) switch
        {
            0 => $"Conv(3, 4, Name = \"{name}\")",
            1 => $"InstanceNorm(Name = \"{name}\")",
            _ => $"PRelu(Name = \"{name}\")",
        }));
        foreach (var input in new[] { "Input(9, 9, 2)", "Input(2)" })
        {
            Assert.Empty(GeneratorRun.Of($"using NetGen;\n[Network(Layout = Layout.Nchw), {input}, {layers}] partial class Net;").Output.Complaints());
        }
    }

    [Fact]
    public void Names_that_differ_in_case_alone_get_files_of_their_own()
    {
        var run = GeneratorRun.Of("using NetGen;\n[Network, Input(8, 8, 1), Conv(3, 4)] partial class Net;\n[Network, Input(8, 8, 1), Conv(3, 4)] partial class NET;");
        Assert.Empty(run.Output.Complaints());
        Assert.Equal(["NET.UUU.g.cs", "Net.g.cs"], run.Sources.Select(source => source.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_that_shadow_ours_do_no_harm()
    {
        var run = GeneratorRun.Of("""
            using NetGen;

            namespace Consumer.NetGen.System
            {
                class Span { }
                class Math { }
                class MapSize { }
                [global::NetGen.Network, global::NetGen.Input(8, 8, 1), global::NetGen.MaxPool(2, Ceil = true, Pad = 1), global::NetGen.Dense(4)]
                partial class Net { class TensorSpec { } class Environment { } }
            }
            """);
        Assert.Empty(run.Output.Complaints());
    }

    [Fact]
    public void A_consumer_who_documents_everything_gets_no_warning()
    {
        var compilation = Compilations.Create(Vgg16, Snapshots.SnapshotNetworks.Classifier, Snapshots.SnapshotNetworks.Weightless);
        var documented = compilation.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), Compilations.ParseOptions.WithDocumentationMode(Microsoft.CodeAnalysis.DocumentationMode.Diagnose)));
        var output = GeneratorRun.Of(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(documented)).Output;
        var generated = output.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), Compilations.ParseOptions.WithDocumentationMode(Microsoft.CodeAnalysis.DocumentationMode.Diagnose)));
        Assert.DoesNotContain(
            output.RemoveAllSyntaxTrees().AddSyntaxTrees(generated).Complaints(),
            complaint => complaint.Contains(".g.cs", StringComparison.Ordinal) || complaint.Contains("CS1574", StringComparison.Ordinal));
    }

    /// <summary>Where FCN's crops begin, as its authors' files state it: derived from the layers alone.</summary>
    [Theory]
    [InlineData("Fcn32s", 19)]
    [InlineData("Fcn16s", 5, 27)]
    [InlineData("Fcn8s", 5, 9, 31)]
    public void Crops_of_fcn_begin_where_published(string network, params int[] offsets)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Zoo", "Networks", "Fcn.cs"));
        var generated = GeneratorRun.Of(source).Sources.Single(file => file.HintName == $"Zoo.{network}.g.cs").SourceText.ToString();
        var crops = System.Text.RegularExpressions.Regex.Matches(generated, @"Crop\.Run\(x, xs, (\d+), (\d+),");
        Assert.Equal(offsets.Select(offset => ($"{offset}", $"{offset}")), crops.Select(crop => (crop.Groups[1].Value, crop.Groups[2].Value)));
    }
}
