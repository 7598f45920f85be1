using Microsoft.CodeAnalysis;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>NG0006, NG0103, NG0106, NG0205 and NG0206: names of layers, and what branches must have in common.</summary>
public class BranchTests
{
    private static Task CheckAsync(string attributes, params string[] messages) =>
        Marked.CheckAsync($"using NetGen;\n[Network, {attributes}] partial class Net;", messages);

    [Theory]
    [InlineData("Relu, Conv(3, 8, From = {|NG0006:\"relu2\"|})", "'conv1' names 'relu2', but no layer has this name")]
    [InlineData("Relu(From = {|NG0006:\"conv1\"|}), Conv(3, 8)", "'relu1' names 'conv1', which comes later: only layers before it can be read")]
    [InlineData("Relu(From = {|NG0006:\"relu1\"|})", "'relu1' names 'relu1', which is this layer itself")]
    [InlineData("Relu, Add({|NG0006:\"Relu1\"|})", "'add1' names 'Relu1', but no layer has this name")]
    [InlineData("Relu, Tanh, Multiply(\"relu1\", {|NG0006:\"conv1\"|})", "'multiply1' names 'conv1', but no layer has this name")]
    [InlineData("Relu, Concat(new[] { \"relu1\", {|NG0006:\"a\"|} })", "'concat1' names 'a', but no layer has this name")]
    [InlineData("Relu, Concat(layers: new string[] { {|NG0006:\"a\"|}, \"relu1\" })", "'concat1' names 'a', but no layer has this name")]
    [InlineData("Relu, Add(\"relu1\", {|NG0006:null|})", "'add1' names null, but a layer is named by its name")]
    [InlineData("Relu, CropLike({|NG0006:\"a\"|})", "'croplike1' names 'a', but no layer has this name")]
    [InlineData("Relu, Tanh, Output({|NG0006:\"relu2\"|})", "'Output' names 'relu2', but no layer has this name")]
    [InlineData("Relu, Output({|NG0006:\"tanh1\"|}), Tanh", "'Output' names 'tanh1', which comes later: only layers before it can be read")]
    [InlineData("Output({|NG0006:\"Input\"|}), Tanh", "'Output' names 'Input', but no layer has this name")]
    [InlineData("Relu, Tanh, Conv(3, 8, From = {|NG0006:\"\"|})", "'conv1' names '', but no layer has this name")]
    public Task NG0006(string layers, string message) => CheckAsync("Input(3), " + layers, message);

    [Fact]
    public Task NG0006_a_name_that_two_layers_have() => CheckAsync(
        "Input(3), Relu(Name = \"a\"), Relu(Name = {|NG0005:\"a\"|}), Add({|NG0006:\"a\"|})",
        "'a': two layers have this name, so their weights could not be told apart",
        "'add1' names 'a', but 2 layers before it have this name");

    [Fact]
    public Task NG0006_a_layer_that_is_called_as_the_input_is() => CheckAsync(
        "Input(3), Relu(Name = \"Input\"), Add({|NG0006:\"Input\"|})",
        "'add1' names 'Input', but 2 layers before it have this name");

    [Fact]
    public Task No_fault_that_only_follows_from_a_name() => CheckAsync(
        "Input(32, 32, 3), Conv(3, 8, Name = \"stem\"), Conv(3, 8, From = {|NG0006:\"steam\"|}), Conv(1, 4), Add({|NG0103:\"stem\"|}), CropLike({|NG0006:\"b\"|}), Conv(99, 7, 8)",
        "'conv2' names 'steam', but no layer has this name",
        "'add1' joins 'stem', 30×30×8, with 'conv3', ?×?×4",
        "'croplike1' names 'b', but no layer has this name");

    [Theory]
    [InlineData("Relu, {|NG0005:Add|}", "'add1': one branch is nothing to join: name another layer, as in [Add(\"conv1\")]")]
    [InlineData("Relu, {|NG0005:Concat()|}", "'concat1': one branch is nothing to join: name another layer, as in [Concat(\"conv1\")]")]
    [InlineData("Relu, {|NG0005:Multiply(null)|}", "'multiply1': one branch is nothing to join: name another layer, as in [Multiply(\"conv1\")]")]
    [InlineData("Relu, Tanh, Output({|NG0005:\"tanh1\"|})", "'Output': 'tanh1' is the last layer, whose output is the network's: an [Output] is one beside it")]
    [InlineData("Relu, Output(\"relu1\"), Tanh, Output({|NG0005:\"relu1\"|})", "'Output': 'relu1' is an output already")]
    [InlineData("Relu, CropLike(\"Input\", Top = {|NG0005:-1|})", "'croplike1': the top row is -1, but must be at least 0")]
    public Task NG0005(string layers, string message) => CheckAsync("Input(3), " + layers, message);

