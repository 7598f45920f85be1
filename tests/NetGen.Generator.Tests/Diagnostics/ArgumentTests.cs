using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>NG0005: every range, at the argument however it is stated, and nothing that only follows from it.</summary>
public class ArgumentTests
{
    [Theory]
    [InlineData("Conv({|NG0005:0|}, 8)", "'conv1': the kernel is 0, but must be at least 1")]
    [InlineData("Conv(kernel: {|NG0005:0|}, outChannels: 8)", "'conv1': the kernel is 0, but must be at least 1")]
    [InlineData("Conv(outChannels: 8, kernel: {|NG0005:0|})", "'conv1': the kernel is 0, but must be at least 1")]
    [InlineData("Conv(3, {|NG0005:-2|})", "'conv1': the number of output channels is -2, but must be at least 1")]
    [InlineData("Conv(3, {|NG0005:0|}, 8)", "'conv1': the number of input channels is 0, but must be at least 1")]
    [InlineData("Conv({|NG0005:2000000000|}, 8)", "'conv1': the kernel is 2000000000, but must be at most 1073741824")]
    [InlineData("Conv(3, 8, Stride = {|NG0005:0|})", "'conv1': the stride is 0, but must be at least 1")]
    [InlineData("Conv(3, 8, StrideWidth = {|NG0005:-1|})", "'conv1': the stride over the width is -1, but must be at least 1")]
    [InlineData("Conv(3, 8, Dilation = {|NG0005:0|})", "'conv1': the dilation is 0, but must be at least 1")]
    [InlineData("Conv(3, 8, DilationHeight = {|NG0005:0|})", "'conv1': the dilation over the height is 0, but must be at least 1")]
    [InlineData("Conv(3, 8, KernelHeight = {|NG0005:0|})", "'conv1': the kernel's height is 0, but must be at least 1")]
    [InlineData("Conv(3, 8, Pad = {|NG0005:-1|})", "'conv1': the padding is -1, but must be at least 0")]
    [InlineData("Conv(3, 8, PadBottom = {|NG0005:-1|})", "'conv1': the padding at the bottom is -1, but must be at least 0")]
    [InlineData("Conv(3, 8, Same = true, Pad = {|NG0005:1|})", "'conv1': Pad cannot be combined with Same, which computes the padding")]
    [InlineData("Conv(3, 8, Same = true, PadLeft = {|NG0005:0|})", "'conv1': PadLeft cannot be combined with Same, which computes the padding")]
    [InlineData("Conv(3, 8, Groups = {|NG0005:3|})", "'conv1': 3 groups do not divide the 8 output channels")]
    [InlineData("Conv(3, 9, Groups = {|NG0005:9|})", "'conv1': 9 groups do not divide the 6 input channels")]
    [InlineData("Conv(3, 8, Groups = {|NG0005:0|})", "'conv1': the number of groups is 0, but must be at least 1")]
    [InlineData("Conv(3, 8, Name = {|NG0005:\"\"|})", "'conv1': a layer's name must not be empty or hold white space")]
    [InlineData("Conv(3, 8, Name = {|NG0005:\"a b\"|})", "'a b': a layer's name must not be empty or hold white space")]
    [InlineData("Conv(3, 8, Name = \"a\"), Relu(Name = {|NG0005:\"a\"|})", "'a': two layers have this name, so their weights could not be told apart")]
    [InlineData("Relu(Name = \"conv1\"), {|NG0005:Conv(3, 8)|}", "'conv1': the default name of this layer is taken by another: give it a Name")]
    [InlineData("ConvTranspose(3, 8, OutputPad = {|NG0005:1|})", "'convtranspose1': the output padding is 1, but must be less than the stride or the dilation, 1")]
    [InlineData("ConvTranspose(3, 8, Stride = 2, Same = true, OutputPad = {|NG0005:1|})", "'convtranspose1': OutputPad cannot be combined with Same, which computes the padding")]
    [InlineData("ConvTranspose(1, 8, Pad = {|NG0005:20|})", "'convtranspose1': the padding removes all 32 rows of the output, 40 of them", "'convtranspose1': the padding removes all 40 columns of the output, 40 of them")]
    [InlineData("MaxPool({|NG0005:0|}, Pad = 1)", "'maxpool1': the kernel is 0, but must be at least 1")]
    [InlineData("MaxPool(2, Pad = {|NG0005:-1|})", "'maxpool1': the padding is -1, but must be at least 0")]
    [InlineData("AveragePool(2, PadTop = {|NG0005:2|})", "'averagepool1': the padding at the top is 2, but must be less than the 2 pixels that the window spans")]
    [InlineData("MaxPool(2, Same = true, Ceil = {|NG0005:true|})", "'maxpool1': Ceil cannot be combined with Same, which rounds up already")]
    [InlineData("AdaptiveAveragePool({|NG0005:0|}, 2)", "'adaptiveaveragepool1': the output's height is 0, but must be at least 1")]
    [InlineData("GroupNorm({|NG0005:4|})", "'groupnorm1': 4 groups do not divide the 6 input channels")]
    [InlineData("BatchNorm(Epsilon = {|NG0005:0|})", "'batchnorm1': epsilon is 0, but must be more than 0")]
    [InlineData("LocalResponseNorm({|NG0005:4|})", "'localresponsenorm1': the size is 4, but must be odd, so that the sum is centred")]
    [InlineData("LocalResponseNorm(5, Alpha = {|NG0005:-1|})", "'localresponsenorm1': alpha is -1, but must be at least 0")]
    [InlineData("LeakyRelu({|NG0005:double.NaN|})", "'leakyrelu1': the slope is NaN, but must be a finite single-precision number")]
    [InlineData("Elu(alpha: {|NG0005:1e39|})", "'elu1': alpha is 1E+39, but must be a finite single-precision number")]
    [InlineData("Clip(1, {|NG0005:0.5|})", "'clip1': the maximum is 0.5, but must be at least the minimum, 1")]
    [InlineData("Clip({|NG0005:double.NegativeInfinity|}, -1)", "'clip1': the minimum is -Infinity, but must be a finite single-precision number")]
    [InlineData("Upsample({|NG0005:0|})", "'upsample1': the scale is 0, but must be at least 1")]
    [InlineData("Upsample(2, AlignCorners = {|NG0005:true|})", "'upsample1': AlignCorners needs Mode = UpsampleMode.Bilinear")]
    [InlineData("Upsample(2, Mode = {|NG0005:(UpsampleMode)2|})", "'upsample1': Mode is 2, but must be Nearest or Bilinear")]
    [InlineData("PixelShuffle({|NG0005:2|})", "'pixelshuffle1': the square of the factor, 4, does not divide the 6 input channels")]
    [InlineData("ZeroPad({|NG0005:-1|})", "'zeropad1': the padding is -1, but must be at least 0")]
    [InlineData("Crop({|NG0005:-1|}, 0, 4, 4)", "'crop1': the top row is -1, but must be at least 0")]
    [InlineData("Dropout({|NG0005:1|})", "'dropout1': the probability is 1, but must be at least 0 and less than 1")]
    [InlineData("Dense({|NG0005:0|})", "'dense1': the number of output features is 0, but must be at least 1")]
    public Task NG0005(string layer, params string[] messages) => Marked.CheckAsync(
        $"using NetGen;\n[Network, Input(32, 40, 6), {Repeat(layer, messages.Length)}] partial class Net;",
        messages);

