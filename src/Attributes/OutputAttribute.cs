using System;

namespace NetGen;

/// <summary>
/// An output of the network beside that of its last layer. It stands after the layer that it names; Forward takes one more span for each, in source order.
/// </summary>
/// <example><code>
/// [Network, Input(3)]
/// [Conv(3, 10), PRelu(Name = "trunk")]
/// [Conv(1, 2), Softmax(Name = "faces"), Output("faces")]
/// [Conv(1, 4, From = "trunk")]
/// partial class Detector;                              // Forward(image, height, width, boxes, faces)
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>An extra output.</summary>
    /// <param name="layer">The layer whose output it is: an earlier one, and not the network's last.</param>
    public OutputAttribute(string layer) => Layer = layer;

    /// <summary>The layer's name.</summary>
    public string Layer { get; }
}
