using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Fuzz.Tests;

/// <summary>What a layer gives, as far as the generators know it.</summary>
/// <param name="Shape">Its shape at the declared size, or at one of nominal size.</param>
/// <param name="Size">How its size came about: values with the same text have the same size for every image.</param>
/// <param name="HasOneSize">Whether its size is the same for every image.</param>
internal sealed record DraftValue(Shape Shape, string Size, bool HasOneSize);

/// <summary>A network in the making. Layers name each other by their places, <c>#3</c>, until they have names.</summary>
/// <param name="IsFixed">Whether the input has one size.</param>
/// <param name="Values">The input and what each layer gives.</param>
/// <param name="Layers">The layers.</param>
internal sealed record Draft(bool IsFixed, ImmutableArray<DraftValue> Values, ImmutableArray<Layer> Layers)
{
    private static readonly ImmutableHashSet<string> Reads = ["From", "layers", "layer"];

    public DraftValue Last => Values[^1];

    public static string NameOf(int value) => value == 0 ? "Input" : $"#{value - 1}";

    /// <summary>Values that may be joined with one: of the same size, for every image that the network must take.</summary>
    public ImmutableArray<int> Joinable(DraftValue value, bool sameChannels) =>
    [
        .. Enumerable.Range(0, Values.Length).Where(index => Values[index] is var other
            && (other.Shape.Height, other.Shape.Width) == (value.Shape.Height, value.Shape.Width)
            && (!sameChannels || other.Shape.Channels == value.Shape.Channels)
            && (IsFixed || other.Size == value.Size)),
    ];

    /// <summary>The layers that no other reads, except the last.</summary>
    public ImmutableArray<int> Unread()
    {
        var read = new HashSet<string>(Layers.SelectMany(ReadBy));
        for (var index = 1; index < Layers.Length; index++)
            if (!Layers[index].Has("From")) read.Add($"#{index - 1}");
        return [.. Enumerable.Range(0, Layers.Length - 1).Where(index => !read.Contains($"#{index}"))];
    }

    /// <summary>The same with names in place of places.</summary>
    public ImmutableArray<Layer> Named(ImmutableArray<string> names) =>
        [.. Layers.Select(layer => layer with { Arguments = [.. layer.Arguments.Select(argument => Reads.Contains(argument.Name) ? argument with { Value = Named(argument.Value, names) } : argument)] })];

    /// <summary>The value that a layer reads as any does: the one before it, or that of From.</summary>
    public int InputOf(int layer) => Layers[layer].Get<string?>("From", null) is { } place ? ValueOf(place) : layer;

    /// <summary>All values that a layer names.</summary>
    public IEnumerable<int> NamedBy(int layer)
    {
        var names = ReadBy(Layers[layer]);
        return (Layers[layer].Get<string?>("layer", null) is { } like ? names.Append(like) : names).Select(ValueOf);
    }

    private static int ValueOf(string place) => place == "Input" ? 0 : int.Parse(place[1..], System.Globalization.CultureInfo.InvariantCulture) + 1;

    // A layer whose size alone is taken is not read.
    private static IEnumerable<string> ReadBy(Layer layer) => layer.Get<string[]>("layers", []).Concat(layer.Get<string?>("From", null) is { } from ? [from] : []);

    private static object? Named(object? value, ImmutableArray<string> names) => value switch
    {
        string text => Named(text, names),
        string[] texts => texts.Select(text => Named(text, names)).ToArray(),
        _ => value,
    };

    private static string Named(string place, ImmutableArray<string> names) => place[0] == '#' ? names[int.Parse(place[1..], System.Globalization.CultureInfo.InvariantCulture)] : place;
}

/// <summary>Generators of layers that read any layer before them, or several.</summary>
internal static class GraphGenerators
{
    /// <summary>Outputs beside the last that the tests have delegates for.</summary>
    private const int MostExtraOutputs = 3;

    private static readonly ImmutableHashSet<string> KeepsSize =
    [
        "BatchNorm", "InstanceNorm", "GroupNorm", "LocalResponseNorm", "Relu", "LeakyRelu", "PRelu", "Elu", "Selu", "Sigmoid", "HardSigmoid", "HardSwish", "Silu", "Mish",
        "Gelu", "Tanh", "Softplus", "Clip", "Softmax", "LogSoftmax", "Dropout",
    ];

    /// <summary>Drafts of so many layers after an input.</summary>
    public static Gen<Draft> Drafts(bool isFixed, Shape input, int count) =>
        from draft in Grow(new Draft(isFixed, [new DraftValue(input, "", isFixed)], []), count)
        where draft.Unread().Length <= MostExtraOutputs
        select draft;

    /// <summary>The layers with their names, and an [Output] for each that no other reads, and for some that others do.</summary>
    public static Gen<ImmutableArray<Layer>> Attributes(Draft draft, ImmutableArray<string> names) =>
        from more in Gen.Choose(0, 4 * draft.Layers.Length)
        from rolls in Gen.Choose(0, 1).ArrayOf(draft.Layers.Length)
        let unread = draft.Unread()
        let outputs = more < draft.Layers.Length - 1 && !unread.Contains(more) && unread.Length < MostExtraOutputs ? unread.Add(more) : unread
        select WithOutputs(draft.Named(names), names, outputs, rolls);

