using NetGen.Onnx;
using static NetGen.Tool.Tests.Made.MadeModel;

namespace NetGen.Tool.Tests.Made;

/// <summary>Resize in the modes that layers have, by scales and by sizes, against its definition.</summary>
public sealed class ResizeTests
{
    private const int Channels = 2, Height = 4, Width = 6;

    /// <summary>Weights of interpolation are rounded to single precision.</summary>
    private const double Tolerance = 1e-5;

    private static readonly (string Mode, string Coordinates, string Nearest, float ScaleY, float ScaleX)[] Cases =
    [
        ("nearest", "asymmetric", "floor", 2, 2),
        ("nearest", "asymmetric", "floor", 3, 2),
        ("nearest", "asymmetric", "ceil", 2, 2),
        ("nearest", "half_pixel", "round_prefer_floor", 2, 2),
        ("nearest", "half_pixel", "round_prefer_ceil", 3, 3),
        ("nearest", "pytorch_half_pixel", "round_prefer_floor", 3, 3),
        ("nearest", "asymmetric", "floor", 0.5f, 0.5f),
        ("nearest", "asymmetric", "floor", 1.5f, 0.5f),
        ("nearest", "half_pixel", "round_prefer_ceil", 0.5f, 0.5f),
        ("nearest", "half_pixel", "round_prefer_floor", 0.25f, 0.5f),
        ("linear", "half_pixel", "floor", 2, 2),
        ("linear", "half_pixel", "floor", 3, 3),
        ("linear", "pytorch_half_pixel", "floor", 2, 2),
        ("linear", "align_corners", "floor", 2, 2),
        ("linear", "align_corners", "floor", 4, 4),
    ];

    [Theory]
    [InlineData(11)]
    [InlineData(19)]
    public void Gives_what_its_definition_gives(long version)
    {
        var models = Cases.SelectMany(test => new[] { Model(version, test, bySizes: false), Model(version, test, bySizes: true) }).ToArray();
        var results = Run(models);
        for (var i = 0; i < models.Length; i++)
        {
            var (mode, coordinates, nearest, scaleY, scaleX) = Cases[i / 2];
            var (height, width) = ((int)(Height * scaleY), (int)(Width * scaleX));
            var expected = Naive.Resized(Naive.Map(models[i].Input, Channels, Height, Width), height, width, scaleY, scaleX, mode, coordinates, nearest);
            var actual = Assert.Single(results[i]);
            Assert.Equal([1L, Channels, height, width], actual.Dimensions);
            foreach (var (value, at) in expected.Cast<double>().Select((value, at) => (value, at)))
                Assert.True(Math.Abs(value - actual.Floats[at]) <= Tolerance, $"{Cases[i / 2]}, element {at}: {actual.Floats[at]} instead of {value}");
        }
    }

    [Theory]
    [InlineData("cubic", "half_pixel", 2, "cubic")]
    [InlineData("linear", "half_pixel", 0.5f, "one whole factor")]
    [InlineData("linear", "asymmetric", 2, "coordinates 'asymmetric'")]
    [InlineData("nearest", "half_pixel", 4, "do not repeat regularly")]
    public void What_no_layer_does_is_refused_with_the_reason(string mode, string coordinates, float scale, string reason)
    {
        var model = Model(13, (mode, coordinates, "floor", scale, scale), bySizes: false);
        var fault = Assert.Single(Assert.Throws<UnsupportedModelException>(model.Import).Faults);
        Assert.StartsWith("'y' (Resize): ", fault);
        Assert.Contains(reason, fault);
    }

    private static MadeModel Model(long version, (string Mode, string Coordinates, string Nearest, float ScaleY, float ScaleX) test, bool bySizes)
    {
        var model = new MadeModel(version, 1, Channels, Height, Width);
        string[] inputs = bySizes
            ? ["x", "", "", model.List("sizes", 1, Channels, (long)(Height * test.ScaleY), (long)(Width * test.ScaleX))]
            : ["x", "", model.Weight("scales", [4], [1, 1, test.ScaleY, test.ScaleX])];
        model.Node("y", "Resize", inputs, Text("mode", test.Mode), Text("coordinate_transformation_mode", test.Coordinates), Text("nearest_mode", test.Nearest));
        return model.Returns("y");
    }
}
