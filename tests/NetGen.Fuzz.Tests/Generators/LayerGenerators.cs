using FsCheck;
using FsCheck.Fluent;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>Generators of layers that can take what arrives.</summary>
internal static class LayerGenerators
{
    // What keeps the oracle fast and the code's corners in play: sizes beside vector widths, not networks of practical size.
    private const int LargestSide = 30;
    private const int LargestDepth = 40;
    private const long LargestCost = 60_000;

    private static readonly Gen<int> Channels = Gen.Elements(1, 2, 3, 4, 6, 8, 9, 16, 17);
    private static readonly Gen<object> Flags = Gen.Elements<object>(true, false);
    private static readonly Gen<object> Epsilons = Gen.Elements<object>(1e-5, 1e-3, 0.1);

    private static readonly string[] Functions =
        ["Relu", "PRelu", "Selu", "Sigmoid", "HardSigmoid", "HardSwish", "Silu", "Mish", "Gelu", "Tanh", "Softplus", "Softmax", "LogSoftmax"];

    /// <summary>A layer that makes a map of a small size of what arrives.</summary>
    public static Gen<Layer> For(Shape x, bool hasOneSize) =>
        Any(x, hasOneSize).Where(layer => LayerRules.Of(layer).Output(layer, x) is { } output && IsSmall(layer, x, output) && KeepsTheRules(layer));

    /// <summary>Whether properties that exclude each other do: what holds for a layer whatever arrives.</summary>
    public static bool KeepsTheRules(Layer layer) => layer.Kind switch
    {
        "ConvTranspose" => OutputPadFits(layer.Get("OutputPad", 0), WindowArguments.Read(layer)),
        "MaxPool" or "AveragePool" => PadsAreWithinWindow(WindowArguments.Read(layer)),
        _ => true,
    };

    private static bool IsSmall(Layer layer, Shape x, Shape output) =>
        output is { Height: <= LargestSide, Width: <= LargestSide, Channels: <= LargestDepth } && LayerRules.Of(layer).Cost(layer, x) <= LargestCost;

    private static Gen<Layer> Any(Shape x, bool hasOneSize) => Gen.Frequency(
        (8, Convolutions("Conv", x)),
        (3, Convolutions("ConvTranspose", x)),
        (hasOneSize ? 2 : 0, Dense(x)),
        (3, Pools("MaxPool")),
        (3, Pools("AveragePool")),
        (1, Gen.Elements(Layer.Of("GlobalAveragePool"), Layer.Of("GlobalMaxPool"))),
        (1, from height in Gen.Choose(1, 5) from width in Gen.Choose(1, 5) select Layer.Of("AdaptiveAveragePool", ("height", height), ("width", width))),
        (4, Normalizations(x)),
        (7, Activations()),
        (4, Reshapings(x)));

