using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>What a name of the model stands for.</summary>
internal abstract record Value;

/// <summary>Values that are known on import.</summary>
internal sealed record Known(ConstantTensor Tensor) : Value;

/// <summary>A feature map that the network computes.</summary>
/// <param name="Layer">The layer that gives it.</param>
/// <param name="Layout">How the tensor's axes lie in the map.</param>
internal sealed record Mapped(Layer Layer, TensorLayout Layout) : Value
{
    /// <summary>Padding that stands before the next layer, which may be able to take it in.</summary>
    public PendingPad? Pad { get; init; }

    public long[] Dimensions => Layout.Dimensions;
}

/// <summary>Rows and columns of one value around a map.</summary>
internal sealed record PendingPad(int Top, int Left, int Bottom, int Right, float Value);

/// <summary>
/// Feature maps that are one tensor, one after the other along an axis, though no layer can join them. What is done to each element, or along another
/// axis, is done to each part. A network can return them as outputs of their own.
/// </summary>
internal sealed record Parts(ImmutableArray<Mapped> Items, int Axis) : Value;

/// <summary>What a node that is not supported would have given.</summary>
/// <param name="IsConstant">Whether it does not depend on the input's values: the shape of such a value.</param>
internal sealed record Unknown(bool IsConstant) : Value;

/// <summary>A node that there are no layers for. Caught where nodes are lowered one by one, and listed.</summary>
internal sealed class UnsupportedNodeException(string reason) : Exception(reason);

/// <summary>A node that contradicts itself or what it reads. Caught where nodes are lowered one by one, and listed.</summary>
internal sealed class InvalidNodeException(string reason) : Exception(reason);
