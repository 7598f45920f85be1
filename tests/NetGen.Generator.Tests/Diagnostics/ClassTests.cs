using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>NG0001 to NG0004 and NG0007: what is wrong with the class and with where its attributes stand.</summary>
public class ClassTests
{
    private const string Layers = "[Input(8, 8, 1), Conv(3, 4)]";

    [Theory]
    [InlineData("public sealed class {|NG0001:DigitNet|};", "DigitNet")]
    [InlineData("class {|NG0001:@class|} { }", "class")]
    [InlineData("sealed record {|NG0001:Net|};", "Net")]
    public Task NG0001_not_partial(string type, string name) => Marked.CheckAsync(
        $"using NetGen;\n[Network]\n{Layers}\n{type}",
        $"'{name}' must be partial: NetGen adds the code that runs the network to it");

    [Fact]
    public Task NG0002_no_input() => Marked.CheckAsync(
        "using NetGen;\n[Network, Conv(3, 4)] partial class {|NG0002:Net|};",
        "'Net' needs exactly one [Input], before its layers: it has none");

    [Fact]
    public Task NG0002_several_inputs() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(8, 8, 1), {|NG0002:Input(9, 9, 2)|}, Conv(3, 2, 4), {|NG0002:Input(3)|}, Dense(77, 2)] partial class Net;",
        "'Net' needs exactly one [Input], before its layers: this is another",
        "'Net' needs exactly one [Input], before its layers: this is another");

    [Fact]
    public Task NG0002_input_after_a_layer() => Marked.CheckAsync(
        "using NetGen;\n[Network, Relu, {|NG0002:NetGen.Input(8, 8, 1)|}, Conv(3, 4)] partial class Net;",
        "'Net' needs exactly one [Input], before its layers: it comes after 'Relu'");

    [Fact]
    public Task NG0003_two_files_and_nothing_that_follows_from_the_unknown_order() => Marked.CheckAsync(
        [
            "using NetGen;\n[Conv(9, 7, 4), Dense(3, 3)] partial class Net;",
            "using NetGen;\n[Network, Input(8, 8, 1), Conv(3, 4)] partial class {|NG0003:Net|};",
        ],
        ["The layers of 'Net' stand on 2 parts of the class, so their order is unknown: move them to one"]);

    [Fact]
    public Task NG0003_three_parts_of_one_file() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(8, 8, 1)] partial class {|NG0003:Net|};\n[Conv(3, 4)] partial class Net;\n[Relu] partial class Net;",
        "The layers of 'Net' stand on 3 parts of the class, so their order is unknown: move them to one");

    [Fact]
    public Task Network_on_one_part_and_layers_on_another_is_in_order() => Marked.CheckAsync(
        [$"using NetGen;\n[Network] partial class Net;", $"using NetGen;\n{Layers} partial class Net;"],
        []);

    [Fact]
    public Task NG0004_no_layer() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(8, 8, 1)] partial class {|NG0004:Net|};",
        "'Net' has no layer: add at least one, such as [Conv(3, 16)], after [Input]");

    [Fact]
    public Task NG0002_and_NG0004_nothing_but_Network() => Marked.CheckAsync(
        "using NetGen;\n[Network] partial class {|NG0002:{|NG0004:Net|}|};",
        "'Net' needs exactly one [Input], before its layers: it has none",
        "'Net' has no layer: add at least one, such as [Conv(3, 16)], after [Input]");

    [Theory]
    [InlineData("static partial class {|NG0007:Net|};", "it is static, but weights belong to an instance")]
    [InlineData("abstract partial class {|NG0007:Net|};", "it is abstract, so that Load could not create it")]
    [InlineData("partial class {|NG0007:Net|}<T>;", "it is generic")]
    [InlineData("file partial class {|NG0007:Net|};", "it is local to its file")]
    [InlineData("partial class {|NG0007:Net|}(int x) { public int X => x; }", "it has a primary constructor")]
    [InlineData("partial record {|NG0007:Net|}(int X);", "it has a primary constructor")]
    [InlineData("partial class {|NG0007:Net|} : System.Collections.Generic.List<int>;", "it derives from 'List'")]
    [InlineData("partial class {|NG0007:Net|} { void Load() { } void Load(int x) { } }", "it declares a member named 'Load', which is generated")]
    [InlineData("partial class {|NG0007:Net|} { class FullyConvolutional; }", "it declares a member named 'FullyConvolutional', which is generated")]
    [InlineData("partial class {|NG0007:Net|} { Net(ITensorSource source) { } }", "it declares a constructor that takes an ITensorSource, which is generated")]
    [InlineData("partial class {|NG0007:Net|} { Net(int size) { } }", "it declares a constructor that calls no other of the class, and so would leave the weights unset")]
    [InlineData("partial class {|NG0007:Net|} { public required int X { get; init; } }", "it declares the required member 'X', which Load could not set")]
    [InlineData("partial class {|NG0007:Forward|};", "its name is that of a generated member")]
    public Task NG0007_cannot_be_generated_into(string type, string reason) => Marked.CheckAsync(
        $"using NetGen;\n[Network]\n{Layers}\n{type}",
        $"NetGen cannot generate into '{(type.Contains("Forward") ? "Forward" : "Net")}': {reason}");

    [Theory]
    [InlineData("class Outer", "it is nested in 'Outer', which is not partial")]
    [InlineData("partial class Outer<T>", "it is nested in the generic type 'Outer'")]
    [InlineData("file partial class Outer", "it is nested in 'Outer', which is local to its file")]
    public Task NG0007_nested(string outer, string reason) => Marked.CheckAsync(
        $$"""
        using NetGen;
        {{outer}} { [Network, Input(8, 8, 1), Conv(3, 4)] partial class {|NG0007:Net|}; }
        """,
        $"NetGen cannot generate into 'Net': {reason}");

    [Fact]
    public Task NG0007_all_reasons_at_once_and_the_layers_are_checked_all_the_same() => Marked.CheckAsync(
        """
        using NetGen;
        class Outer
        {
            [Network, Input(8, 8, 1), Conv(3, {|NG0101:2|}, 4)]
            abstract class {|NG0001:{|NG0007:{|NG0007:{|NG0007:Net|}|}|}|}<T>;
        }
        """,
        "'conv1' takes 2 input channels, but 'Input' gives 1",
        "'Net' must be partial: NetGen adds the code that runs the network to it",
        "NetGen cannot generate into 'Net': it is abstract, so that Load could not create it",
        "NetGen cannot generate into 'Net': it is generic",
        "NetGen cannot generate into 'Net': it is nested in 'Outer', which is not partial");

    [Theory]
    [InlineData("public partial class Net { public Net() : this(WeightsFile.Open(\"x\")) { } int Conv1 => 1; static int conv2() => 2; class Image; }")]
    [InlineData("internal partial record Net { public int X { get; init; } }")]
    [InlineData("partial class Net : System.IDisposable { public void Dispose() { } }")]
    [InlineData("partial class Conv1;")]
    public Task What_may_be_generated_into(string type) => Marked.CheckAsync($"using NetGen;\n[Network]\n{Layers}\n{type}");
}