    [Theory]
    [InlineData("Input({|NG0005:0|}, 8, 1)", "'Input': the height is 0, but must be at least 1")]
    [InlineData("Input(8, {|NG0005:-8|}, 1)", "'Input': the width is -8, but must be at least 1")]
    [InlineData("Input(height: 8, width: 8, channels: {|NG0005:0|})", "'Input': the number of channels is 0, but must be at least 1")]
    [InlineData("Input({|NG0005:0|})", "'Input': the number of channels is 0, but must be at least 1")]
    public Task NG0005_of_the_input(string input, string message) => Marked.CheckAsync(
        $"using NetGen;\n[Network, {input}, Conv(3, 4), MaxPool(2), GroupNorm(2)] partial class Net;",
        message);

    [Fact]
    public Task NG0005_of_the_options() => Marked.CheckAsync(
        "using NetGen;\n[Network(Layout = {|NG0005:(Layout)7|}, Weights = {|NG0005:(WeightOrder)(-1)|}, Precision = Precision.Strict), Input(8, 8, 1), Conv(3, 4)] partial class Net;",
        "'Net': Layout is 7, but must be Nhwc or Nchw",
        "'Net': Weights is -1, but must be PyTorch or TensorFlow");

    [Theory]
    [InlineData("Conv({|NG0005:0|}, 8, Stride = 2)", "'conv1': the kernel is 0, but must be at least 1")]
    [InlineData("Conv(3, 8, Stride = {|NG0005:-2|})", "'conv1': the stride is -2, but must be at least 1")]
    [InlineData("Crop(0, 0, {|NG0005:0|}, 4), Conv(1, 8)", "'crop1': the height is 0, but must be at least 1")]
    [InlineData("Upsample({|NG0005:-1|}), Conv(1, 8)", "'upsample1': the scale is -1, but must be at least 1")]
    [InlineData("PixelShuffle({|NG0005:0|})", "'pixelshuffle1': the factor is 0, but must be at least 1")]
    [InlineData("AdaptiveAveragePool({|NG0005:0|}, 9), Conv(1, 8)", "'adaptiveaveragepool1': the output's height is 0, but must be at least 1")]
    public Task No_fault_that_only_follows_from_an_argument(string layer, string message) => Marked.CheckAsync(
        $"using NetGen;\n[Network, Input(32, 40, 6), {layer}, GroupNorm(8), MaxPool(16), Conv(30, 8, 16), Dense(300, 10)] partial class Net;",
        message);

