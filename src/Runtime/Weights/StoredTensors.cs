namespace NetGen;

/// <summary>The tensors of a file by name.</summary>
internal sealed class StoredTensors
{
    private readonly string _source;
    private readonly Dictionary<string, StoredTensor> _byName;
    private readonly IReadOnlySet<string> _damaged;

    /// <param name="source">What the tensors are read from, for messages.</param>
    /// <param name="contents">The tensors, and what is wrong with the file.</param>
    public StoredTensors(string source, FileContents contents)
    {
        (_source, _damaged) = (source, contents.Damaged);
        _byName = contents.Tensors.ToDictionary(tensor => tensor.Spec.Name, StringComparer.Ordinal);
        Specs = [.. contents.Tensors.Select(tensor => tensor.Spec)];
        var unreadable = contents.Tensors.Where(tensor => !IsDamaged(tensor.Spec.Name)).Select(tensor => tensor.TypeFault).OfType<string>();
        Faults = [.. contents.Faults, .. unreadable];
    }

    public IReadOnlyList<TensorSpec> Specs { get; }

    public IReadOnlyList<string> Faults { get; }

    public bool IsDamaged(string name) => _damaged.Contains(name);

    /// <summary>The tensor of that name, when the elements asked for exist and can be read.</summary>
    /// <exception cref="WeightsException">It does not exist, is damaged, or is of a type that cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has no such elements.</exception>
    public StoredTensor Find(string name, long start, int count)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IsDamaged(name)) throw new WeightsException(_source, Faults);
        if (!_byName.TryGetValue(name, out var tensor)) throw Fault($"There is no tensor {Names.Quote(name)}.");
        if (tensor.Type == ElementType.Unreadable) throw Fault(tensor.UnreadableFault);
        var length = tensor.Spec.Length;
        return start >= 0 && start <= length - count
            ? tensor
            : throw new ArgumentOutOfRangeException(nameof(start), start, $"{count} elements of {tensor.Spec} do not exist there.");
    }

    public WeightsException Fault(string fault, Exception? cause = null) => new(_source, [fault], cause);
}