    private static Gen<Layer> Convolutions(string kind, Shape x) =>
        from kernel in Gen.Choose(1, 5)
        from channels in Channels
        from isStated in Gen.Elements(true, false)
        from groups in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(x.Channels)), (1, Gen.Choose(1, 4)))
        let outChannels = (channels + groups - 1) / groups * groups
        let stated = isStated
            ? Layer.Of(kind, ("kernel", kernel), ("inChannels", x.Channels), ("outChannels", outChannels))
            : Layer.Of(kind, ("kernel", kernel), ("outChannels", outChannels))
        from window in Windows(groups == 1 ? stated : stated.With("Groups", groups), kernel)
        from layer in Options(window, (30, "Bias", Flags), (kind == "Conv" ? 0 : 30, "OutputPad", Numbers(0, 2)))
        select layer;

    private static Gen<Layer> Pools(string kind) =>
        from kernel in Gen.Choose(1, 4)
        from window in Windows(Layer.Of(kind, ("kernel", kernel)), kernel)
        from layer in Options(window, (window.Get("Same", false) ? 0 : 30, "Ceil", Flags), (kind == "MaxPool" ? 0 : 40, "CountPad", Flags))
        select layer;

    private static Gen<Layer> Windows(Layer layer, int kernel) =>
        from same in Gen.Choose(0, 99)
        from spaced in Options(
            layer,
            (40, "Stride", Numbers(1, kernel + 1)),
            (15, "Dilation", Numbers(1, 3)),
            (15, "KernelHeight", Numbers(1, 5)),
            (15, "KernelWidth", Numbers(1, 5)),
            (15, "StrideHeight", Numbers(1, 3)),
            (15, "StrideWidth", Numbers(1, 3)),
            (10, "DilationHeight", Numbers(1, 3)),
            (10, "DilationWidth", Numbers(1, 3)))
        from padded in same < 20
            ? Gen.Constant(spaced.With("Same", true))
            : Options(
                spaced,
                (40, "Pad", Numbers(0, 2)),
                (10, "PadTop", Numbers(0, 3)),
                (10, "PadLeft", Numbers(0, 3)),
                (10, "PadBottom", Numbers(0, 3)),
                (10, "PadRight", Numbers(0, 3)))
        select padded;

    private static Gen<Layer> Dense(Shape x) =>
        from features in Channels
        from isStated in Gen.Elements(true, false)
        let stated = isStated ? Layer.Of("Dense", ("inFeatures", (int)x.Length), ("outFeatures", features)) : Layer.Of("Dense", ("outFeatures", features))
        from layer in Options(stated, (30, "Bias", Flags))
        select layer;

    private static Gen<Layer> Normalizations(Shape x) => Gen.Frequency(
        (3, Options(Layer.Of("BatchNorm"), (30, "Epsilon", Epsilons), (30, "Affine", Flags))),
        (1, Options(Layer.Of("InstanceNorm"), (30, "Epsilon", Epsilons), (30, "Affine", Flags))),
        (1, from groups in Gen.Elements(Enumerable.Range(1, x.Channels).Where(groups => x.Channels % groups == 0))
            from layer in Options(Layer.Of("GroupNorm", ("groups", groups)), (30, "Epsilon", Epsilons), (30, "Affine", Flags))
            select layer),
        (1, from size in Gen.Elements(1, 3, 5)
            from layer in Options(
                Layer.Of("LocalResponseNorm", ("size", size)),
                (30, "Alpha", Gen.Elements<object>(0.0, 0.5, 2.0)),
                (30, "Beta", Gen.Elements<object>(0.0, 0.5, 1.0, 1.5)),
                (30, "K", Gen.Elements<object>(0.5, 2.0)))
            select layer));

    private static Gen<Layer> Activations() => Gen.Frequency(
        (Functions.Length, Gen.Elements(Functions).Select(kind => Layer.Of(kind))),
        (1, Gen.Constant(Layer.Of("LeakyRelu"))),
        (1, Gen.Elements(0.0, 0.2, -0.5, 1.5).Select(slope => Layer.Of("LeakyRelu", ("slope", slope)))),
        (1, Gen.Elements(0.0, 1.0, 0.5, -1.0).Select(alpha => Layer.Of("Elu", ("alpha", alpha)))),
        (1, Gen.Elements((0.0, 6.0), (-1.0, 1.0), (0.25, 0.25)).Select(range => Layer.Of("Clip", ("minimum", range.Item1), ("maximum", range.Item2)))),
        (1, Gen.Elements(Layer.Of("Dropout"), Layer.Of("Dropout", ("probability", 0.0)))));

    private static Gen<Layer> Reshapings(Shape x) => Gen.Frequency(
        (1, Gen.Choose(1, 3).Select(scale => Layer.Of("Upsample", ("scale", scale)))),
        (1, from scale in Gen.Choose(1, 3)
            from layer in Options(Layer.Of("Upsample", ("scale", scale)).With("Mode", UpsampleMode.Bilinear), (50, "AlignCorners", Flags))
            select layer),
        (1, Gen.Elements(Enumerable.Range(1, 4).Where(factor => x.Channels % (factor * factor) == 0)).Select(factor => Layer.Of("PixelShuffle", ("factor", factor)))),
        (1, Gen.Choose(0, 3).Select(pad => Layer.Of("ZeroPad", ("pad", pad)))),
        (1, from top in Gen.Choose(0, x.Height - 1)
            from left in Gen.Choose(0, x.Width - 1)
            from height in Gen.Choose(1, x.Height - top)
            from width in Gen.Choose(1, x.Width - left)
            select Layer.Of("Crop", ("top", top), ("left", left), ("height", height), ("width", width))));

    /// <summary>Sets each property with its probability in per cent.</summary>
    private static Gen<Layer> Options(Layer layer, params (int Percent, string Name, Gen<object> Values)[] options) =>
        options.Aggregate(Gen.Constant(layer), (result, option) =>
            from so in result
            from roll in Gen.Choose(0, 99)
            from value in option.Values
            select roll < option.Percent ? so.With(option.Name, value) : so);

    private static Gen<object> Numbers(int low, int high) => Gen.Choose(low, high).Select(value => (object)value);

    private static bool PadsAreWithinWindow(WindowSpec window) =>
        Math.Max(window.PadTop, window.PadBottom) < window.Rows.Span() && Math.Max(window.PadLeft, window.PadRight) < window.Columns.Span();

    private static bool OutputPadFits(int pad, WindowSpec window) =>
        !(window.Same && pad > 0) && pad < Math.Max(window.StrideHeight, window.DilationHeight) && pad < Math.Max(window.StrideWidth, window.DilationWidth);
}
