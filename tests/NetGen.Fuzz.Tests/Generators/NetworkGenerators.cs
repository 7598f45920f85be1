using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Fuzz.Tests;

/// <summary>Generators of networks: as documented, and wild.</summary>
internal static class NetworkGenerators
{
    private static readonly string[] Names =
    [
        "features.0", "a.b", "aB", "AB", "a_b", "class", "_x", "größe", "1st", "a/b", "<T>&", "say\"x\"", "back\\slash",
        "Forward", "Threads", "Equals", "Sizes", "値", "x", "h", "w", "Tensors{0}",
    ];

    /// <summary>A network that the documentation allows.</summary>
    public static Gen<NetworkModel> Valid { get; } =
        from header in Headers()
        from isFixed in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from height in Gen.Elements(1, 2, 3, 5, 7, 8, 12)
        from width in Gen.Elements(1, 2, 3, 5, 7, 9, 13)
        from channels in Gen.Elements(1, 2, 3, 4, 17)
        let input = isFixed ? Layer.Of("Input", ("height", height), ("width", width), ("channels", channels)) : Layer.Of("Input", ("channels", channels))
        from count in Gen.Choose(1, 8)
        from draft in GraphGenerators.Drafts(isFixed, isFixed ? new Shape(height, width, channels) : new Shape(11, 14, channels), count)
        from layers in Named(draft.Layers)
        from hasBlock in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        let drafted = draft with { Layers = hasBlock ? AllNamed(layers) : layers }
        from flat in GraphGenerators.Attributes(drafted, NetworkModel.LayerNames(drafted.Layers))
        from named in hasBlock ? BlockGenerators.WithBlock(drafted, flat) : Gen.Constant(flat)
        from form in Gen.Frequency((8, Gen.Constant(ClassForm.Plain)), (1, Gen.Constant(ClassForm.Record)), (1, Gen.Constant(ClassForm.Nested)))
        select new NetworkModel(header, [input, .. named]) { Form = form };

    /// <summary>A network with values and attributes put in without regard to the rules.</summary>
    public static Gen<NetworkModel> Wild { get; } =
        from network in Valid
        from count in Gen.Choose(1, 3)
        from mutations in WildChanges.Any.ArrayOf(count)
        select mutations.Aggregate(network, (model, change) => change(model)) with { IsWild = true };

    /// <summary>A share of either.</summary>
    public static Gen<NetworkModel> Any { get; } = Gen.Frequency((3, Valid), (2, Wild));

    private static Gen<Layer> Headers() =>
        from layout in Gen.Elements(Layout.Nhwc, Layout.Nchw)
        from weights in Gen.Elements(WeightOrder.PyTorch, WeightOrder.TensorFlow)
        from precision in Gen.Elements(Precision.Fast, Precision.Strict)
        let header = Layer.Of("Network")
        let withLayout = layout == Layout.Nhwc ? header : header.With("Layout", layout)
        let withWeights = weights == WeightOrder.PyTorch ? withLayout : withLayout.With("Weights", weights)
        select precision == Precision.Fast ? withWeights : withWeights.With("Precision", precision);

    private static ImmutableArray<Layer> AllNamed(ImmutableArray<Layer> layers) =>
        [.. layers.Select((layer, index) => layer.Has("Name") ? layer : layer.With("Name", $"layer{index}"))];

    private static Gen<ImmutableArray<Layer>> Named(ImmutableArray<Layer> layers) =>
        from start in Gen.Choose(0, Names.Length - 1)
        from rolls in Gen.Choose(0, 99).ArrayOf(layers.Length)
        select layers.Select((layer, index) => rolls[index] switch
        {
            < 20 => layer.With("Name", Names[(start + index) % Names.Length]),
            < 60 => layer.With("Name", $"layer{index}"),
            _ => layer,
        }).ToImmutableArray();
}
