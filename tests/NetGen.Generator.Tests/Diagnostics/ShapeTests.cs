using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>NG0101, NG0102, NG0104, NG0105 and NG0201 to NG0204: what shapes tell, with figures.</summary>
public class ShapeTests
{
    private static Task CheckAsync(string attributes, params string[] messages) =>
        Marked.CheckAsync($"using NetGen;\n[Network, {attributes}] partial class Net;", messages);

    [Fact]
    public Task NG0101_channels() => CheckAsync(
        "Input(32, 32, 3), Conv(3, 3, 128), MaxPool(2, Name = \"pool2\"), Conv(3, {|NG0101:256|}, 8, Name = \"conv3\"), Relu",
        "'conv3' takes 256 input channels, but 'pool2' gives 128");

    [Fact]
    public Task NG0101_by_name_and_of_a_transposed_convolution() => CheckAsync(
        "Input(4), Conv(3, outChannels: 5, inChannels: {|NG0101:3|}), ConvTranspose(2, {|NG0101:4|}, 6)",
        "'conv1' takes 3 input channels, but 'Input' gives 4",
        "'convtranspose1' takes 4 input channels, but 'conv1' gives 5");

    [Fact]
    public Task NG0101_features() => CheckAsync(
        "Input(28, 28, 1), Conv(5, 16), MaxPool(2), Dense({|NG0101:256|}, 10), Dense(10, 2)",
        "'dense1' takes 256 input features, but 'maxpool1' gives 2304 (12×12×16)");

    [Fact]
    public Task NG0102_rows_and_columns() => CheckAsync(
        "Input(6, 7, 1), Conv(2, 4), Conv({|NG0102:{|NG0102:7|}|}, 4), MaxPool(9)",
        "'conv2' needs 7 columns, but its input has 6",
        "'conv2' needs 7 rows, but its input has 5");

    [Fact]
    public Task NG0102_one_side_padding_and_dilation() => CheckAsync(
        "Input(6, 20, 1), MaxPool(1, KernelHeight = {|NG0102:5|}, Stride = 1, DilationHeight = 2, PadTop = 1)",
        "'maxpool1' needs 9 rows, but its padded input has 7");

    [Fact]
    public Task NG0102_crop() => CheckAsync(
        "Input(6, 8, 1), Crop(2, 2, {|NG0102:5|}, 6), Conv(1, 3)",
        "'crop1' needs 7 rows, but its input has 6");

    [Fact]
    public Task NG0102_behind_a_global_pool_of_any_size() => CheckAsync(
        "Input(3), GlobalMaxPool, Conv({|NG0102:{|NG0102:3|}|}, 8)",
        "'conv1' needs 3 columns, but its input has 1",
        "'conv1' needs 3 rows, but its input has 1");

    [Theory]
    [InlineData("Input(27, 27, 1), MaxPool({|NG0104:2|})", "The stride of 'maxpool1' leaves the last 1 of 27 rows and the last 1 of 27 columns of its input unread")]
    [InlineData("Input(27, 28, 1), MaxPool(2, Stride = {|NG0104:2|})", "The stride of 'maxpool1' leaves the last 1 of 27 rows of its input unread")]
    [InlineData("Input(27, 28, 1), MaxPool(2, StrideHeight = {|NG0104:2|})", "The stride of 'maxpool1' leaves the last 1 of 27 rows of its input unread")]
    [InlineData("Input(9, 9, 1), Conv(1, 4, StrideWidth = {|NG0104:5|})", "The stride of 'conv1' leaves the last 3 of 9 columns of its input unread")]
    public Task NG0104(string attributes, string message) => CheckAsync(attributes, message);

    [Theory]
    [InlineData("Input(28, 28, 1), MaxPool(2)")]
    [InlineData("Input(3), MaxPool(2)")]
    public Task No_NG0104(string attributes) => CheckAsync(attributes);

