using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>A product with several matrices, another one for each step along leading axes: a convolution of one pixel in as many groups as there are vectors.</summary>
internal static class MatrixStack
{
    /// <summary>x·W, where the last two axes of W are matrices (features, outputs), and the others meet those of x or are spread over them.</summary>
    public static Mapped Product(NodeContext node, Mapped map, ConstantTensor weight)
    {
        var (layout, dimensions, rank) = (map.Layout, map.Dimensions, map.Layout.Rank);
        var (features, outputs) = (weight.Dimensions[^2], weight.Dimensions[^1]);
        if (rank < 2 || weight.Rank > rank) throw node.Unsupported($"the matrices {weight} have more axes than {Shapes.Text(dimensions)}");
        if (features != dimensions[^1]) throw node.Invalid($"{weight} does not fit {Shapes.Text(dimensions)}");
        if (!layout.Flattened(rank - 1).SequenceEqual(TensorLayout.Merged([new Atom(Role.Channel, 1, features)])))
            throw node.Unsupported($"the second matrix {weight} is another one for each of several places, and the axis that it weights is not the innermost of the channels");

        // The leading axes of the matrices, each with the tensor's axis that it meets.
        var leading = ImmutableArray.CreateBuilder<(int Axis, long Extent, bool IsNew)>();
        for (var i = 0; i < weight.Rank - 2; i++)
        {
            var (axis, extent) = (rank - weight.Rank + i, weight.Dimensions[i]);
            var isNew = extent != dimensions[axis];
            if (isNew && extent != 1 && dimensions[axis] != 1) throw node.Invalid($"{weight} does not fit {Shapes.Text(dimensions)}");
            if (!isNew && extent > 1 && layout.Axes[axis].Any(atom => atom.Role != Role.Channel))
                throw node.Unsupported($"the second matrix {weight} is another one for each step along axis {axis}, which is not a part of the channels");
            leading.Add((axis, extent, isNew && extent > 1));
        }

        var channels = layout.Size.Channels;
        var groups = channels / features;
        var added = leading.Where(axis => axis.IsNew).Aggregate(1L, (product, axis) => product * axis.Extent);
        var perGroup = added * outputs;
        if (perGroup > Limits.Channels || groups * perGroup > Limits.Channels) throw node.Unsupported($"its output would have more than {Limits.Channels:N0} channels");
        node.RequireFew(groups * perGroup * features);
        var count = (int)(groups * perGroup);
        ImmutableArray<(string, object)> grouping = groups > 1 ? [("Groups", (int)groups)] : [];
        var layer = node.Add("Conv", map.Layer.Output with { Channels = count }, [map.Layer], [1, channels, count], [.. grouping, ("Bias", false)]);
        layer.Name = LayerNaming.OfWeight(weight.Name, node.Node);
        layer.SetWeight("weight", [count, (int)features, 1, 1], () => Weights(layout, weight, leading.ToImmutable(), (int)groups, (int)added));

        // Of each group: the steps along axes that the matrices add, and then what the matrices give.
        var axes = layout.Axes.Select(axis => axis.Select(atom => atom.Role == Role.Channel ? atom with { Stride = atom.Stride / features * perGroup } : atom).ToImmutableArray()).ToArray();
        axes[^1] = outputs == 1 ? [] : [new Atom(Role.Channel, 1, outputs)];
        var stride = perGroup;
        foreach (var (axis, extent, _) in leading.Where(axis => axis.IsNew))
        {
            stride /= extent;
            axes[axis] = [new Atom(Role.Channel, stride, extent)];
        }

        return new Mapped(layer, new TensorLayout([.. axes], layout.Batch, layer.Output));
    }

    private static float[] Weights(TensorLayout layout, ConstantTensor weight, ImmutableArray<(int Axis, long Extent, bool IsNew)> leading, int groups, int added)
    {
        var (features, outputs, values) = ((int)weight.Dimensions[^2], (int)weight.Dimensions[^1], weight.Floats);
        var weights = new float[(long)groups * added * outputs * features];
        var next = 0;
        for (var group = 0; group < groups; group++)
        {
            for (var step = 0; step < added; step++)
            {
                var matrix = Matrix(layout, leading, (long)group * features, step, added);
                for (var o = 0; o < outputs; o++)
                {
                    for (var i = 0; i < features; i++) weights[next++] = values[(((matrix * features) + i) * outputs) + o];
                }
            }
        }

        return weights;
    }

    /// <summary>Which of the matrices meets a group of channels, of those that the axes with more steps than the tensor add.</summary>
    private static long Matrix(TensorLayout layout, ImmutableArray<(int Axis, long Extent, bool IsNew)> leading, long channel, long step, long added)
    {
        var matrix = 0L;
        foreach (var (axis, extent, isNew) in leading)
        {
            var digit = 0L;
            if (isNew)
            {
                added /= extent;
                digit = step / added % extent;
            }
            else if (extent > 1)
            {
                foreach (var atom in layout.Axes[axis]) digit = (digit * atom.Extent) + (channel / atom.Stride % atom.Extent);
            }

            matrix = (matrix * extent) + digit;
        }

        return matrix;
    }
}
