namespace NetGen;

/// <summary>A set of named tensors that a network's weights are read from: a file, or values made in memory.</summary>
public interface ITensorSource
{
    /// <summary>The tensors, with the shapes that they are stored in.</summary>
    IReadOnlyList<TensorSpec> Tensors { get; }

    /// <summary>
    /// What is wrong with the source as far as it can be known without reading values, one sentence each: tensors of an unknown type, say, which
    /// <see cref="Tensors"/> still lists. Empty for a sound source.
    /// </summary>
    IReadOnlyList<string> Faults => [];

    /// <summary>Reads elements of a tensor in row-major order, whatever the order they are stored in, converted to single precision.</summary>
    /// <param name="name">One of <see cref="Tensors"/>.</param>
    /// <param name="start">The row-major index of the first element.</param>
    /// <param name="destination">Receives as many elements as it is long.</param>
    /// <exception cref="WeightsException">The tensor does not exist, or cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The elements asked for do not all exist.</exception>
    void Read(string name, long start, Span<float> destination);
}
