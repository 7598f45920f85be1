using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>What stands in a network's declaration: a layer, or the layers of a block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsStated">Whether the name differs from the one that it would have by default.</param>
internal abstract record NetworkItem(string Name, bool IsStated)
{
    /// <summary>The layer whose map it gives.</summary>
    public abstract Layer Last { get; }

    /// <summary>The layers that it reads, as a layer's <see cref="Layer.Inputs"/>.</summary>
    public abstract ImmutableArray<Layer> Inputs { get; }

    /// <summary>All layers with their full names.</summary>
    public abstract IEnumerable<(Layer Layer, string Name)> Layers { get; }
}

/// <summary>A layer.</summary>
internal sealed record LayerItem(Layer Layer, string Name, bool IsStated) : NetworkItem(Name, IsStated)
{
    public override Layer Last => Layer;

    public override ImmutableArray<Layer> Inputs => Layer.Inputs;

    public override IEnumerable<(Layer Layer, string Name)> Layers => [(Layer, Name)];
}

/// <summary>The layers of a block.</summary>
/// <param name="Block">The class that declares them.</param>
/// <param name="Used">Its layers here, in the block's order.</param>
/// <param name="Entry">What it reads.</param>
/// <param name="Name">Its name, and the prefix of theirs.</param>
/// <param name="IsStated">Whether the name differs from the default.</param>
internal sealed record UseItem(Block Block, ImmutableArray<Layer> Used, Layer Entry, string Name, bool IsStated) : NetworkItem(Name, IsStated)
{
    public override Layer Last => Used[^1];

    public override ImmutableArray<Layer> Inputs => [Entry];

    public override IEnumerable<(Layer Layer, string Name)> Layers => Used.Zip(Block.Items, (layer, item) => (layer, $"{Name}.{item.Name}"));
}

/// <summary>Layers that a network has several times, as a class.</summary>
/// <param name="Number">Its number among the network's blocks.</param>
/// <param name="Input">The map that arrives where it is used first.</param>
/// <param name="IsAnySize">Whether it takes maps of any height and width.</param>
/// <param name="Entry">What stands for the block's input in <paramref name="Items"/>.</param>
/// <param name="Items">Its layers, as they are where it is used first.</param>
internal sealed record Block(int Number, MapSize Input, bool IsAnySize, Layer Entry, ImmutableArray<LayerItem> Items)
{
    public string ClassName(string network) => $"{network}Block{(Number == 1 ? "" : Number.ToString(System.Globalization.CultureInfo.InvariantCulture))}";
}
