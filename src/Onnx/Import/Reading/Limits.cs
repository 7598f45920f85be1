namespace NetGen.Onnx.Import;

/// <summary>How far a file is followed, so that a hostile one costs neither time nor memory. Real models stay far below.</summary>
internal static class Limits
{
    /// <summary>Messages and texts in one file: each becomes an object of its own, many times the two bytes that it may take in the file.</summary>
    public const int Objects = 4_000_000;

    /// <summary>Layers of a network: the C# compiler takes minutes for more.</summary>
    public const int Layers = 10_000;

    /// <summary>Messages within messages.</summary>
    public const int Depth = 24;

    /// <summary>Axes of a tensor.</summary>
    public const int Rank = 16;

    /// <summary>Elements of a value that is computed on import, if what it is computed from has fewer.</summary>
    public const long FoldedElements = 1 << 24;

    /// <summary>Elements of an example of any value: what 32-bit lengths of spans hold.</summary>
    public const long MapElements = int.MaxValue;

    /// <summary>Channels of a map: layers that are made on import have weights for each.</summary>
    public const int Channels = 1 << 22;

    /// <summary>Channels that a layer which only moves elements may multiply: the matrix has their square.</summary>
    public const long MovedChannels = 4096;
}
