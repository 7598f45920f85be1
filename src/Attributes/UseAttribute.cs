using System;

namespace NetGen;

/// <summary>
/// Puts in the layers of another network class. Their names, and those of their weights, get the prefix <c>Name.</c>; <c>Name</c> itself is the block's
/// last layer. What arrives must be what the block's [Input] states: its channels, and its height and width where it states them. Its [Output]s and the
/// properties of its [Network] count only where it runs by itself.
/// </summary>
/// <example><code>
/// [Network, Input(64)]
/// [Conv(3, 64, Pad = 1), Relu, Conv(3, 64, Pad = 1), Add("Input"), Relu]
/// partial class Residual;
///
/// [Network, Input(32, 32, 3)]
/// [Conv(3, 64, Pad = 1), Relu]
/// [Use(typeof(Residual), Name = "a"), Use(typeof(Residual), Name = "b")]        // a.conv1.weight, a.conv2.weight, b.conv1.weight, …
/// partial class Net;
/// </code></example>
public sealed class UseAttribute : LayerAttribute
{
    /// <summary>A block.</summary>
    /// <param name="block">A class with [Network]; not the one that this stands on, nor one that uses it.</param>
    public UseAttribute(Type block) => Block = block;

    /// <summary>The class whose layers are put in.</summary>
    public Type Block { get; }
}
