using System;

namespace NetGen;

/// <summary>What all layers have in common. Layers apply in source order, each to the output of the one before it.</summary>
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
}
