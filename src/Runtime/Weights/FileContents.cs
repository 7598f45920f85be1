namespace NetGen;

/// <summary>What a file's headers say, right and wrong.</summary>
/// <param name="Tensors">The tensors whose shapes are known, under distinct names.</param>
/// <param name="Faults">What is wrong with the file, one sentence each.</param>
/// <param name="Damaged">The names of tensors that cannot be read because of that. Some may be listed, with their shapes.</param>
internal sealed record FileContents(IReadOnlyList<StoredTensor> Tensors, IReadOnlyList<string> Faults, IReadOnlySet<string> Damaged)
{
    /// <summary>The contents of a file in which nothing is wrong.</summary>
    public static FileContents Sound(params IReadOnlyList<StoredTensor> tensors) => new(tensors, [], new HashSet<string>());
}

/// <summary>A source that may know of tensors that are not missing, but cannot be read; its faults say why.</summary>
internal interface IDamageReport
{
    /// <summary>Whether a tensor of that name exists, but cannot be read.</summary>
    bool IsDamaged(string name);
}
