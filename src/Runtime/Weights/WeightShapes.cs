using System.Collections.Immutable;

namespace NetGen;

/// <summary>Which shapes a file may hold a declared tensor in.</summary>
internal static class WeightShapes
{
    /// <summary>
    /// The declared shape in a file's order. PyTorch's is the declared one. TensorFlow's convolutions are (height, width, in/groups, out),
    /// its transposed convolutions (height, width, out/groups, in) and its dense layers (in, out): in all three, the first two axes swap
    /// and go last.
    /// </summary>
    public static ImmutableArray<int> InFile(ImmutableArray<int> declared, WeightOrder order) => (order, declared.Length) switch
    {
        (WeightOrder.TensorFlow, 4) => [declared[2], declared[3], declared[1], declared[0]],
        (WeightOrder.TensorFlow, 2) => [declared[1], declared[0]],
        _ => declared,
    };

    /// <summary>
    /// Whether a stored tensor can be read as the declared one: it has the shape itself, or one with the same elements in the same order.
    /// The channels of a 4-D dense layer, and whether one value may stand for all channels, depend on the layer and are judged there.
    /// </summary>
    public static bool Fits(ImmutableArray<int> declared, ImmutableArray<int> stored, WeightOrder order) =>
        stored.AsSpan().SequenceEqual(InFile(declared, order).AsSpan()) || declared.Length switch
        {
            1 => IsVector(stored, declared[0]) || IsVector(stored, 1),
            2 => IsFilters(stored, declared[0], declared[1], order),
            4 => IsMatrix(stored, declared, order) || IsDepthwise(stored, declared, order),
            _ => false,
        };

    /// <summary>Whether there are that many elements, along one axis.</summary>
    public static bool IsVector(ImmutableArray<int> stored, int length)
    {
        var other = 1L;
        var along = length == 1;
        foreach (var extent in stored)
        {
            if (!along && extent == length) along = true;
            else other = Math.Max(other, extent == 0 ? long.MaxValue : extent);
        }
        return along && other == 1;
    }

    // A dense layer as the convolution that it equals.
    private static bool IsFilters(ImmutableArray<int> stored, int outputs, int inputs, WeightOrder order)
    {
        if (stored.Length != 4) return false;
        return order == WeightOrder.PyTorch
            ? stored[0] == outputs && Product(stored.AsSpan()[1..]) == inputs
            : stored[3] == outputs && Product(stored.AsSpan()[..3]) == inputs;
    }

    // A convolution as the dense layer that it equals over its window.
    private static bool IsMatrix(ImmutableArray<int> stored, ImmutableArray<int> declared, WeightOrder order)
    {
        if (stored.Length != 2) return false;
        var (first, rest) = order == WeightOrder.PyTorch ? (stored[0], stored[1]) : (stored[1], stored[0]);
        return first == declared[0] && rest == Product(declared.AsSpan()[1..]);
    }

    // TensorFlow's depthwise kernels are (height, width, channel, multiplier): the output channel, split.
    private static bool IsDepthwise(ImmutableArray<int> stored, ImmutableArray<int> declared, WeightOrder order) =>
        order == WeightOrder.TensorFlow && declared[1] == 1 && stored.Length == 4
        && stored[0] == declared[2] && stored[1] == declared[3] && Product(stored.AsSpan()[2..]) == declared[0];

    private static Int128 Product(ReadOnlySpan<int> extents)
    {
        Int128 product = 1;
        foreach (var extent in extents) product *= extent;
        return product;
    }
}
