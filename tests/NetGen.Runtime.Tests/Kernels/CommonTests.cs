using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>What is true of every kernel.</summary>
public sealed class CommonTests
{
    public static TheoryData<string> Names => [.. KernelCalls.All.Keys];

    public static TheoryData<string> NamesInPlace => [.. KernelCalls.All.Values.Where(call => call.InPlace).Select(call => call.Name)];

    public static TheoryData<string> NamesApart => [.. KernelCalls.All.Values.Where(call => !call.InPlace).Select(call => call.Name)];

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

    [Fact]
    public void Sizes_whose_length_overflows_are_refused_with_both_figures()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            NetGen.Kernels.Softmax.Run(new float[4], new(int.MaxValue, int.MaxValue, int.MaxValue), new float[4]));
        Assert.Contains("9903520300447984150353281023", exception.Message);
        Assert.Contains("4", exception.Message);
        Assert.Throws<ArgumentException>(() => NetGen.Kernels.Softmax.Run([], new(0, 5, 5), []));
        Assert.Throws<ArgumentException>(() => NetGen.Kernels.Softmax.Run(new float[25], new(-5, -5, 1), new float[25]));
    }

    [Fact]
    public void Channels_that_cannot_be_divided_are_refused_with_both_figures()
    {
        AssertFigures(4, 10, () => NetGen.Kernels.GroupNorm.Run(new float[10], new(1, 1, 10), 4, [], [], 1e-5f, new float[10]));
        AssertFigures(9, 10, () => NetGen.Kernels.PixelShuffle.Run(new float[10], new(1, 1, 10), 3, new float[10]));
        AssertFigures(10, 3, () => NetGen.Kernels.GroupNorm.Run(new float[10], new(1, 1, 10), 1, new float[3], [], 1e-5f, new float[10]));
        AssertFigures(10, 3, () => NetGen.Kernels.PRelu.Run(new float[10], new(1, 1, 10), new float[3], new float[10]));
        AssertFigures(
            10, 3, () => ChannelAffine.Run(new float[10], new(1, 1, 10), new float[10], new float[3], new float[10], default(Relu)));
    }

    private static float[] Input(KernelCall call) => new RandomSource(12).NextMap(1, 1, call.InputLength).ToNhwc();

    private static void AssertFigures(int expected, int actual, KernelCall call, float[] x, float[] y) =>
        AssertFigures(expected, actual, () => call.Run(x, y));

    private static void AssertFigures(int expected, int actual, Action action)
    {
        var message = Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.Contains($"{expected}", message);
        Assert.Contains($"{actual}", message);
    }
}
