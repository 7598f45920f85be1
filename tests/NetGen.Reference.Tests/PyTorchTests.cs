namespace NetGen.Reference.Tests;

/// <summary>The operators against the figures of PyTorch in expected.json, which make_expected.py writes.</summary>
public sealed class PyTorchTests
{
    private static readonly PyTorchCase[] Cases = PyTorchCase.ReadAll();

    private static readonly Dictionary<string, Func<PyTorchCase, Map>> Operators = new()
    {
        ["Conv"] = c => Conv.Run(c.Input, c.Weights["weight"], c.Optional("bias"), c.Window, c.Int("out"), c.Int("groups")),
        ["ConvTranspose"] = c => ConvTranspose.Run(
            c.Input, c.Weights["weight"], c.Optional("bias"), c.Window, c.Int("out"), c.Int("groups"),
            c.Int("outputPadBottom"), c.Int("outputPadRight")),
        ["DenseChannelsFirst"] = c => Dense.RunChannelsFirst(c.Input, c.Weights["weight"], c.Optional("bias"), c.Int("out")),
        ["DenseChannelsLast"] = c => Dense.RunChannelsLast(c.Input, c.Weights["weight"], c.Optional("bias"), c.Int("out")),
        ["MaxPool"] = c => MaxPool.Run(c.Input, c.Window),
        ["AveragePool"] = c => AveragePool.Run(c.Input, c.Window),
        ["GlobalAveragePool"] = c => GlobalAveragePool.Run(c.Input),
        ["GlobalMaxPool"] = c => GlobalMaxPool.Run(c.Input),
        ["AdaptiveAveragePool"] = c => AdaptiveAveragePool.Run(c.Input, c.Int("height"), c.Int("width")),
        ["BatchNorm"] = c => BatchNorm.Run(
            c.Input, c.Optional("weight"), c.Optional("bias"), c.Weights["mean"], c.Weights["variance"], c.Double("epsilon")),
        ["InstanceNorm"] = c => InstanceNorm.Run(c.Input, c.Optional("weight"), c.Optional("bias"), c.Double("epsilon")),
        ["GroupNorm"] = c => GroupNorm.Run(c.Input, c.Int("groups"), c.Optional("weight"), c.Optional("bias"), c.Double("epsilon")),
        ["LocalResponseNorm"] = c => LocalResponseNorm.Run(c.Input, c.Int("size"), c.Double("alpha"), c.Double("beta"), c.Double("k")),
        ["Relu"] = c => c.Input.Apply(Activation.Relu),
        ["LeakyRelu"] = c => c.Input.Apply(x => Activation.LeakyRelu(x, c.Double("slope"))),
        ["PRelu"] = c => PRelu.Run(c.Input, c.Weights["weight"]),
        ["Elu"] = c => c.Input.Apply(x => Activation.Elu(x, c.Double("alpha"))),
        ["Selu"] = c => c.Input.Apply(Activation.Selu),
        ["Sigmoid"] = c => c.Input.Apply(Activation.Sigmoid),
        ["HardSigmoid"] = c => c.Input.Apply(Activation.HardSigmoid),
        ["HardSwish"] = c => c.Input.Apply(Activation.HardSwish),
        ["Silu"] = c => c.Input.Apply(Activation.Silu),
        ["Mish"] = c => c.Input.Apply(Activation.Mish),
        ["Gelu"] = c => c.Input.Apply(Activation.Gelu),
        ["Tanh"] = c => c.Input.Apply(Activation.Tanh),
        ["Softplus"] = c => c.Input.Apply(Activation.Softplus),
        ["Clip"] = c => c.Input.Apply(x => Activation.Clip(x, c.Double("minimum"), c.Double("maximum"))),
        ["Softmax"] = c => Softmax.Run(c.Input),
        ["LogSoftmax"] = c => LogSoftmax.Run(c.Input),
        ["UpsampleNearest"] = c => Upsample.Nearest(c.Input, c.Int("scale")),
        ["UpsampleBilinear"] = c => Upsample.Bilinear(c.Input, c.Int("scale"), c.Flag("alignCorners")),
        ["PixelShuffle"] = c => PixelShuffle.Run(c.Input, c.Int("factor")),
        ["ZeroPad"] = c => ZeroPad.Run(c.Input, c.Int("top"), c.Int("left"), c.Int("bottom"), c.Int("right")),
        ["Crop"] = c => Crop.Run(c.Input, c.Int("top"), c.Int("left"), c.Int("height"), c.Int("width")),
    };

    public static TheoryData<int, string> Numbers()
    {
        var numbers = new TheoryData<int, string>();
        for (var i = 0; i < Cases.Length; i++) numbers.Add(i, Cases[i].Operator);
        return numbers;
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Agrees(int number, string name)
    {
        var actual = Operators[name](Cases[number]);
        var expected = Cases[number].Output;
        Assert.Equal((expected.Height, expected.Width, expected.Channels), (actual.Height, actual.Width, actual.Channels));
        for (var y = 0; y < expected.Height; y++)
            for (var x = 0; x < expected.Width; x++)
                for (var c = 0; c < expected.Channels; c++)
                    Assert.True(
                        Math.Abs(actual[y, x, c] - expected[y, x, c]) <= 1e-9 * Math.Max(1, Math.Abs(expected[y, x, c])),
                        $"At ({y}, {x}, {c}): {actual[y, x, c]:R}, where PyTorch has {expected[y, x, c]:R}.");
    }

    [Fact]
    public void EveryOperatorHasACase() => Assert.Empty(Operators.Keys.Except(Cases.Select(c => c.Operator)));
}
