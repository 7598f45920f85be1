using NetGen.Kernels;
using NetGen.Reference;
using Expected = NetGen.Reference.Activation;

namespace NetGen.Runtime.Tests.Kernels;

public sealed class ActivationTests
{
    /// <summary>
    /// The relative error allowed: arithmetic of 24 bits, some ten roundings. Of a result below an activation's floor, the same error of
    /// the floor is allowed: where it comes of a subnormal number, or is the small difference of larger ones.
    /// </summary>
    private const double RelativeError = 1e-6;

    private const double SmallestNormal = 1.2e-38;

    public static TheoryData<string> Names => [.. Functions.Keys];

    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["Identity"] = Make(default(Identity), x => x),
        ["Relu"] = Make(default(Relu), Expected.Relu),
        ["LeakyRelu"] = Make(new LeakyRelu(0.25f), x => Expected.LeakyRelu(x, 0.25)),
        ["Clip"] = Make(new Clip(-1.5f, 6), x => Expected.Clip(x, -1.5, 6)),
        ["HardSigmoid"] = Make(default(HardSigmoid), Expected.HardSigmoid, floor: 0.1),
        ["HardSwish"] = Make(default(HardSwish), Expected.HardSwish, floor: 0.5),
        ["Elu"] = Make(new Elu(1.5f), x => Expected.Elu(x, 1.5)),
        ["Selu"] = Make(default(Selu), Expected.Selu),
        ["Sigmoid"] = Make(default(Sigmoid), Expected.Sigmoid),
        ["Silu"] = Make(default(Silu), Expected.Silu, floor: 2e-30),
        ["Mish"] = Make(default(Mish), Expected.Mish, floor: 2e-30),
        ["Gelu"] = Make(default(Gelu), Expected.Gelu, floor: 1e-3),
        ["Tanh"] = Make(default(Tanh), Expected.Tanh),
        ["Softplus"] = Make(default(Softplus), Expected.Softplus),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_accurate_from_the_smallest_to_the_largest_number(string name)
    {
        var (kernel, expected, floor) = Functions[name];
        var x = Arguments();
        var y = KernelRun.Output(x, x.Length, kernel);
        for (var i = 0; i < x.Length; i++)
        {
            var value = expected(x[i]);
            var allowed = RelativeError * Math.Max(Math.Abs(value), floor) + SmallestNormal;
            var correct = float.IsInfinity((float)value) ? y[i] == (float)value : Math.Abs(y[i] - value) <= allowed;
            Assert.True(correct, $"{name}({x[i]:R}) is {value:R}, but came out as {y[i]:R}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Passes_a_NaN_on(string name)
    {
        float[] x = [float.NaN, 1, -1, float.NaN, 0, 2, 3, 4, 5, float.NaN];
        var y = KernelRun.Output(x, x.Length, Functions[name].Kernel);
        for (var i = 0; i < x.Length; i++) Assert.Equal(float.IsNaN(x[i]), float.IsNaN(y[i]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_the_same_bits_at_every_place_and_in_place(string name)
    {
        var kernel = Functions[name].Kernel;
        var values = new RandomSource(11).NextMap(1, 1, 40, -8, 8).ToNhwc();
        for (var length = 1; length <= 19; length++)
        {
            for (var start = 0; start < 3; start++)
            {
                var expected = KernelRun.Output(values, values.Length, kernel).AsSpan(start, length);
                KernelRun.AssertBits(KernelRun.Output(values.AsSpan(start, length), length, kernel), expected, name);
                KernelRun.AssertBits(KernelRun.InPlace(values.AsSpan(start, length), kernel), expected, $"{name} in place");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(17)]
    public void PRelu_equals_the_reference(int channels)
    {
        var random = new RandomSource(2);
        var x = random.NextMap(4, 5, channels);
        foreach (var slope in new[] { random.NextValues(channels), random.NextValues(1) })
        {
            Kernel kernel = (input, output) => NetGen.Kernels.PRelu.Run(input, new(4, 5, channels), RandomSource.ToSingle(slope), output, 1);
            KernelRun.AssertClose(x, Reference.PRelu.Run(x, slope), Tolerance.Elementwise, channels, kernel);
            KernelRun.AssertClose(KernelRun.InPlace(x.ToNhwc(), kernel), Reference.PRelu.Run(x, slope), Tolerance.Elementwise, channels);
        }
    }

    private static Function Make<TActivation>(TActivation activation, Func<double, double> expected, double floor = 0)
        where TActivation : struct, IActivation =>
        new((x, y) => NetGen.Kernels.Activation.Run(x, y, activation, 1), expected, floor);

    /// <summary>Both signs of every power of two and some numbers between, and a fine grid about 0.</summary>
    private static float[] Arguments()
    {
        var values = new List<float> { 0, float.MaxValue, -float.MaxValue };
        for (var power = -126; power <= 127; power++)
            foreach (var factor in new[] { 1f, 1.2f, 1.7f })
                values.AddRange([MathF.ScaleB(factor, power), -MathF.ScaleB(factor, power)]);
        for (var x = -110f; x <= 110; x += 1 / 32f) values.Add(x);
        return [.. values];
    }

    private sealed record Function(Kernel Kernel, Func<double, double> Expected, double Floor);
}
