using NetGen.Onnx;
using NetGen.Onnx.Import;
using static NetGen.Tool.Tests.Made.MadeModel;

namespace NetGen.Tool.Tests.Made;

/// <summary>What exporters say in many nodes, and what layers say in other words, against sums written out.</summary>
public sealed class LoweringTests
{
    private const double Tolerance = 1e-5;

    /// <summary>Means and variances of 60 values, and products of them.</summary>
    private const double NormTolerance = 1e-4;

    /// <summary>x.view(x.size(0), −1): the shape is computed from the input's, and the matrix gets its columns in the order of the map.</summary>
    [Fact]
    public void Arithmetic_of_shapes_is_folded_and_a_flattened_map_becomes_a_dense_layer()
    {
        var model = new MadeModel(13, 2, 3, 4, 5);
        model.Node("shape", "Shape", ["x"]);
        model.Node("first", "Gather", ["shape", model.List("zero", 0)], Integer("axis", 0));
        model.Node("rest", "Concat", ["first", model.List("minus", -1)], Integer("axis", 0));
        model.Node("flat", "Reshape", ["x", "rest"]);
        model.Node("y", "MatMul", ["flat", model.Weight("fc.weight", [60, 7], Values(420, 1))]);
        model.Returns("y");
        Assert.Contains("[Dense(60, 7, Bias = false", CSharpWriter.Write(model.Import(), "Made", null));

        var y = Assert.Single(Run([model])[0]);
        Assert.Equal([2L, 7], y.Dimensions);
        Each(y, (n, o) => Enumerable.Range(0, 60).Sum(i => (double)model.Input[(n * 60) + i] * Values(420, 1)[(i * 7) + o]), 7, Tolerance);
    }

    /// <summary>Channels of one value beside those that are computed, before and behind them: a coordinate, a bias.</summary>
    [Fact]
    public void A_map_is_joined_with_constants()
    {
        var model = new MadeModel(13, 1, 3, 4, 5);
        model.Node("y", "Concat", [model.Weight("before", [1, 1, 4, 5], [.. Enumerable.Repeat(0.25f, 20)]), "x", model.Weight("behind", [1, 2, 4, 5], [.. Enumerable.Range(0, 40).Select(i => i < 20 ? -1f : 2)])], Integer("axis", 1));
        model.Returns("y");
        var y = Assert.Single(Run([model])[0]);
        Assert.Equal([1L, 6, 4, 5], y.Dimensions);
        Assert.Equal([.. Enumerable.Repeat(0.25f, 20), .. model.Input, .. Enumerable.Repeat(-1f, 20), .. Enumerable.Repeat(2f, 20)], y.Floats);
    }

    /// <summary>Along the first axis of a matrix, whose second one is a part of the channels too.</summary>
    [Fact]
    public void A_matrix_is_joined_with_constant_rows()
    {
        var model = new MadeModel(13, 2, 3);
        model.Node("y", "Concat", ["x", model.Weight("rows", [2, 3], [1, 2, 3, 4, 5, 6])], Integer("axis", 0));
        var y = Assert.Single(Run([model.Returns("y")])[0]);
        Assert.Equal([4L, 3], y.Dimensions);
        Assert.Equal([.. model.Input, 1, 2, 3, 4, 5, 6], y.Floats);
    }

    [Fact]
    public void A_constant_that_differs_from_pixel_to_pixel_is_refused()
    {
        // Too many pixels for channels of their own.
        var model = new MadeModel(13, 1, 3, 80, 80);
        model.Node("y", "Concat", ["x", model.Weight("coordinates", [1, 1, 80, 80], Values(6400, 1))], Integer("axis", 1));
        var fault = Assert.Single(Assert.Throws<UnsupportedModelException>(model.Returns("y").Import).Faults);
        Assert.Contains("'coordinates' (1, 1, 80, 80), which differs from place to place", fault);
    }

