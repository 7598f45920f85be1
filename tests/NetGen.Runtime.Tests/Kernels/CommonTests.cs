using System.Reflection;
using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>What is true of every kernel.</summary>
public sealed class CommonTests
{
    public static TheoryData<string> Names => [.. KernelCalls.All.Keys];

    public static TheoryData<string> NamesInPlace => [.. KernelCalls.All.Values.Where(call => call.InPlace).Select(call => call.Name)];

    public static TheoryData<string> NamesApart => [.. KernelCalls.All.Values.Where(call => !call.InPlace).Select(call => call.Name)];

    /// <summary>The calls that all kernels are tested with leave none out.</summary>
    [Fact]
    public void Every_kernel_is_called()
    {
        var entries = typeof(Convolution).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, Namespace: "NetGen.Kernels" } && type != typeof(NetworkGuard))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Span<float>)))
            .Select(Described).ToHashSet();
        var called = KernelCalls.All.Values.SelectMany(call => Calls(call.Run.Method)).Select(Described).ToHashSet();
        Assert.True(entries.Count > 30, $"Only {entries.Count} kernels were found.");
        Assert.Equal([], entries.Except(called));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Spans_of_the_wrong_length_are_refused_with_both_figures(string name)
    {
        var call = KernelCalls.All[name];
        foreach (var wrong in new[] { -1, 1 })
        {
            AssertFigures(
                call.InputLength, call.InputLength + wrong, call, new float[call.InputLength + wrong], new float[call.OutputLength]);
            AssertFigures(
                call.OutputLength, call.OutputLength + wrong, call, new float[call.InputLength], new float[call.OutputLength + wrong]);
        }
    }
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_but_the_output_is_written_and_all_of_it_is(string name)
    {
        var call = KernelCalls.All[name];
        Assert.All(KernelRun.Output(Input(call), call.OutputLength, call.Run), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(NamesInPlace))]
    public void In_place_gives_the_same_bits(string name)
    {
        var call = KernelCalls.All[name];
        var x = Input(call);
        KernelRun.AssertBits(KernelRun.InPlace(x, call.Run), KernelRun.Output(x, call.OutputLength, call.Run), name);
    }

    [Theory]
    [MemberData(nameof(NamesApart))]
    public void An_output_over_the_input_is_refused(string name)
    {
        var call = KernelCalls.All[name];
        var shared = new float[call.InputLength + call.OutputLength - 1];
        var exception = Assert.Throws<ArgumentException>(() =>
            call.Run(shared.AsSpan(0, call.InputLength), shared.AsSpan(call.InputLength - 1, call.OutputLength)));
        Assert.Contains("overlaps", exception.Message);
    }

    [Theory]
    [MemberData(nameof(NamesInPlace))]
    public void An_output_over_a_part_of_the_input_is_refused(string name)
    {
        var call = KernelCalls.All[name];
        var shared = new float[call.InputLength + 1];
        var exception = Assert.Throws<ArgumentException>(() => call.Run(shared.AsSpan(0, call.InputLength), shared.AsSpan(1)));
        Assert.Contains("overlaps", exception.Message);
    }

    [Fact]
    public void Sizes_that_do_not_fit_the_weights_are_refused_with_both_figures()
    {
        var weights = ConvolutionWeights.Allocate(6, 4, 2, 3, 3);
        var window = new WindowCase(5, 5, WindowSpec.Square(3)).Window;
        AssertFigures(4, 8, () => Run(new(5, 5, 8), new(3, 3, 6), window));
        AssertFigures(6, 7, () => Run(new(5, 5, 4), new(3, 3, 7), window));
        AssertFigures(3, 2, () => Run(new(5, 5, 4), new(3, 3, 6), window with { KernelHeight = 2 }));
        AssertFigures(1, 0, () => Run(new(5, 5, 4), new(3, 3, 6), window with { StrideWidth = 0 }));
        AssertFigures(0, -2, () => Run(new(5, 5, 4), new(3, 3, 6), window with { PadLeft = -2 }));
        Assert.ThrowsAny<ArgumentException>(() => ConvolutionWeights.Allocate(6, 4, 4, 3, 3));
        Assert.ThrowsAny<ArgumentException>(() => ConvolutionWeights.Allocate(0, 4, 1, 3, 3));
        AssertFigures(18, 17, () => weights.SetOutput(0, new float[17]));
        AssertFigures(6, 5, () => weights.SetBias(new float[5]));
        Assert.ThrowsAny<ArgumentException>(() => weights.SetOutput(6, new float[18]));
        Assert.ThrowsAny<ArgumentException>(() => weights.SetOutput(0, 16, new float[3]));
        Assert.ThrowsAny<ArgumentException>(() => weights.Set(0, 2, 0, 0, 1));

        void Run(MapSize xs, MapSize ys, Window geometry) =>
            Convolution.Run(new float[xs.Length], xs, weights, geometry, new float[ys.Length], ys, default(Identity), 1);
    }

    /// <summary>Of the kernels with weights of their own, or sizes beside those of their spans.</summary>
    [Fact]
    public void Sizes_that_do_not_fit_each_other_are_refused_with_both_figures()
    {
        var depthwise = DepthwiseWeights.Allocate(6, 3, 3);
        var weights = ConvolutionWeights.Allocate(16, 8, 1, 3, 3);
        var winograd = WinogradWeights.From(weights);
        var window = new WindowCase(5, 5, WindowSpec.Square(3)).Window;
        var scratch = new float[WinogradConvolution.ScratchLength(winograd)];
        AssertFigures(6, 7, () => Run((x, y) => DepthwiseConvolution.Run(x, new(5, 5, 7), depthwise, window, y, new(3, 3, 7), default(Relu), 1), 175, 63));
        AssertFigures(3, 4, () => Run((x, y) => DepthwiseConvolution.Run(x, new(5, 5, 6), depthwise, window with { KernelWidth = 4 }, y, new(3, 3, 6), default(Relu), 1), 150, 54));
        AssertFigures(8, 9, () => Run((x, y) => TransposedConvolution.Run(x, new(3, 3, 9), weights, window, y, new(5, 5, 16), default(Relu), 1), 81, 400));
        AssertFigures(16, 15, () => Run((x, y) => TransposedConvolution.Run(x, new(3, 3, 8), weights, window, y, new(5, 5, 15), default(Relu), 1), 72, 375));
        AssertFigures(8, 16, () => Run((x, y) => WinogradConvolution.Run(x, new(5, 5, 16), winograd, window, y, new(3, 3, 16), default(Relu), scratch, 1), 400, 144));
        AssertFigures(16, 24, () => Run((x, y) => WinogradConvolution.Run(x, new(5, 5, 8), winograd, window, y, new(3, 3, 24), default(Relu), scratch, 1), 200, 216));
        AssertFigures(1, 2, () => Run((x, y) => WinogradConvolution.Run(x, new(5, 5, 8), winograd, window with { StrideWidth = 2 }, y, new(3, 3, 16), default(Relu), scratch, 1), 200, 144));
        AssertFigures(4, 5, () => Run((x, y) => NetGen.Kernels.MaxPool.Run(x, new(5, 5, 4), window, y, new(3, 3, 5), 1), 100, 45));
        AssertFigures(4, 5, () => Run((x, y) => NetGen.Kernels.AveragePool.Run(x, new(5, 5, 4), window, true, y, new(3, 3, 5), 1), 100, 45));
        AssertFigures(4, 5, () => Run((x, y) => NetGen.Kernels.AdaptiveAveragePool.Run(x, new(5, 5, 4), y, new(3, 3, 5), 1), 100, 45));
        AssertFigures(4, 5, () => Run((x, y) => NetGen.Kernels.Crop.Run(x, new(5, 5, 4), 0, 0, y, new(3, 3, 5), 1), 100, 45));
        Assert.ThrowsAny<ArgumentException>(() => Run((x, y) => NetGen.Kernels.Upsample.Nearest(x, new(5, 5, 4), 0, y, 1), 100, 100));
        Assert.ThrowsAny<ArgumentException>(() => Run((x, y) => NetGen.Kernels.ZeroPad.Run(x, new(5, 5, 4), -1, y, 1), 100, 36));
        Assert.ThrowsAny<ArgumentException>(() => Run((x, y) => NetGen.Kernels.PixelShuffle.Run(x, new(5, 5, 4), 0, y, 1), 100, 100));
        Assert.ThrowsAny<ArgumentException>(() => Run((x, y) => NetGen.Kernels.LocalResponseNorm.Run(x, new(5, 5, 4), 0, 1, 1, 1, y, 1), 100, 100));
        Assert.ThrowsAny<ArgumentException>(() => Run((x, y) => NetGen.Kernels.MaxPool.Run(x, new(5, 5, 4), window, y, new(3, 3, 4), 0), 100, 36));

        static void Run(Kernel kernel, int inputLength, int outputLength) => kernel(new float[inputLength], new float[outputLength]);
    }

    [Fact]
    public void Sizes_whose_length_overflows_are_refused_with_both_figures()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            NetGen.Kernels.Softmax.Run(new float[4], new(int.MaxValue, int.MaxValue, int.MaxValue), new float[4], 1));
        Assert.Contains("9903520300447984150353281023", exception.Message);
        Assert.Contains("4", exception.Message);
        Assert.Throws<ArgumentException>(() => NetGen.Kernels.Softmax.Run([], new(0, 5, 5), [], 1));
        Assert.Throws<ArgumentException>(() => NetGen.Kernels.Softmax.Run(new float[25], new(-5, -5, 1), new float[25], 1));
    }

    [Fact]
    public void Channels_that_cannot_be_divided_are_refused_with_both_figures()
    {
        AssertFigures(4, 10, () => NetGen.Kernels.GroupNorm.Run(new float[10], new(1, 1, 10), 4, [], [], 1e-5f, new float[10], 1));
        AssertFigures(9, 10, () => NetGen.Kernels.PixelShuffle.Run(new float[10], new(1, 1, 10), 3, new float[10], 1));
        AssertFigures(10, 3, () => NetGen.Kernels.GroupNorm.Run(new float[10], new(1, 1, 10), 1, new float[3], [], 1e-5f, new float[10], 1));
        AssertFigures(10, 3, () => NetGen.Kernels.PRelu.Run(new float[10], new(1, 1, 10), new float[3], new float[10], 1));
        AssertFigures(
            10, 3, () => ChannelAffine.Run(new float[10], new(1, 1, 10), new float[10], new float[3], new float[10], default(Relu), 1));
    }

    private static float[] Input(KernelCall call) => new RandomSource(12).NextMap(1, 1, call.InputLength).ToNhwc();

    private static string Described(MethodBase method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})";

    /// <summary>The methods that a method calls: whatever follows the instruction's byte and is one. Other bytes may look the same, and name none or too many.</summary>
    private static IEnumerable<MethodBase> Calls(MethodInfo method)
    {
        const byte Call = 0x28;
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at + 4 < code.Length; at++)
        {
            var called = default(MethodBase);
            try
            {
                if (code[at] == Call) called = method.Module.ResolveMethod(BitConverter.ToInt32(code, at + 1));
            }
            catch (ArgumentException)
            {
                continue; // no method has this number
            }

            if (called is not null) yield return called;
        }
    }

    /// <summary>Refused, and nothing was written before that.</summary>
    private static void AssertFigures(int expected, int actual, KernelCall call, float[] x, float[] y)
    {
        Array.Fill(y, 12345);
        AssertFigures(expected, actual, () => call.Run(x, y));
        Assert.All(y, value => Assert.Equal(12345, value));
    }

    private static void AssertFigures(int expected, int actual, Action action)
    {
        var message = Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.Contains($"{expected}", message);
        Assert.Contains($"{actual}", message);
    }
}