    [Fact]
    public Task NG0203_instead_of_NG0104_where_the_windows_are_rounded_up() => CheckAsync(
        "Input(27, 27, 1), MaxPool(2, Ceil = {|NG0203:true|})",
        "'Net' is dense-only: 'maxpool1' reads beyond the edge of its input, so the entries of the fully convolutional map differ from the network run on crops, which see "
        + "padding where the image has pixels (receptive field 2, stride 2, padding 0; layers that read past their map: 1)");

    [Fact]
    public Task NG0105_a_map() => CheckAsync(
        "Input(1024, 1024, 3), {|NG0105:Upsample(64)|}, Conv(3, 3, 8), GlobalAveragePool",
        "The output of 'upsample1', 65536×65536×3, is larger than 32-bit lengths can express: at most 2,147,483,647 elements fit in one tensor");

    [Fact]
    public Task NG0105_a_tensor_of_weights() => CheckAsync(
        "Input(256, 256, 64), {|NG0105:Dense(1024)|}",
        "The tensor 'dense1.weight', 1024×4194304, is larger than 32-bit lengths can express: at most 2,147,483,647 elements fit in one tensor");

    [Fact]
    public Task NG0105_the_input() => Marked.CheckAsync(
        "using NetGen;\n[Network, {|NG0105:Input(100000, 100000, 3)|}, Conv(3, 3, 8)] partial class Net;",
        "The input, 100000×100000×3, is larger than 32-bit lengths can express: at most 2,147,483,647 elements fit in one tensor");

