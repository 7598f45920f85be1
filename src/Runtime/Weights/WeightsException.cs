namespace NetGen;

/// <summary>Weights that cannot be used. It lists everything that is wrong with them.</summary>
public sealed class WeightsException : Exception
{
    /// <summary>One exception for all of the faults.</summary>
    /// <param name="source">What the weights were read from, such as a file's path.</param>
    /// <param name="faults">What is wrong, one sentence each; at least one.</param>
    /// <param name="innerException">The cause, if an exception was.</param>
    public WeightsException(string source, IReadOnlyList<string> faults, Exception? innerException = null)
        : base(Describe(source, faults), innerException) => Faults = faults;

    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; }

    private static string Describe(string source, IReadOnlyList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Count == 0) throw new ArgumentException("An exception about weights needs at least one fault.", nameof(faults));
        return faults.Count == 1
            ? $"The weights in {source} cannot be used: {faults[0]}"
            : $"The weights in {source} cannot be used, for {faults.Count} reasons:{string.Concat(faults.Select(fault => "\n- " + fault))}";
    }
}