    [Fact]
    public Task No_fault_that_only_follows_from_the_channels() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(32, 40, 6), Conv(3, {|NG0005:0|}, Groups = 3), GroupNorm(5), PixelShuffle(2), Conv(3, 8, 4), PRelu, BatchNorm] partial class Net;",
        "'conv1': the number of output channels is 0, but must be at least 1");

    [Fact]
    public Task Channels_are_still_checked_after_a_fault_in_the_kernel() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(32, 40, 6), Conv({|NG0005:0|}, 8), Conv(3, {|NG0101:6|}, 8)] partial class Net;",
        "'conv1': the kernel is 0, but must be at least 1",
        "'conv2' takes 6 input channels, but 'conv1' gives 8");

    [Fact]
    public Task Several_faults_of_one_attribute_and_of_many() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(32, 40, 6), Conv({|NG0005:0|}, 8, Stride = {|NG0005:0|}, PadLeft = {|NG0005:-1|}), Clip(2, {|NG0005:1|}), Dropout({|NG0005:-1|})] partial class Net;",
        "'conv1': the kernel is 0, but must be at least 1",
        "'conv1': the stride is 0, but must be at least 1",
        "'conv1': the padding at the left is -1, but must be at least 0",
        "'clip1': the maximum is 1, but must be at least the minimum, 2",
        "'dropout1': the probability is -1, but must be at least 0 and less than 1");

    [Fact]
    public Task A_constant_is_an_argument_like_any() => Marked.CheckAsync(
        "using NetGen;\n[Network, Input(8, 8, 1), Conv({|NG0005:Net.Kernel|}, 4)] partial class Net { const int Kernel = 3 - 3; }",
        "'conv1': the kernel is 0, but must be at least 1");

    /// <summary>Two messages at one place are two marks around it.</summary>
    private static string Repeat(string layer, int count) => count == 1 ? layer : layer.Replace("{|NG0005:20|}", "{|NG0005:{|NG0005:20|}|}", StringComparison.Ordinal);
}
