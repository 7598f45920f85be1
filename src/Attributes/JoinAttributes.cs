namespace NetGen;

/// <summary>
/// A layer that joins branches: the outputs of earlier layers, in the order of their names, and then what it reads like any layer, the output of
/// the layer before it or of <see cref="LayerAttribute.From"/>.
/// </summary>
public abstract class JoinAttribute : LayerAttribute
{
    private protected JoinAttribute(string[] layers) => Layers = layers;

    /// <summary>The earlier layers, by name; <c>Input</c> is the network's input.</summary>
    public string[] Layers { get; }
}

/// <summary>
/// The sums of the elements of branches of one shape: H×W×C, … → H×W×C.
/// </summary>
/// <example><code>
/// [Conv(3, 64, Pad = 1), Relu(Name = "in")]
/// [Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1)]
/// [Add("in"), Relu]
/// </code></example>
public sealed class AddAttribute : JoinAttribute
{
    /// <summary>A sum.</summary>
    /// <param name="layers">The earlier layers that are added to the one before this, or to <see cref="LayerAttribute.From"/>: at least one.</param>
    public AddAttribute(params string[] layers) : base(layers)
    {
    }
}

/// <summary>The products of the elements of branches of one shape: H×W×C, … → H×W×C.</summary>
public sealed class MultiplyAttribute : JoinAttribute
{
    /// <summary>A product.</summary>
    /// <param name="layers">The earlier layers that the one before this, or <see cref="LayerAttribute.From"/>, is multiplied by: at least one.</param>
    public MultiplyAttribute(params string[] layers) : base(layers)
    {
    }
}

/// <summary>
/// The channels of branches of one height and width, side by side: H×W×A, H×W×B, … → H×W×(A + B + …). The layers named come first, in their order;
/// the one before this, or <see cref="LayerAttribute.From"/>, comes last, so that branches declared one after the other are joined in that order.
/// </summary>
/// <example><code>
/// [Conv(1, 16, Name = "squeeze"), Relu(Name = "squeezed")]
/// [Conv(1, 64), Relu(Name = "left")]
/// [Conv(3, 64, Pad = 1, From = "squeezed"), Relu]
/// [Concat("left")]                                     // 64 channels of the 1×1 convolution, then 64 of the 3×3
/// </code></example>
public sealed class ConcatAttribute : JoinAttribute
{
    /// <summary>A concatenation.</summary>
    /// <param name="layers">The earlier layers whose channels come before those of the one before this, in order: at least one.</param>
    public ConcatAttribute(params string[] layers) : base(layers)
    {
    }
}
