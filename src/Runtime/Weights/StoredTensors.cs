namespace NetGen;

/// <summary>The tensors of a file by name.</summary>
internal sealed class StoredTensors
{
    private readonly string _source;
    private readonly Dictionary<string, StoredTensor> _byName;

    /// <param name="source">What the tensors are read from, for messages.</param>
    /// <param name="tensors">The tensors, under distinct names.</param>
    public StoredTensors(string source, IReadOnlyList<StoredTensor> tensors)
    {
        _source = source;
        _byName = tensors.ToDictionary(tensor => tensor.Spec.Name, StringComparer.Ordinal);
        Specs = [.. tensors.Select(tensor => tensor.Spec)];
        Faults = [.. tensors.Select(tensor => tensor.TypeFault).OfType<string>()];
    }

    public IReadOnlyList<TensorSpec> Specs { get; }

    public IReadOnlyList<string> Faults { get; }

    /// <summary>The tensor of that name, when the elements asked for exist and can be read.</summary>
    /// <exception cref="WeightsException">It does not exist, or is of a type that cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has no such elements.</exception>
    public StoredTensor Find(string name, long start, int count)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_byName.TryGetValue(name, out var tensor)) throw Fault($"There is no tensor {Names.Quote(name)}.");
        if (tensor.Type == ElementType.Unreadable) throw Fault(tensor.UnreadableFault);
        var length = tensor.Spec.Length;
        return start >= 0 && start <= length - count
            ? tensor
            : throw new ArgumentOutOfRangeException(nameof(start), start, $"{count} elements of {tensor.Spec} do not exist there.");
    }

    public WeightsException Fault(string fault, Exception? cause = null) => new(_source, [fault], cause);
}
