using System.Collections.Immutable;

namespace NetGen.Fuzz.Tests;

/// <summary>For each kind of layer, networks of that layer alone: every property over a grid of shapes.</summary>
internal static class OperatorGrid
{
    /// <summary>The inputs: single pixels, rows and columns, odd and even sides; channels below, beside and above the widths of vectors.</summary>
    public static readonly ImmutableArray<Shape> Shapes = [new(1, 1, 3), new(1, 7, 17), new(9, 1, 1), new(5, 7, 3), new(6, 4, 16), new(11, 9, 8)];

    private static readonly (string Name, object Value)[][] Windows =
    [
        [],
        [("Stride", 2)],
        [("Stride", 5)],
        [("StrideHeight", 2)],
        [("StrideWidth", 3)],
        [("Stride", 2), ("StrideWidth", 1)],
        [("Pad", 1)],
        [("Pad", 2), ("Stride", 3)],
        [("PadTop", 1)],
        [("PadLeft", 1)],
        [("PadBottom", 1)],
        [("PadRight", 1)],
        [("Pad", 1), ("PadTop", 0), ("PadRight", 2)],
        [("Dilation", 2), ("Pad", 2)],
        [("DilationHeight", 3)],
        [("DilationWidth", 2), ("PadLeft", 2)],
        [("KernelHeight", 1)],
        [("KernelWidth", 4), ("Pad", 1)],
        [("Same", true)],
        [("Same", true), ("Stride", 2)],
        [("Same", true), ("Stride", 3), ("Dilation", 2)],
        [("Same", true), ("KernelWidth", 4), ("StrideHeight", 2)],
    ];

    /// <summary>The networks of a kind. Those that the documentation forbids are left out.</summary>
    public static IEnumerable<NetworkModel> Networks(string kind)
    {
        var number = 0;
        if (LayerRules.IsJoin(kind))
        {
            foreach (var x in Shapes)
                foreach (var layers in Joins(kind, x)) yield return Network(x, layers, number++);
            yield break;
        }

        foreach (var x in Shapes)
            foreach (var layer in Layers(kind, x).Where(layer => LayerRules.Of(layer).Output(layer, x) is not null && LayerGenerators.KeepsTheRules(layer)))
                yield return Network(x, [layer], number++);
    }

    /// <summary>Networks of two functions of the input, and layers that join them and the input.</summary>
    private static IEnumerable<ImmutableArray<Layer>> Joins(string kind, Shape x)
    {
        var (a, b) = (Layer.Of("Tanh").With("Name", "a"), Layer.Of("Conv", ("kernel", 1), ("outChannels", x.Channels)).With("Name", "b").With("From", "Input"));
        if (kind == "CropLike")
        {
            var padded = Layer.Of("ZeroPad", ("pad", 3));
            foreach (var (top, left) in new[] { (0, 0), (6, 0), (2, 5), (6, 6) })
                yield return [a, padded, Layer.Of(kind, ("layer", "a")).With("Top", top).With("Left", left)];
            yield return [a, padded, Layer.Of("CropLike", ("layer", "Input")), Layer.Of("Add", ("layers", new[] { "a" }))];
            yield return [a, Layer.Of("MaxPool", ("kernel", 1)), padded, Layer.Of("AveragePool", ("kernel", 3)).With("Stride", 1), Layer.Of(kind, ("layer", "a"))];
            yield break;
        }

        string[][] names = [["a"], ["a", "Input"], ["b", "a"], ["a", "a", "Input"], ["a", "b", "Input", "a"], ["Input", "a", "a", "Input", "b", "a", "b"]];


        // Products of many are so small, or large, that a comparison says little.
        foreach (var branches in names.Where(branches => kind != "Multiply" || branches.Length < 5)) yield return [a, b, Layer.Of(kind, ("layers", branches))];
        yield return [a, Layer.Of(kind, ("layers", new[] { "a" })).With("From", "Input"), Layer.Of("Relu")];
        yield return [a, Layer.Of("Relu"), Layer.Of(kind, ("layers", new[] { "a" })), Layer.Of("Relu"), Layer.Of(kind, ("layers", new[] { "relu2" }))];
        if (kind == "Concat") yield return [a, Layer.Of("Conv", ("kernel", 1), ("outChannels", 5)), Layer.Of(kind, ("layers", new[] { "a" })), Layer.Of("Softmax")];
    }

    // Layouts, orders and the kind of input take turns: their product with the grid would say no more.
    private static NetworkModel Network(Shape x, ImmutableArray<Layer> layers, int number)
    {
        var header = Layer.Of("Network");
        if (number % 3 == 1) header = header.With("Layout", Layout.Nchw);
        if (number % 2 == 1) header = header.With("Weights", WeightOrder.TensorFlow);
        if (number % 5 == 1) header = header.With("Precision", Precision.Strict);
        var isFixed = layers[0].Kind == "Dense" || number % 7 != 3;
        var input = isFixed ? Layer.Of("Input", ("height", x.Height), ("width", x.Width), ("channels", x.Channels)) : Layer.Of("Input", ("channels", x.Channels));
        return new NetworkModel(header, [input, .. layers]);
    }

