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
        _byName = new Dictionary<string, StoredTensor>(contents.Tensors.Count, StringComparer.Ordinal);
        var specs = new TensorSpec[contents.Tensors.Count];
        List<string> faults = [.. contents.Faults];
        for (var i = 0; i < specs.Length; i++)
        {
            var tensor = contents.Tensors[i];
            specs[i] = tensor.Spec;
            _byName.Add(tensor.Spec.Name, tensor);
            if (!IsDamaged(tensor.Spec.Name) && tensor.TypeFault is { } fault) faults.Add(fault);
        }

        (Specs, Faults) = (specs, faults);
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