    [Theory]
    [InlineData("Conv(3, 8, Name = \"a\"), Conv(3, 8), Add({|NG0103:\"a\"|})", "'add1' joins 'a', 14×14×8, with 'conv2', 12×12×8")]
    [InlineData("Conv(3, 8, Name = \"a\"), Conv(1, 6), Multiply({|NG0103:\"a\"|}), Relu", "'multiply1' joins 'a', 14×14×8, with 'conv2', 14×14×6")]
    [InlineData("MaxPool(2, Name = \"a\"), Relu, Tanh, Concat(\"relu1\", {|NG0103:\"Input\"|}), Conv(9, 3)", "'concat1' joins 'Input', 16×16×3, with 'tanh1', 8×8×3")]
    public Task NG0103_at_one_size(string layers, string message) => CheckAsync("Input(16, 16, 3), " + layers, message);

    [Theory]
    [InlineData("Relu(Name = \"a\"), MaxPool(2), Upsample(2), Add({|NG0103:\"a\"|})", "'add1' joins 'a', H×W×3, with 'upsample1', 2⌊H/2⌋×2⌊W/2⌋×3: an image of 3×3 gives 3×3×3 and 2×2×3")]
    [InlineData("Relu(Name = \"a\"), Conv(3, 4, PadLeft = 1, PadRight = 1), Concat({|NG0103:\"a\"|})", "'concat1' joins 'a', H×W×3, with 'conv1', (H−2)×W×4: an image of 3×1 gives 3×1×3 and 1×1×4")]
    [InlineData("MaxPool(3, Name = \"a\"), MaxPool(2, Stride = 3, From = \"Input\"), Add({|NG0103:\"a\"|})", "'add1' joins 'a', ⌊H/3⌋×⌊W/3⌋×3, with 'maxpool2', ⌊(H+1)/3⌋×⌊(W+1)/3⌋×3: an image of 5×5 gives 1×1×3 and 2×2×3")]
    [InlineData("MaxPool(2, Name = \"a\"), {|NG0204:GlobalAveragePool|}, Multiply({|NG0103:\"a\"|})", "'multiply1' joins 'a', ⌊H/2⌋×⌊W/2⌋×3, with 'globalaveragepool1', 1×1×3: an image of 4×4 gives 2×2×3 and 1×1×3")]
    public Task NG0103_for_some_size(string layers, params string[] messages) => CheckAsync("Input(3), " + layers, [.. Remark(layers), .. messages]);

    [Theory]
    [InlineData("Conv(3, 8, Stride = 2, Pad = 1, Name = \"a\"), Conv(1, 8, Stride = 2, From = \"Input\"), Add(\"a\")")]
    [InlineData("MaxPool(2, Ceil = true, Name = \"a\"), Conv(2, 3, Same = true, Stride = 2, From = \"Input\"), Add(\"a\")")]
    [InlineData("MaxPool(2), MaxPool(3, Name = \"a\"), MaxPool(3, From = \"Input\"), MaxPool(2), Add(\"a\")")]
    [InlineData("MaxPool(2, Ceil = true), MaxPool(2, Ceil = true, Name = \"a\"), MaxPool(4, Ceil = true, From = \"Input\"), Concat(\"a\")")]
    [InlineData("Upsample(6), MaxPool(4, Name = \"a\"), Upsample(3, From = \"Input\"), MaxPool(2), Concat(\"a\")")]
    public Task Branches_that_agree_for_every_size(string layers) => CheckAsync("Input(3), " + layers);

    [Fact]
    public Task NG0206_at_a_size_that_is_refused() => CheckAsync(
        "Input(16, 18, 3), Relu(Name = \"a\"), MaxPool(2), Upsample(2), Add({|NG0206:\"a\"|})",
        "The fully convolutional form of 'Net' refuses some sizes of image: 'add1' joins 'a', H×W×3, with 'upsample1', 2⌊H/2⌋×2⌊W/2⌋×3: an image of 3×3 gives 3×3×3 and 2×2×3");

    [Fact]
    public Task NG0102_of_a_crop_for_some_size() => CheckAsync(
        "Input(3), MaxPool(2), Upsample(2), CropLike({|NG0102:\"Input\"|})",
        "'croplike1' needs 3 rows, but its input has 2, for an image of 3×3");

