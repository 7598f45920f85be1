namespace NetGen.Generator.Graph;

/// <summary>What a node computes: the attribute's arguments, checked. An operator knows nothing of the other steps.</summary>
/// <param name="Kind">The attribute's name: <c>Conv</c>.</param>
internal abstract record Operator(string Kind)
{
    /// <summary>What it does, in the layer table.</summary>
    public virtual string Description => Kind;
}
