using System;

namespace NetGen;

/// <summary>The shape of the network's input. It stands before the layers.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class InputAttribute : Attribute
{
    /// <summary>An input of one size: the crop that the network was trained on.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">Channels, at least 1.</param>
    public InputAttribute(int height, int width, int channels) => (Height, Width, Channels) = (height, width, channels);

    /// <summary>An input of any height and width.</summary>
    /// <param name="channels">Channels, at least 1.</param>
    public InputAttribute(int channels) => Channels = channels;

    /// <summary>Rows; 0 for any.</summary>
    public int Height { get; }

    /// <summary>Columns; 0 for any.</summary>
    public int Width { get; }

    /// <summary>Channels.</summary>
    public int Channels { get; }
}