    [Theory]
    [InlineData("Conv(3, 8), Conv(1, 8, From = \"conv1\"), {|NG0106:Conv(1, 8)|}, Add(\"conv1\", From = \"conv2\")", "conv3")]
    [InlineData("Conv(3, 8, Pad = 1), {|NG0106:Relu(Name = \"dead\")|}, Relu(From = \"conv1\")", "dead")]
    [InlineData("{|NG0106:Conv(3, 8)|}, CropLike(\"conv1\", From = \"Input\")", "conv1")]
    public Task NG0106(string layers, string layer) => CheckAsync(
        "Input(3), " + layers,
        $"Nothing reads the output of '{layer}': name it in a later layer or in an [Output], or take the layer out");

    [Fact]
    public Task An_output_is_read() => CheckAsync("Input(3), Conv(3, 8), Conv(1, 2), Output(\"conv2\"), Conv(1, 3, From = \"conv1\")");

    [Theory]
    [InlineData("Input(16, 16, 3), Conv(2, 3, PadTop = 1, PadLeft = 1, Name = \"a\"), Conv(2, 3, PadBottom = 1, PadLeft = 1, From = \"Input\"), Add({|NG0205:\"a\"|})", "'add1' joins 'a' with 'conv2', whose rows have centres 1 pixel of the image apart")]
    [InlineData("Input(3), Conv(2, 3, PadTop = 1, PadLeft = 1, Name = \"a\"), Conv(2, 3, PadBottom = 1, PadRight = 1, From = \"Input\"), Relu, Concat(\"conv2\", {|NG0205:\"a\"|})", "'concat1' joins 'a' with 'relu1', whose rows and columns have centres 1 pixel of the image apart")]
    [InlineData("Input(16, 16, 3), Conv(3, 3, Stride = 2, Same = true, Name = \"a\"), Conv(1, 3, Stride = 2, From = \"Input\"), Add({|NG0205:\"a\"|})", "'add1' joins 'a' with 'conv2', whose rows and columns have centres 1 pixel of the image apart")]
    [InlineData("Input(16, 16, 3), Conv(9, 3, Name = \"a\"), MaxPool(2, From = \"Input\"), Add({|NG0205:\"a\"|})", "'add1' joins 'a' with 'maxpool1', whose rows and columns are 1 and 2 pixels of the image apart")]
    public async Task NG0205(string attributes, string message)
    {
        var marked = Marked.Parse($"using NetGen;\n[Network, {attributes}] partial class Net;");
        var found = await Analysis.RunAsync(marked.Text);
        var warning = Assert.Single(found, diagnostic => diagnostic.Id == "NG0205");
        Assert.Equal(message, warning.GetMessage(null));
        Assert.Equal(Assert.Single(marked.Expected).Span, warning.Location.SourceSpan);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("GlobalMaxPool(Name = \"g\"), CropLike(\"g\", From = \"Input\"), Add(\"g\")", "'g' is behind a layer that reads the whole map")]
    [InlineData("Conv(2, 3, Name = \"a\"), CropLike(\"a\", From = \"Input\"), Add(\"a\")", "the first row of 'a' has its centre at row 1/2 of 'Input'")]
    [InlineData("Conv(5, 3, Name = \"a\"), CropLike(\"Input\")", "the first row of 'Input' has its centre at row -2 of 'a'")]
    [InlineData("MaxPool(2, Name = \"a\"), CropLike(\"a\", From = \"Input\"), Add(\"a\")", "the rows of 'Input' are 1 pixel of the image apart, but those of 'a' 2")]
    [InlineData("MaxPool(3, Stride = 2, Same = true), Upsample(2), CropLike(\"Input\")", "the padding of a layer with Same and a stride depends on the size of the image")]
    public async Task NG0005_of_a_crop_that_has_no_place(string layers, string why)
    {
        var found = await Analysis.RunAsync($"using NetGen;\n[Network, Input(3), {layers}] partial class Net;");
        var messages = found.Where(diagnostic => diagnostic.Id == "NG0005").Select(diagnostic => diagnostic.GetMessage(null)).ToList();
        var columns = why.Replace("row", "column", StringComparison.Ordinal);
        Assert.Equal(
            [$"'croplike1': the first column does not follow from the layers, since {columns}: state Left", $"'croplike1': the first row does not follow from the layers, since {why}: state Top"],
            messages.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Remark(string layers) => layers.Contains("NG0204", StringComparison.Ordinal)
        ? ["'Net' is not tileable: 'globalaveragepool1' reads the whole map, so the result for a large image cannot be put together from tiles (layers of that kind: 1)"]
        : [];
}
