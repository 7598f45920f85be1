namespace NetGen.Generator.Declaration;

/// <summary>The types of NetGen.Attributes, by name: the generator does not reference them.</summary>
internal static class KnownNames
{
    public const string Namespace = "NetGen";
    public const string NetworkAttribute = "NetGen.NetworkAttribute";
    public const string InputAttribute = "NetGen.InputAttribute";
    public const string OutputAttribute = "NetGen.OutputAttribute";
    public const string LayerAttribute = "NetGen.LayerAttribute";

    /// <summary>The kind of the attribute that states the input's shape.</summary>
    public const string Input = "Input";

    /// <summary>The kind of the attribute that states an extra output.</summary>
    public const string Output = "Output";

    /// <summary>The kind of the attribute that puts in a block.</summary>
    public const string Use = "Use";
}
