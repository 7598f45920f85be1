using System.Collections.Immutable;

namespace NetGen.Generator.Declaration;

/// <summary>Names of members that are generated into every network class, in one of its forms: the user's must differ from them.</summary>
internal static class GeneratedMembers
{
    public static ImmutableHashSet<string> All { get; } = ImmutableHashSet.Create(
        "InputHeight", "InputWidth", "InputChannels", "InputLength", "OutputLength", "ParameterCount", "MultiplyAdds", "WorkspaceBytes", "Tensors",
        "Summary", "Load", "Create", "Forward", "ToFullyConvolutional", "FullyConvolutional", "Threads", "OutputSize", "ReceptiveFieldHeight",
        "ReceptiveFieldWidth", "StrideHeight", "StrideWidth", "UpscaleHeight", "UpscaleWidth", "PaddingTop", "PaddingLeft", "MinHeight", "MinWidth",
        "Sizes", "TensorTable", "_workspaces", "_threads", "_network");

    /// <summary>Names that every class has from System.Object or as a record: a layer's method must not take them.</summary>
    public static ImmutableHashSet<string> Inherited { get; } = ImmutableHashSet.Create(
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals", "EqualityContract", "PrintMembers", "Deconstruct");
}
