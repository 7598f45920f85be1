using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Constants that are spread over a map, as a value for each of its channels.</summary>
internal static class ChannelVector
{
    /// <summary>The constant as it meets a tensor: aligned with its last axes, or as operators before set 7 said.</summary>
    public static ConstantTensor Aligned(NodeContext node, ConstantTensor tensor, int rank)
    {
        if (node.OperatorSet >= 7 || node.Node.Integer("broadcast", 0) == 0 || !node.Node.Has("axis")) return tensor;
        var axis = node.Axis(node.Node.Integer("axis", 0), rank);
        return axis + tensor.Rank > rank
            ? throw node.Invalid($"{tensor} does not fit behind axis {axis} of {rank}")
            : tensor.Reshaped([.. tensor.Dimensions, .. Enumerable.Repeat(1L, rank - axis - tensor.Rank)]);
    }

    /// <summary>A value for each channel.</summary>
    /// <param name="node">The node that spreads the constant.</param>
    /// <param name="layout">The tensor that it is spread over.</param>
    /// <param name="tensor">The constant; its last axis meets the tensor's last.</param>
    public static Func<float[]> Of(NodeContext node, TensorLayout layout, ConstantTensor tensor)
    {
        var dimensions = layout.Dimensions;
        if (tensor.Rank > layout.Rank && tensor.Dimensions[..^layout.Rank].Any(extent => extent != 1))
            throw node.Unsupported($"the constant '{tensor.Name}' {Shapes.Text(tensor.Dimensions)} has more axes than {Shapes.Text(dimensions)}");

        var digits = ImmutableArray.CreateBuilder<(Atom Atom, long Step)>();
        var step = 1L;
        for (var back = 1; back <= Math.Min(tensor.Rank, layout.Rank); back++)
        {
            var (extent, axis) = (tensor.Dimensions[^back], layout.Axes[^back]);
            if (extent != 1 && extent != dimensions[^back])
            {
                throw dimensions[^back] == 1
                    ? node.Unsupported($"the constant '{tensor.Name}' {Shapes.Text(tensor.Dimensions)} enlarges {Shapes.Text(dimensions)}")
                    : node.Invalid($"'{tensor.Name}' {Shapes.Text(tensor.Dimensions)} does not fit {Shapes.Text(dimensions)}");
            }

            if (extent == 1) continue;
            foreach (var atom in axis.Reverse())
            {
                digits.Add((atom, step));
                step *= atom.Extent;
            }
        }

        foreach (var (atom, along) in digits.Where(digit => digit.Atom.Role != Role.Channel)) RequireEqual(node, tensor, atom, along);
        var channels = layout.Size.Channels;
        var ofChannel = digits.Where(digit => digit.Atom.Role == Role.Channel).ToArray();
        return () =>
        {
            var values = tensor.Floats;
            var vector = new float[channels];
            for (var c = 0; c < channels; c++) vector[c] = values[ofChannel.Sum(digit => c / digit.Atom.Stride % digit.Atom.Extent * digit.Step)];
            return vector;
        };
    }

    private static void RequireEqual(NodeContext node, ConstantTensor tensor, Atom atom, long step)
    {
        var values = tensor.Floats;
        for (long i = 0; i < values.Length; i++)
        {
            var first = i - (i / step % atom.Extent * step);
            if (values[i].Equals(values[first])) continue;
            var where = atom.Role switch { Role.Batch => "example to example", Role.Row => "row to row", _ => "column to column" };
            throw node.Unsupported($"the constant '{tensor.Name}' {Shapes.Text(tensor.Dimensions)} differs from {where}; layers have a value for each channel");
        }
    }
}
