namespace NetGen.Generator.Graph;

/// <summary>A join of branches: <c>Add</c> and <c>Multiply</c>, element by element, or <c>Concat</c>, of channels.</summary>
internal sealed record JoinOperator(string Kind) : Operator(Kind)
{
    /// <summary>Branches that one call of a kernel joins element by element. More take several, always in the same order: sums of floats depend on it.</summary>
    public const int AtOnce = 4;

    public static Operator Read(ArgumentReader arguments)
    {
        if (arguments.Elements("layers").Count == 0)
        {
            arguments.OutOfRange(null, $"one branch is nothing to join: name another layer, as in [{arguments.Kind}(\"conv1\")]");
        }

        return new JoinOperator(arguments.Kind);
    }
}
