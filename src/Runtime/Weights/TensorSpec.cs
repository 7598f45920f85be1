using System.Collections.Immutable;

namespace NetGen;

/// <summary>The name and shape of a weight tensor.</summary>
/// <param name="Name">The tensor's name, such as <c>conv1.weight</c>.</param>
/// <param name="Shape">
/// The length of each axis, outermost first. For the tensors that a network declares: PyTorch's order, whatever the order of the file. For the
/// tensors of a file: as stored.
/// </param>
public sealed record TensorSpec(string Name, ImmutableArray<int> Shape)
{
    /// <summary>The number of elements: the product of <see cref="Shape"/>, 1 for a scalar.</summary>
    /// <exception cref="OverflowException">The product is larger than <see cref="long.MaxValue"/>.</exception>
    public long Length
    {
        get
        {
            long length = 1;
            foreach (var extent in Shape) length = checked(length * extent);
            return length;
        }
    }

    /// <summary>Whether the names and the shapes are equal, axis by axis.</summary>
    public bool Equals(TensorSpec? other) => other is not null && Name == other.Name && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Name);
        foreach (var extent in Shape) hash.Add(extent);
        return hash.ToHashCode();
    }

    /// <summary>The name and shape, as in <c>conv1.weight (8, 1, 5, 5)</c>.</summary>
    public override string ToString() => $"{Name} ({string.Join(", ", Shape)})";
}