    /// <summary>Three matrices for three parts of the features; and two for every one of three rows, which the product adds as an axis.</summary>
    [Fact]
    public void Several_matrices_are_a_convolution_in_groups()
    {
        var own = new MadeModel(13, 2, 3, 4, 5);
        own.Node("y", "MatMul", ["x", own.Weight("w", [3, 5, 2], Values(30, 1))]);
        var added = new MadeModel(13, 3, 1, 4, 5);
        added.Node("y", "MatMul", ["x", added.Weight("w", [2, 5, 3], Values(30, 2))]);
        var results = Run([own.Returns("y"), added.Returns("y")]);

        var y = Assert.Single(results[0]);
        Assert.Equal([2L, 3, 4, 2], y.Dimensions);
        Each(y, (place, o) => Enumerable.Range(0, 5).Sum(i => (double)own.Input[(place * 5) + i] * Values(30, 1)[(((place / 4 % 3 * 5) + i) * 2) + o]), 2, Tolerance);

        var z = Assert.Single(results[1]);
        Assert.Equal([3L, 2, 4, 3], z.Dimensions);
        Each(z, (place, o) => Enumerable.Range(0, 5).Sum(i => (double)added.Input[(((place / 8 * 4) + (place % 4)) * 5) + i] * Values(30, 2)[(((place / 4 % 2 * 5) + i) * 3) + o]), 3, Tolerance);
    }

    /// <summary>The three outputs of a layer norm, over the last axis and over all but the examples.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_layer_norm_gives_its_mean_and_deviation(int axis)
    {
        var model = new MadeModel(17, 2, 3, 4, 5);
        var inner = axis == -1 ? 5 : 60;
        long[] shape = axis == -1 ? [5] : [3, 4, 5];
        model.Node("y", "LayerNormalization", ["x", model.Weight("scale", shape, Values(inner, 1)), model.Weight("bias", shape, Values(inner, 2))], 3, Integer("axis", axis), Number("epsilon", 1e-3f));
        var results = Run([model.Returns("y", "y1", "y2")])[0];
        Assert.Equal(axis == -1 ? [2L, 3, 4, 1] : [2L, 1, 1, 1], results[1].Dimensions);

        double[] Vector(int row) => [.. model.Input.Skip(row * inner).Take(inner).Select(value => (double)value)];
        double Mean(int row) => Vector(row).Average();
        double Inverse(int row) => 1 / Math.Sqrt(Vector(row).Average(value => Math.Pow(value - Mean(row), 2)) + 1e-3);
        Each(results[0], (row, i) => ((Vector(row)[i] - Mean(row)) * Inverse(row) * Values(inner, 1)[i]) + Values(inner, 2)[i], inner, NormTolerance);
        Each(results[1], (row, _) => Mean(row), 1, NormTolerance);
        Each(results[2], (row, _) => Inverse(row), 1, NormTolerance);
    }

    /// <summary>One message has every node that there is no layer for, each with its reason.</summary>
    [Fact]
    public void All_unsupported_nodes_are_listed_with_their_reasons()
    {
        var model = new MadeModel(13, 1, 3, 4, 4);
        model.Node("a", "Softsign", ["x"]);
        model.Node("b", "Relu", ["a"]);
        model.Node("c", "Pad", ["b", model.List("pads", 0, 0, 1, 1, 0, 0, 1, 1)], Text("mode", "reflect"));
        model.Node("d", "Exp", ["x"]);
        model.Node("e", "LSTM", ["x"]);
        model.Node("f", "com.example.Fancy", ["x"]);
        var faults = Assert.Throws<UnsupportedModelException>(model.Returns("c", "d", "e", "f").Import).Faults;
        foreach (var (kind, reason) in new[] { ("Softsign", "x/(1 + |x|)"), ("Exp", "exponential"), ("LSTM", "memory"), ("Fancy", "") })
            Assert.Contains(faults, fault => fault.Contains(kind, StringComparison.Ordinal) && fault.Contains(reason, StringComparison.Ordinal));
    }

    // Row by row: the value at (row, column) of a tensor whose last axis has so many columns.
    private static void Each(ConstantTensor actual, Func<int, int, double> expected, int columns, double tolerance)
    {
        for (var i = 0; i < actual.Length; i++)
        {
            var value = expected(i / columns, i % columns);
            Assert.True(Math.Abs(value - actual.Floats[i]) <= tolerance * Math.Max(1, Math.Abs(value)), $"Element {i}: {actual.Floats[i]} instead of {value}");
        }
    }
}