    private static IEnumerable<Layer> Layers(string kind, Shape x) => kind switch
    {
        "Conv" => Filters(kind, x),
        "ConvTranspose" => Filters(kind, x).Concat(Sliding(
            Layer.Of(kind, ("kernel", 3), ("outChannels", 4)).With("Stride", 3).With("OutputPad", 2), [[], [("Pad", 1)], [("Dilation", 2)]])),
        "MaxPool" or "AveragePool" => Pools(kind),
        "Dense" => new[] { 1, 10, 17 }.SelectMany(features => new[]
        {
            Layer.Of(kind, ("outFeatures", features)),
            Layer.Of(kind, ("inFeatures", (int)x.Length), ("outFeatures", features)).With("Bias", false),
        }),
        "AdaptiveAveragePool" => new[] { (1, 1), (2, 3), (7, 5), (3, 1) }.Select(size => Layer.Of(kind, ("height", size.Item1), ("width", size.Item2))),
        "BatchNorm" or "InstanceNorm" => Affine(Layer.Of(kind)),
        "GroupNorm" => Enumerable.Range(1, x.Channels).Where(groups => x.Channels % groups == 0).SelectMany(groups => Affine(Layer.Of(kind, ("groups", groups)))),
        "LocalResponseNorm" => new[] { 1, 3, 5, 19 }.Select(size => Layer.Of(kind, ("size", size))).SelectMany(layer => new[]
        {
            layer, layer.With("Alpha", 0.5), layer.With("Alpha", 2.0).With("Beta", 0.5), layer.With("Alpha", 1.0).With("Beta", 1.3).With("K", 2.0), layer.With("Beta", 0.0),
        }),
        "LeakyRelu" => [Layer.Of(kind), .. new[] { 0.0, 0.3, 1.0, 2.0, -0.5 }.Select(slope => Layer.Of(kind, ("slope", slope)))],
        "Elu" => [Layer.Of(kind), .. new[] { 0.0, 0.3, 2.0, -1.0 }.Select(alpha => Layer.Of(kind, ("alpha", alpha)))],
        "Clip" => new[] { (0.0, 6.0), (-1.0, 1.0), (0.5, 0.5), (-0.25, 1.5) }.Select(range => Layer.Of(kind, ("minimum", range.Item1), ("maximum", range.Item2))),
        "Upsample" => new[] { 1, 2, 3, 5 }.Select(scale => Layer.Of(kind, ("scale", scale))).SelectMany(layer => new[]
        {
            layer, layer.With("Mode", UpsampleMode.Bilinear), layer.With("Mode", UpsampleMode.Bilinear).With("AlignCorners", true),
        }),
        "PixelShuffle" => new[] { 1, 2, 4 }.Select(factor => Layer.Of(kind, ("factor", factor))),
        "ZeroPad" => new[] { 0, 1, 3 }.Select(pad => Layer.Of(kind, ("pad", pad))),
        "Crop" => new[] { (0, 0), (1, 0), (0, 2), (x.Height - 1, x.Width - 1) }.SelectMany(corner => new[]
        {
            Layer.Of(kind, ("top", corner.Item1), ("left", corner.Item2), ("height", 1), ("width", 1)),
            Layer.Of(
                kind,
                ("top", corner.Item1),
                ("left", corner.Item2),
                ("height", Math.Max(1, x.Height - corner.Item1)),
                ("width", Math.Max(1, x.Width - corner.Item2))),
        }),
        "Dropout" => [Layer.Of(kind), Layer.Of(kind, ("probability", 0.0)), Layer.Of(kind, ("probability", 0.9))],
        _ => [Layer.Of(kind)],
    };

    private static IEnumerable<Layer> Filters(string kind, Shape x) =>
    [
        .. Sliding(Layer.Of(kind, ("kernel", 3), ("outChannels", 4)), Windows),
        .. Sliding(Layer.Of(kind, ("kernel", 2), ("inChannels", x.Channels), ("outChannels", 17)).With("Bias", false), [[], [("Stride", 3)], [("Same", true)]]),
        .. Sliding(Layer.Of(kind, ("kernel", 1), ("outChannels", 3)), [[], [("Stride", 2)], [("Pad", 1)]]),
        .. Sliding(
            Layer.Of(kind, ("kernel", 3), ("outChannels", x.Channels)).With("Groups", x.Channels),
            [[], [("Pad", 1), ("Stride", 2)], [("Same", true)], [("Dilation", 2), ("Pad", 2)]]),
        .. Sliding(Layer.Of(kind, ("kernel", 3), ("outChannels", 2 * x.Channels)).With("Groups", x.Channels).With("Pad", 1), [[]]),
        .. Sliding(Layer.Of(kind, ("kernel", 3), ("outChannels", 6)).With("Groups", 2).With("Pad", 1), [[]]),
    ];

    private static IEnumerable<Layer> Pools(string kind)
    {
        var plain = Sliding(Layer.Of(kind, ("kernel", 3)), Windows);
        var ceil = Sliding(Layer.Of(kind, ("kernel", 2)).With("Ceil", true), Windows.Where(window => window.All(property => property.Name != "Same")));
        return kind == "MaxPool"
            ? plain.Concat(ceil)
            : plain.SelectMany(layer => new[] { layer, layer.With("CountPad", true) }).Concat(ceil.Select((layer, index) => layer.With("CountPad", index % 2 == 0)));
    }

    private static IEnumerable<Layer> Sliding(Layer layer, IEnumerable<(string Name, object Value)[]> windows) =>
        windows.Select(window => window.Aggregate(layer, (so, property) => so.With(property.Name, property.Value)));

    private static IEnumerable<Layer> Affine(Layer layer) => [layer, layer.With("Affine", false), layer.With("Epsilon", 0.1)];
}