    [Fact]
    public Task NG0105_no_image_is_large_enough() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(1), MaxPool(4), {|NG0204:Crop(0, 0, 1000000000, 1)|}] partial class {|NG0105:Net|};",
        "'Net' is not tileable: 'crop1' keeps a fixed place of the map, so the result for a large image cannot be put together from tiles (layers of that kind: 1)",
        "The smallest image that 'Net' could take is larger than 32-bit lengths can express: at most 2,147,483,647 elements fit in one tensor");

    [Theory]
    [InlineData("Input(1), Upsample(65536), {|NG0105:Upsample(65536)|}, Relu", "upsample2")]
    [InlineData("Input(1, 1, 1), Upsample(40000), MaxPool(40000, Stride = 1), Upsample(40000), MaxPool(40000, Stride = 1), {|NG0105:Upsample(2)|}", "upsample3")]
    [InlineData("Input(2, 2, 1), {|NG0201:Dense(1)|}, Upsample(40000), MaxPool(40000, Stride = 1), {|NG0105:Upsample(40000)|}, MaxPool(40000, Stride = 1)", "upsample2")]
    public Task NG0105_a_coefficient_of_the_size_for_any_image(string attributes, string layer)
    {
        var overflow = $"A coefficient of the size of '{layer}', as a function of the image's, is larger than 32-bit lengths can express: at most 2,147,483,647 elements fit in one tensor";
        const string Dense = "'dense1' fixes the input to 2×2: it needs exactly 2×2×1; [Conv(2, 1, 1)] computes the same and accepts any larger size";
        return attributes.Contains("Dense", StringComparison.Ordinal) ? CheckAsync(attributes, Dense, overflow) : CheckAsync(attributes, overflow);
    }

    [Theory]
    [InlineData("Input(28, 28, 1), Conv(5, 8), MaxPool(2), {|NG0201:Dense(10)|}, Dense(4)", "'dense1' fixes the input to 28×28: it needs exactly 12×12×8; [Conv(12, 8, 10)] computes the same and accepts any larger size")]
    [InlineData("Input(6, 8, 2), {|NG0201:Dense(96, 5, Bias = false, Name = \"fc\")|}", "'fc' fixes the input to 6×8: it needs exactly 6×8×2; [Conv(6, 2, 5, KernelWidth = 8)] computes the same and accepts any larger size")]
    public Task NG0201(string attributes, string message) => CheckAsync(attributes, message);

    [Fact]
    public Task No_NG0201_behind_a_global_pool() => CheckAsync(
        "Input(28, 28, 1), Conv(3, 8), {|NG0204:GlobalAveragePool|}, Dense(10)",
        "'Net' is not tileable: 'globalaveragepool1' reads the whole map, so the result for a large image cannot be put together from tiles (layers of that kind: 1)");

    [Theory]
    [InlineData("Input(3), MaxPool(2), {|NG0202:Dense(10)|}, Dense(2)", "'dense1' needs a map of one size, but gets ⌊H/2⌋×⌊W/2⌋×3, which depends on the size of the image: use a convolution such as [Conv(1, 3, 10)]")]
    [InlineData("Input(3), {|NG0202:Dense(147, 10)|}", "'dense1' needs a map of one size, but gets H×W×3, which depends on the size of the image: use a convolution such as [Conv(7, 3, 10)]")]
    public Task NG0202(string attributes, string message) => CheckAsync(attributes, message);

    [Fact]
    public Task NG0203_with_the_figures_of_the_whole_network() => CheckAsync(
        "Input(32, 32, 3), Conv(3, 8, Pad = {|NG0203:1|}), MaxPool(2), Conv(3, 8, PadTop = 1), Conv(2, 4)",
        "'Net' is dense-only: 'conv1' pads its input, so the entries of the fully convolutional map differ from the network run on crops, which see padding where the "
        + "image has pixels (receptive field 10, stride 2, padding 3×1; layers that read past their map: 2)");

    [Fact]
    public Task NG0203_at_the_side_that_is_padded() => CheckAsync(
        "Input(32, 32, 3), Conv(3, 8, PadRight = {|NG0203:1|})",
        "'Net' is dense-only: 'conv1' reads beyond the edge of its input, so the entries of the fully convolutional map differ from the network run on crops, which see padding where the "
        + "image has pixels (receptive field 3, stride 1, padding 0; layers that read past their map: 1)");

    [Fact]
    public Task NG0203_rows_and_columns_that_differ() => CheckAsync(
        "Input(32, 32, 3), Conv(3, 8, KernelWidth = 5, StrideHeight = 2, PadTop = {|NG0203:1|}, PadLeft = 2, PadRight = 1)",
        "'Net' is dense-only: 'conv1' pads its input, so the entries of the fully convolutional map differ from the network run on crops, which see padding where the "
        + "image has pixels (receptive field 3×5, stride 2×1, padding 1×2; layers that read past their map: 1)");

    [Theory]
    [InlineData("InstanceNorm", "'instancenorm1' takes its statistics from the whole map")]
    [InlineData("GroupNorm(1)", "'groupnorm1' takes its statistics from the whole map")]
    [InlineData("GlobalMaxPool", "'globalmaxpool1' reads the whole map")]
    [InlineData("Crop(0, 0, 4, 4)", "'crop1' keeps a fixed place of the map")]
    public Task NG0204(string layer, string reason) => CheckAsync(
        $"Input(3), Relu, {{|NG0204:{layer}|}}",
        $"'Net' is not tileable: {reason}, so the result for a large image cannot be put together from tiles (layers of that kind: 1)");

    [Fact]
    public Task Nothing_is_said_of_a_network_that_slides() => CheckAsync("Input(28, 28, 1), Conv(5, 1, 8), Relu, MaxPool(2), Conv(5, 8, 16), MaxPool(2), Conv(4, 16, 10), Softmax");

    [Fact]
    public Task Several_faults_of_several_kinds_at_once() => CheckAsync(
        "Input(16, 16, 3), Conv(3, {|NG0101:1|}, 8), BatchNorm(Epsilon = {|NG0005:-1|}), Conv({|NG0102:{|NG0102:15|}|}, 4), Conv(3, {|NG0101:8|}, 16), Dense(777, 10)",
        "'conv1' takes 1 input channels, but 'Input' gives 3",
        "'batchnorm1': epsilon is -1, but must be more than 0",
        "'conv2' needs 15 columns, but its input has 14",
        "'conv2' needs 15 rows, but its input has 14",
        "'conv3' takes 8 input channels, but 'conv2' gives 4");
}
