using NetGen.Onnx.Import;
using static NetGen.Tool.Tests.Made.MadeModel;

namespace NetGen.Tool.Tests.Made;

/// <summary>One network, said in the operators of each version from 7 to 22, is imported as the same declaration with the same weights.</summary>
public sealed class OperatorSetTests
{
    [Fact]
    public void Every_version_says_the_same()
    {
        var networks = Enumerable.Range(7, 16).Select(version => Classifier(version).Returns("result").Import()).ToArray();
        var expected = CSharpWriter.Write(networks[^1], "Made", null);
        Assert.Contains("[Conv(3, 3, 6, Stride = 2, PadTop = 1, PadLeft = 2", expected);
        Assert.Contains("Clip(0, 6", expected);
        Assert.Contains("Upsample(2", expected);
        for (var i = 0; i < networks.Length; i++)
        {
            Assert.Equal(expected, CSharpWriter.Write(networks[i], "Made", null));
            foreach (var ((spec, values), (otherSpec, otherValues)) in new ImportedTensors(networks[i]).All.Zip(new ImportedTensors(networks[^1]).All))
            {
                Assert.Equal(otherSpec.Name, spec.Name);
                Assert.True(otherValues.Span.SequenceEqual(values.Span), $"'{spec.Name}' of version {7 + i} differs.");
            }
        }
    }

    [Fact]
    public void It_gives_what_a_naive_run_gives()
    {
        var actual = Assert.Single(Run([Classifier(7).Returns("result"), Classifier(22).Returns("result")])[0]);
        var x = Naive.Map(Classifier(7).Input, 3, 9, 8);
        var y = Naive.Convolve(x, Values(6 * 27, 1), 6, 3, stride: 2, top: 1, left: 2);
        y = Naive.Each(y, (value, c) => Math.Clamp((value * (0.5 + (0.1 * c))) + (0.2 * c) - 0.3, 0, 6));
        y = Naive.Repeated(y, 2);
        var means = Naive.Means(y);
        var weights = Values(6 * 4, 2);
        var scores = Enumerable.Range(0, 4).Select(o => Enumerable.Range(0, 6).Sum(i => means[i] * weights[(o * 6) + i])).ToArray();
        var sum = scores.Sum(Math.Exp);
        for (var o = 0; o < 4; o++) Assert.Equal(Math.Exp(scores[o]) / sum, actual.Floats[o], 1e-5);
    }

    // Padding, convolution, batch norm, clip, enlargement, dropout, mean, dense, softmax: each in the words of the version.
    private static MadeModel Classifier(long version)
    {
        var model = new MadeModel(version, 1, 3, 9, 8);
        string[] pads = version switch
        {
            < 11 => ["x"],
            < 18 => ["x", model.List("pads", 0, 0, 1, 2, 0, 0, 0, 0)],
            _ => ["x", model.List("pads", 1, 2, 0, 0), "", model.List("padded", 2, 3)],
        };
        model.Node("pad", "Pad", pads, version < 11 ? [Integers("pads", 0, 0, 1, 2, 0, 0, 0, 0)] : []);
        model.Node("conv", "Conv", ["pad", model.Weight("conv.weight", [6, 3, 3, 3], Values(6 * 27, 1))], Integers("kernel_shape", 3, 3), Integers("strides", 2, 2));
        float[] PerChannel(Func<int, float> value) => [.. Enumerable.Range(0, 6).Select(value)];
        model.Node("norm", "BatchNormalization", [
            "conv", model.Weight("norm.weight", [6], PerChannel(c => 0.5f + (0.1f * c))), model.Weight("norm.bias", [6], PerChannel(c => (0.2f * c) - 0.3f)),
            model.Weight("norm.mean", [6], PerChannel(_ => 0)), model.Weight("norm.var", [6], PerChannel(_ => 1 - 1e-5f))]);
        model.Node("clip", "Clip", version < 11 ? ["norm"] : ["norm", model.Scalar("low", 0), model.Scalar("high", 6)], version < 11 ? [Number("min", 0), Number("max", 6)] : []);
        switch (version)
        {
            case < 9: model.Node("up", "Upsample", ["clip"], Text("mode", "nearest"), Numbers("scales", 1, 1, 2, 2)); break;
            case 9: model.Node("up", "Upsample", ["clip", model.Weight("scales", [4], [1, 1, 2, 2])], Text("mode", "nearest")); break;
            case 10: model.Node("up", "Resize", ["clip", model.Weight("scales", [4], [1, 1, 2, 2])], Text("mode", "nearest")); break;
            case < 18: model.Node("up", "Resize", ["clip", "", model.Weight("scales", [4], [1, 1, 2, 2])], Text("mode", "nearest"), Text("coordinate_transformation_mode", "asymmetric"), Text("nearest_mode", "floor")); break;
            default: model.Node("up", "Resize", ["clip", "", model.Weight("scales", [2], [2, 2])], Text("mode", "nearest"), Integers("axes", 2, 3), Integer("antialias", 0)); break;
        }

        model.Node("drop", "Dropout", version < 12 ? ["up"] : ["up", model.Scalar("ratio", 0.3f)], version < 12 ? [Number("ratio", 0.3f)] : []);
        model.Node("mean", "ReduceMean", version < 18 ? ["drop"] : ["drop", model.List("axes", 2, 3)], version < 18 ? [Integers("axes", 2, 3), Integer("keepdims", 0)] : [Integer("keepdims", 0)]);
        model.Node("fc", "Gemm", ["mean", model.Weight("fc.weight", [4, 6], Values(24, 2)), model.Weight("fc.bias", [4], [0, 0, 0, 0])], Integer("transB", 1));
        model.Node("result", "Softmax", ["fc"], Integer("axis", 1));
        return model;
    }
}