    private static ImmutableArray<Layer> WithOutputs(ImmutableArray<Layer> layers, ImmutableArray<string> names, ImmutableArray<int> outputs, int[] rolls)
    {
        var attributes = ImmutableArray.CreateBuilder<Layer>();
        Layer OutputOf(int index) => Layer.Of("Output", ("layer", names[index]));
        for (var index = 0; index < layers.Length; index++)
        {
            attributes.Add(layers[index]);
            if (outputs.Contains(index) && rolls[index] == 0) attributes.Add(OutputOf(index));
        }

        attributes.AddRange(outputs.Where(index => rolls[index] != 0).Select(OutputOf));
        return attributes.ToImmutable();
    }

    private static Gen<Draft> Grow(Draft draft, int count) => count == 0
        ? Gen.Constant(draft)
        : from next in Next(draft)
          from grown in Grow(next, count - 1)
          select grown;

    private static Gen<Draft> Next(Draft draft)
    {
        var earlier = draft.Layers.Count(layer => layer.Has("From")) < MostExtraOutputs ? draft.Values.Length : 0;
        return Gen.Frequency(
            (6, OneInput(draft, draft.Last, reads: null)),
            (earlier > 1 ? 3 : 0, Gen.Choose(0, earlier - 2).SelectMany(value => OneInput(draft, draft.Values[Math.Max(value, 0)], Draft.NameOf(Math.Max(value, 0))))),
            (4, Joins(draft, draft.Last, reads: null)),
            (earlier > 1 ? 2 : 0, Gen.Choose(0, earlier - 2).SelectMany(value => Joins(draft, draft.Values[Math.Max(value, 0)], Draft.NameOf(Math.Max(value, 0))))),
            (2, Crops(draft)));
    }

    private static Gen<Draft> OneInput(Draft draft, DraftValue x, string? reads) =>
        from layer in Gen.Frequency((2, LayerGenerators.For(x.Shape, x.HasOneSize)), (1, KeepingShape(x.Shape)))
        select Add(draft, layer, reads, LayerRules.Of(layer).Output(layer, x.Shape)!.Value, SizeBehind(layer, x), OneSizeBehind(layer, x));

    /// <summary>A convolution behind which branches can still be joined.</summary>
    private static Gen<Layer> KeepingShape(Shape x) =>
        from kernel in Gen.Choose(1, 3)
        select Layer.Of("Conv", ("kernel", kernel), ("outChannels", x.Channels)).With("Same", true);

    private static Gen<Draft> Joins(Draft draft, DraftValue x, string? reads) =>
        from kind in Gen.Elements("Add", "Multiply", "Concat")
        let joinable = draft.Joinable(x, kind != "Concat")
        from count in Gen.Frequency((6, Gen.Choose(1, 2)), (1, Gen.Choose(3, 8)))
        from chosen in Gen.Elements(joinable.AsEnumerable()).ArrayOf(kind == "Concat" ? Math.Min(count, 3) : count)
        let layer = Layer.Of(kind, ("layers", chosen.Select(Draft.NameOf).ToArray()))
        let shapes = chosen.Select(index => draft.Values[index].Shape).Append(x.Shape).ToImmutableArray()
        where LayerRules.Of(layer).Join!(layer, shapes) is { Channels: <= 60 }
        select Add(draft, layer, reads, LayerRules.Of(layer).Join!(layer, shapes)!.Value, x.Size, x.HasOneSize);

    private static Gen<Draft> Crops(Draft draft) =>
        from like in Gen.Elements(Enumerable.Range(0, draft.Values.Length).Where(index => draft.Values[index] is var value
            && (draft.IsFixed || value.Size == draft.Last.Size)
            && value.Shape.Height <= draft.Last.Shape.Height
            && value.Shape.Width <= draft.Last.Shape.Width))
        let shape = draft.Values[like].Shape
        from top in Gen.Choose(0, draft.Last.Shape.Height - shape.Height)
        from left in Gen.Choose(0, draft.Last.Shape.Width - shape.Width)
        let layer = Layer.Of("CropLike", ("layer", Draft.NameOf(like))).With("Top", top).With("Left", left)
        select Add(draft, layer, null, shape with { Channels = draft.Last.Shape.Channels }, draft.Values[like].Size, draft.Values[like].HasOneSize);

    private static Draft Add(Draft draft, Layer layer, string? reads, Shape shape, string size, bool hasOneSize) => draft with
    {
        Values = draft.Values.Add(new DraftValue(shape, size, hasOneSize)),
        Layers = draft.Layers.Add(reads is null ? layer : layer.With("From", reads)),
    };

    private static string SizeBehind(Layer layer, DraftValue x) =>
        KeepsSize.Contains(layer.Kind) || (layer.Kind == "Conv" && layer.Get("Same", false) && WindowArguments.Read(layer) is { StrideHeight: 1, StrideWidth: 1 })
            ? x.Size
            : $"{x.Size}/{layer}";

    private static bool OneSizeBehind(Layer layer, DraftValue x) =>
        x.HasOneSize || layer.Kind is "GlobalAveragePool" or "GlobalMaxPool" or "AdaptiveAveragePool" or "Crop";
}
