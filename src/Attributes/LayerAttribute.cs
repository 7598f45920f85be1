using System;

namespace NetGen;

/// <summary>
/// What all layers have in common. Layers apply in source order, each to the output of the one before it unless <see cref="From"/> names another.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name, and the prefix of its weights' names (<c>conv1.weight</c>). By default the kind in lower case and
    /// its ordinal among the layers of that kind: <c>conv1</c>, <c>maxpool2</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The layer whose output this one reads: the name of one before it, or <c>Input</c> for the network's input. By default the layer before it.
    /// A layer within a block that <see cref="UseAttribute"/> put in has the block's name before its own: <c>block1.conv2</c>; <c>block1</c> is the
    /// block's last layer.
    /// </summary>
    public string? From { get; set; }
}
