using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>[Use]: what a block must be, what must arrive, and faults of layers that stand on another class.</summary>
public class BlockTests
{
    private const string Unit = "[Network, Input(8), Conv(3, 8, 8, Pad = 1), Relu, Add(\"Input\")] partial class Unit;\n";

    private static Task CheckAsync(string attributes, string others, params string[] messages) =>
        Marked.CheckAsync($"using NetGen;\n[Network, {attributes}] partial class Net;\n{others}", messages);

    [Fact]
    public Task Blocks_within_blocks() => CheckAsync(
        "Input(3), Conv(3, 8), Use(typeof(Pair)), Use(typeof(Unit), Name = \"u\"), Add(\"use1.use2.conv1\", \"u.relu1\", \"u\")",
        Unit + "[Network, Input(8), Use(typeof(Unit)), Use(typeof(Unit))] partial class Pair;");

    [Fact]
    public Task NG0101_channels() => CheckAsync(
        "Input(3), Use({|NG0101:typeof(Unit)|}, Name = \"u\"), Conv(3, 8, 4)", Unit, "'u' takes 8 input channels, but 'Input' gives 3");

    [Fact]
    public Task NG0101_size() => CheckAsync(
        "Input(9, 9, 3), Conv(3, 3), Use({|NG0101:typeof(Fixed)|}), Dense(999, 4)",
        "[Network, Input(8, 7, 3), Conv(3, 4)] partial class Fixed;",
        "'use1' takes 8×7 input pixels, but 'conv1' gives 7×7");

    [Fact]
    public Task NG0101_size_of_a_network_of_any() => CheckAsync(
        "Input(3), MaxPool(2), Use({|NG0101:typeof(Fixed)|})",
        "[Network, Input(8, 7, 3), Conv(3, 4)] partial class Fixed;",
        "'use1' takes 8×7 input pixels, but 'maxpool1' gives ⌊H/2⌋×⌊W/2⌋");

    [Fact]
    public Task A_block_of_one_size_where_it_arrives() => CheckAsync(
        "Input(10, 9, 3), Conv(3, 3), Use(typeof(Fixed))", "[Network, Input(8, 7, 3), Conv(3, 4)] partial class Fixed;");

    [Fact]
    public Task NG0005_a_network_within_itself() => CheckAsync(
        "Input(3), Relu, Use({|NG0005:typeof(Net)|})", "", "'use1': 'Net' cannot be put in: a network cannot be a part of itself");

    [Fact]
    public Task NG0005_networks_within_each_other() => CheckAsync(
        "Input(3), Use({|NG0005:typeof(Other)|})",
        "[Network, Input(3), Relu, Use({|NG0005:typeof(Net)|})] partial class Other;",
        "'use1.use1': 'Net' cannot be put in: a network cannot be a part of itself",
        "'use1.use1': 'Other' cannot be put in: a network cannot be a part of itself");

    [Theory]
    [InlineData("typeof(string)", "", "'String' cannot be put in: it is no network, since it has no [Network]")]
    [InlineData("typeof(int[])", "", "'' cannot be put in: it is no class")]
    [InlineData("null", "", "the block is null, but must be a network class")]
    [InlineData("typeof(Plain)", "[Input(3), Relu] class Plain;", "'Plain' cannot be put in: it is no network, since it has no [Network]")]
    public Task NG0005(string block, string others, string message) => CheckAsync($"Input(3), Use({{|NG0005:{block}|}})", others, "'use1': " + message);

    [Fact]
    public Task NG0005_a_block_without_input() => CheckAsync(
        "Input(3), Use({|NG0005:typeof(Loose)|})",
        "[Network, Relu] partial class {|NG0002:Loose|};",
        "'use1': 'Loose' cannot be put in: it needs exactly one [Input], before its layers",
        "'Loose' needs exactly one [Input], before its layers: it has none");

    [Fact]
    public Task NG0005_a_block_without_layer() => CheckAsync(
        "Input(3), Use({|NG0005:typeof(Empty)|})",
        "[Network, Input(3)] partial class {|NG0004:Empty|};",
        "'use1': 'Empty' cannot be put in: it has no layer",
        "'Empty' has no layer: add at least one, such as [Conv(3, 16)], after [Input]");

    [Fact]
    public Task NG0005_more_layers_than_memory_should_hold() => CheckAsync(
        "Input(3), Use({|NG0005:typeof(B9)|})",
        string.Concat(Enumerable.Range(1, 9).Select(level =>
            $"[Network, Input(3), Use(typeof(B{level - 1})), Use(typeof(B{level - 1}))] partial class B{level};\n")) + "[Network, Input(3), Relu] partial class B0;",
        "'use1': 'B9' cannot be put in: with all blocks there would be more than 2,000 layers");

    [Fact]
    public Task NG0006_a_name_of_the_network_within_the_block() => CheckAsync(
        "Input(8), Relu(Name = \"outer\"), Use({|NG0006:typeof(Blind)|})",
        "[Network, Input(8), Tanh, Add({|NG0006:\"outer\"|})] partial class Blind;",
        "'use1.add1' names 'outer', but no layer of its block has this name",
        "'add1' names 'outer', but no layer has this name");

    [Fact]
    public Task Faults_of_a_layer_are_told_where_it_is_used_and_where_it_stands() => CheckAsync(
        "Input(8), Use({|NG0005:typeof(Faulty)|})",
        "[Network, Input(8), Conv({|NG0005:0|}, 4, Name = \"c\")] partial class Faulty;",
        "'use1.c': the kernel is 0, but must be at least 1",
        "'c': the kernel is 0, but must be at least 1");

    [Fact]
    public Task NG0106_a_layer_that_only_an_output_of_the_block_reads() => CheckAsync(
        "Input(8), Use({|NG0106:typeof(TwoHeads)|})",
        "[Network, Input(8), Conv(1, 2), Output(\"conv1\"), Conv(1, 3, From = \"Input\")] partial class TwoHeads;",
        "Nothing reads the output of 'use1.conv1': name it in a later layer or in an [Output], or take the layer out");

    [Fact]
    public Task That_layer_as_an_output() => CheckAsync(
        "Input(8), Use(typeof(TwoHeads)), Output(\"use1.conv1\")",
        "[Network, Input(8), Conv(1, 2), Output(\"conv1\"), Conv(1, 3, From = \"Input\")] partial class TwoHeads;");
}
