using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Fuzz.Tests;

/// <summary>Changes to a network that may or may not leave it right.</summary>
internal static class WildChanges
{
    private static readonly Gen<int> Integers = Gen.Elements(
        0, 1, 2, 3, 5, 7, 64, 1000, -1, -2, 46341, 65536, 1 << 30, (1 << 30) + 1, int.MaxValue - 1, int.MaxValue, int.MinValue);

    private static readonly Gen<double> Numbers = Gen.Elements(
        0.0, -0.0, 1, -1, 0.5, 1e-30, 1e-300, double.Epsilon, 1e30, -1e30, 1e300, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity);

    private static readonly Gen<string?> Names = Gen.Elements(
        "", " ", "a b", "conv1", "relu1", "maxpool1", "tab\t", "line\nfeed", "nul\0", "\u2028", "\ud800", "*/", "\"\"\"", "</summary>", "]]>", "é", "e\u0301", null, "Input",
        "layer1", "layer2", "layer3", "input", "features.0", "__", ".", "0", "Net", "N0", "global", "System", "NetGen", "x y", "{0}", "\u200b", "😀", new string('n', 600));

    /// <summary>Attributes put in anywhere.</summary>
    private static readonly Gen<Layer> Fragments =
        from a in Integers
        from b in Integers
        from c in Integers
        from d in Integers
        from name in Names
        from other in Names
        from layer in Gen.Elements(
            Layer.Of("Input", ("height", a), ("width", b), ("channels", c)),
            Layer.Of("Input", ("channels", a)),
            Layer.Of("Conv", ("kernel", a), ("inChannels", b), ("outChannels", c)),
            Layer.Of("Conv", ("kernel", a), ("outChannels", b)).With("Groups", c),
            Layer.Of("ConvTranspose", ("kernel", a), ("outChannels", b)).With("Stride", c).With("OutputPad", d),
            Layer.Of("Dense", ("outFeatures", a)),
            Layer.Of("Dense", ("inFeatures", a), ("outFeatures", b)),
            Layer.Of("Crop", ("top", a), ("left", b), ("height", c), ("width", d)),
            Layer.Of("AdaptiveAveragePool", ("height", a), ("width", b)),
            Layer.Of("MaxPool", ("kernel", a)).With("Ceil", true).With("Stride", b),
            Layer.Of("Upsample", ("scale", a)),
            Layer.Of("PixelShuffle", ("factor", a)),
            Layer.Of("ZeroPad", ("pad", a)),
            Layer.Of("GroupNorm", ("groups", a)),
            Layer.Of("Add", ("layers", new[] { name! })),
            Layer.Of("Multiply", ("layers", new[] { name!, other! })),
            Layer.Of("Concat", ("layers", new[] { name!, other!, name! })),
            Layer.Of("Concat", ("layers", Array.Empty<string>())),
            Layer.Of("CropLike", ("layer", name!)),
            Layer.Of("CropLike", ("layer", name!)).With("Top", a).With("Left", b),
            Layer.Of("Output", ("layer", name!)),
            Layer.Of("Relu").With("From", name))
        select layer;

    /// <summary>One change.</summary>
    public static Gen<Func<NetworkModel, NetworkModel>> Any { get; } = Gen.Frequency(
        (6, Gen.OneOf(Integers.Select(value => (object?)value), Numbers.Select(value => (object?)value)).SelectMany(Positional)),
        (8, Gen.Choose(0, 1000).SelectMany(Property)),
        (3, from at in Gen.Choose(0, 1000) from name in Names select OnLayer(at, layer => layer.With("Name", name))),
        (2, from at in Gen.Choose(0, 1000) from layer in Fragments select Insert(at, layer)),
        (1, Gen.Choose(0, 1000).Select(Remove)),
        (1, Gen.Elements(Enum.GetValues<ClassForm>()).Select<ClassForm, Func<NetworkModel, NetworkModel>>(form => model => model with { Form = form })),
        (1, from layout in Gen.Choose(-1, 3)
            from weights in Gen.Choose(-1, 3)
            select With(model => model with { Header = model.Header.With("Layout", (Layout)layout).With("Weights", (WeightOrder)weights) })));

    private static Gen<object?> Boxed<T>(Gen<T> values) => values.Select(value => (object?)value);

    private static Func<NetworkModel, NetworkModel> With(Func<NetworkModel, NetworkModel> change) => change;

    /// <summary>Replaces an argument of a constructor by one of the same type.</summary>
    private static Gen<Func<NetworkModel, NetworkModel>> Positional(object? value) => Gen.Choose(0, 1000).Select(at => With(model =>
    {
        var places = model.Attributes
            .SelectMany((attribute, index) => attribute.Arguments.Select((argument, position) => (index, position, argument)))
            .Where(place => !place.argument.IsNamed && place.argument.Value?.GetType() == value?.GetType())
            .ToList();
        if (places.Count == 0) return model;
        var (index, position, argument) = places[at % places.Count];
        var attribute = model.Attributes[index];
        var changed = attribute with { Arguments = attribute.Arguments.SetItem(position, argument with { Value = value }) };
        return model with { Attributes = model.Attributes.SetItem(index, changed) };
    }));

    /// <summary>Sets a property of a layer that has any.</summary>
    private static Gen<Func<NetworkModel, NetworkModel>> Property(int at) =>
        from roll in Gen.Choose(0, 1000)
        from integer in Boxed(Integers)
        from number in Boxed(Numbers)
        from flag in Boxed(Gen.Elements(true, false))
        from reference in Names
        from mode in Boxed(Gen.Elements(UpsampleMode.Nearest, UpsampleMode.Bilinear, (UpsampleMode)7))
        select With(model =>
        {
            var properties = model.Attributes
                .SelectMany((attribute, index) => PropertiesOf(attribute.Kind).Select(name => (index, name)))
                .ToList();
            if (properties.Count == 0) return model;
            var (index, name) = properties[((at * 1001) + roll) % properties.Count];
            var value = name switch
            {
                "Same" or "Ceil" or "CountPad" or "Bias" or "Affine" or "AlignCorners" => flag,
                "Epsilon" or "Alpha" or "Beta" or "K" => number,
                "Mode" => mode,
                "From" => reference,
                _ => integer,
            };
            return model with { Attributes = model.Attributes.SetItem(index, model.Attributes[index].With(name, value)) };
        });

    private static IEnumerable<string> PropertiesOf(string kind) => typeof(LayerAttribute).Assembly.GetType($"NetGen.{kind}Attribute")!
        .GetProperties()
        .Where(property => property.CanWrite && property.Name != "Name")
        .Select(property => property.Name);

    private static Func<NetworkModel, NetworkModel> OnLayer(int at, Func<Layer, Layer> change) => model =>
    {
        var layers = Enumerable.Range(0, model.Attributes.Length).Where(index => model.Attributes[index].Kind is not ("Input" or "Output")).ToList();
        if (layers.Count == 0) return model;
        var chosen = layers[at % layers.Count];
        return model with { Attributes = model.Attributes.SetItem(chosen, change(model.Attributes[chosen])) };
    };

    private static Func<NetworkModel, NetworkModel> Insert(int at, Layer layer) =>
        model => model with { Attributes = model.Attributes.Insert(at % (model.Attributes.Length + 1), layer) };

    private static Func<NetworkModel, NetworkModel> Remove(int at) =>
        model => model.Attributes.IsEmpty ? model : model with { Attributes = model.Attributes.RemoveAt(at % model.Attributes.Length) };
}
