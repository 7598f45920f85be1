using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Weights;

public sealed class BatchNormFoldTests
{
    private const double Epsilon = 1e-3;

    // Half a unit in the last place of single precision: the only rounding is that of the result.
    private const double Tolerance = 6e-8;

    public static TheoryData<string, bool, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            foreach (var kind in (string[])["convolution", "depthwise", "transposed", "dense"])
            {
                foreach (var bias in (bool[])[false, true])
                {
                    data.Add(kind, bias, false);
                    data.Add(kind, bias, true);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FoldsAsDoubleArithmeticDoes(string kind, bool bias, bool affine)
    {
        const int channels = 6;
        var random = new Random(7);
        int[] shape = kind switch
        {
            "convolution" => [channels, 2, 3, 2],
            "depthwise" => [channels, 1, 3, 2],
            "transposed" => [2, channels, 3, 2],
            _ => [channels, 12],
        };
        var source = new MemorySource().Add("l.weight", shape, Values(shape.Aggregate(1, (product, extent) => product * extent)));
        if (bias) source.Add("l.bias", [channels], Values(channels));
        if (affine) source.Add("bn.weight", [channels], Values(channels)).Add("bn.bias", [1, channels, 1, 1], Values(channels));
        source.Add("bn.running_mean", [channels], Values(channels)).Add("bn.running_var", [channels], [.. Values(channels).Select(Math.Abs)]);

        var plain = Load(new WeightLoader(source, Declared(), WeightOrder.PyTorch), null);
        var folded = Load(new WeightLoader(source, Declared(), WeightOrder.PyTorch), new BatchNormFold("bn", Epsilon, affine));
        var length = plain.Filters.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var scale = Scale(channel);
            for (var i = channel * length; i < (channel + 1) * length; i++) AssertClose(plain.Filters[i] * scale, folded.Filters[i]);
            var shifted = (double)plain.Biases[channel] - source.Values("bn.running_mean")[channel];
            AssertClose(shifted * scale + Shift(channel), folded.Biases[channel]);
        }

        var loader = new WeightLoader(source, Declared(), WeightOrder.PyTorch);
        var affinity = loader.ChannelAffine(new BatchNormFold("bn", Epsilon, affine), channels);
        for (var channel = 0; channel < channels; channel++)
        {
            AssertClose(Scale(channel), affinity.Scale[channel]);
            AssertClose(Shift(channel) - source.Values("bn.running_mean")[channel] * Scale(channel), affinity.Shift[channel]);
        }

        double Scale(int channel) =>
            (affine ? source.Values("bn.weight")[channel] : 1) / Math.Sqrt(source.Values("bn.running_var")[channel] + Epsilon);

        double Shift(int channel) => affine ? source.Values("bn.bias")[channel] : 0;

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 4 - 2)];

        TensorSpec[] Declared() => [.. source.Tensors.Select(spec => spec.Name == "bn.bias" ? new TensorSpec("bn.bias", [channels]) : spec)];

        (float[] Filters, float[] Biases) Load(WeightLoader loader, BatchNormFold? batchNorm)
        {
            var weights = kind switch
            {
                "convolution" => loader.Convolution("l", channels, 2, 1, 3, 2, bias, batchNorm),
                "transposed" => loader.TransposedConvolution("l", channels, 2, 1, 3, 2, bias, batchNorm),
                "dense" => loader.Dense("l", channels, 3, 2, 2, bias, batchNorm),
                _ => null,
            };
            var depthwise = weights is null ? loader.Depthwise("l", channels, 3, 2, bias, batchNorm) : null;
            loader.ThrowIfFaulty();
            return (weights?.Filters() ?? depthwise!.Filters(), weights?.Biases() ?? depthwise!.Biases());
        }
    }

    private static void AssertClose(double expected, float actual) =>
        Assert.InRange(actual, expected - Math.Abs(expected) * Tolerance - 1e-14, expected + Math.Abs(expected) * Tolerance + 1e-14);
}
