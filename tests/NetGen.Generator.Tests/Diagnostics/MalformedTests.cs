using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>What the C# compiler rejects it reports itself: NetGen neither throws nor adds misleading faults, and reports what can still be known of the class.</summary>
public class MalformedTests
{
    [Theory]
    [InlineData("Conv()")]
    [InlineData("Conv")]
    [InlineData("Conv(3, 4")]
    [InlineData("Conv(\"3\", 4)")]
    [InlineData("Conv(3, 4, 5, 6)")]
    [InlineData("Conv(3, 4, Strid = 2)")]
    [InlineData("Conv(3, 4, Stride = )")]
    [InlineData("Conv(3, 4, Stride = \"2\")")]
    [InlineData("Conv(x, 4)")]
    [InlineData("Conv(3, stride: 2)")]
    [InlineData("Conv(int.MaxValue + 1, 4)")]
    [InlineData("Conv(new[] { 3 }, 4)")]
    [InlineData("Conv(3, 4, Name = null)")]
    [InlineData("Conv(3, 4, Name = \"a\", Name = \"b\")")]
    [InlineData("Conv(3, 4, InChannels = 1)")]
    [InlineData("Convolution(3, 4)")]
    [InlineData("Input(8)")]
    [InlineData("Window(3)")]
    [InlineData("Layer")]
    [InlineData("")]
    public async Task No_misleading_faults(string layer)
    {
        var compilation = Compilations.Create($"using NetGen;\n[Network, Input(8, 8, 1), {layer}, Conv(3, 4)]\npartial class Net;");
        var found = await Analysis.RunAsync(compilation);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id is not ("NG0002" or "NG0203"));
        Assert.NotNull(GeneratorRun.Of(compilation));
    }

    [Fact]
    public async Task The_class_is_still_checked()
    {
        var found = await Analysis.RunAsync("using NetGen;\n[Network, Input(8, 8, 1), Conv(3)]\nabstract class Net;");
        Assert.Equal(["NG0001", "NG0007"], found.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("struct Net")]
    [InlineData("partial struct Net")]
    [InlineData("partial record struct Net")]
    [InlineData("partial interface INet")]
    [InlineData("enum Net")]
    [InlineData("delegate void Net()")]
    public async Task On_what_is_no_class_the_compiler_complains_alone(string type)
    {
        var body = type.StartsWith("delegate", StringComparison.Ordinal) ? ";" : " { }";
        var compilation = Compilations.Create($"using NetGen;\n[Network, Input(8, 8, 1), Conv(3, 4)]\n{type}{body}");
        Assert.NotEmpty(compilation.Errors());
        Assert.Empty(await Analysis.RunAsync(compilation));
        Assert.Empty(GeneratorRun.Of(compilation).Sources);
    }

    [Fact]
    public async Task An_attribute_of_that_name_from_elsewhere_is_not_ours()
    {
        const string Source = "class NetworkAttribute : System.Attribute;\nclass ConvAttribute(int x) : System.Attribute { public int X => x; }\n[Network, Conv(0)] class Net;";
        Assert.Empty(await Analysis.RunAsync(Source));
        Assert.Empty(GeneratorRun.Of(Source).Sources);
    }

    [Fact]
    public async Task Twice_a_network_is_generated_once()
    {
        var compilation = Compilations.Create("using NetGen;\n[Network, Input(8, 8, 1), Conv(3, 4)] partial class Net;\n[Network] partial class Net;");
        Assert.Empty(await Analysis.RunAsync(compilation));
        Assert.Single(GeneratorRun.Of(compilation).Sources);
    }

    [Fact]
    public async Task Without_layers_attributes_of_other_kinds_mean_nothing()
    {
        Assert.Empty(await Analysis.RunAsync("using NetGen;\n[Conv(0, 8)] class Net;"));
    }
}
