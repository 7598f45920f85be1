using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Operators that only give a tensor other axes. No element moves: that is left to what comes after, which may not need it.</summary>
internal static class ReshapeRules
{
    public static void Same(NodeContext node) => node.Return(node.Input(0) ?? throw node.Invalid("its input is missing"));

    public static void Dropout(NodeContext node)
    {
        if (node.Optional(2, "the training mode") is { } training && training.Integers.Any(value => value != 0)) throw node.Unsupported("it is in training mode");
        node.RequireUnread(1, "the mask");
        var ratio = node.Number("ratio", 1, 0.5f);
        if (ratio is < 0 or >= 1 || float.IsNaN(ratio)) throw node.Invalid($"the ratio {ratio} is out of range");
        node.Return(node.Each(0, map => node.Pointwise(map, "Dropout", ratio == 0.5f ? [] : [ActivationRules.Short(ratio)])));
    }

    public static void Cast(NodeContext node)
    {
        if (node.Node.Integer("to", 0) != 1) throw node.Unsupported($"it converts what is computed to {TensorReader.TypeName((int)node.Node.Integer("to", 0))}; layers compute in single precision");
        Same(node);
    }

    public static void Reshape(NodeContext node)
    {
        var map = node.Map(0);
        var stated = node.Integers("shape", 1) ?? throw node.Invalid("the shape is missing");
        Reshaped(node, map, Resolve(node, map.Dimensions, stated, node.Node.Integer("allowzero", 0) != 0));
    }

    public static void Flatten(NodeContext node)
    {
        var map = node.Map(0);
        var dimensions = map.Dimensions;
        var axis = node.Node.Integer("axis", 1);
        var cut = axis == dimensions.Length ? dimensions.Length : node.Axis(axis, dimensions.Length);
        Reshaped(node, map, [Shapes.Length(dimensions.AsSpan(0, cut)), Shapes.Length(dimensions.AsSpan(cut))]);
    }

    public static void Squeeze(NodeContext node)
    {
        var map = node.Map(0);
        var dimensions = map.Dimensions;
        var axes = node.Integers("axes", 1)?.Select(axis => node.Axis(axis, dimensions.Length)).ToHashSet()
            ?? [.. Enumerable.Range(0, dimensions.Length).Where(axis => dimensions[axis] == 1)];
        if (axes.FirstOrDefault(axis => dimensions[axis] != 1, -1) is var wrong and >= 0) throw node.Invalid($"axis {wrong} of {Shapes.Text(dimensions)} is not 1");
        node.Return(map with { Layout = map.Layout with { Axes = [.. map.Layout.Axes.Where((_, axis) => !axes.Contains(axis))] } });
    }

    public static void Unsqueeze(NodeContext node)
    {
        var map = node.Map(0);
        node.Return(map with { Layout = map.Layout with { Axes = Inserted(node, map.Layout.Axes, ImmutableArray<Atom>.Empty) } });
    }

    public static void Transpose(NodeContext node)
    {
        var map = node.Map(0);
        node.Return(map with { Layout = map.Layout.Transposed(Permutation(node, map.Layout.Rank)) });
    }

    public static void Shape(NodeContext node)
    {
        var dimensions = node.Input(0) switch
        {
            Mapped map => map.Dimensions,
            Parts parts => DimensionsOf(parts),
            _ => node.Constant(0, "the tensor").Dimensions,
        };
        int Bound(string attribute, long otherwise)
        {
            var bound = node.Node.Integer(attribute, otherwise);
            return (int)Math.Clamp(bound < 0 ? bound + dimensions.Length : bound, 0, dimensions.Length);
        }

        var (start, end) = (Bound("start", 0), Bound("end", dimensions.Length));
        node.Return(new Known(ConstantTensor.List(start < end ? dimensions[start..end] : [])));
    }

    public static void Size(NodeContext node) =>
        node.Return(new Known(ConstantTensor.Of("", [], [Shapes.Length(node.Input(0) is Mapped map ? map.Dimensions : node.Constant(0, "the tensor").Dimensions)])));

    /// <summary>The dimensions that a reshaping states: 0 for the one that is there, −1 for what is left.</summary>
    public static long[] Resolve(NodeContext node, long[] dimensions, long[] stated, bool allowZero)
    {
        if (stated.Length > Limits.Rank) throw node.Invalid($"the shape has {stated.Length} axes; {Limits.Rank} are allowed");
        var shape = (long[])stated.Clone();
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 0 && !allowZero) shape[i] = i < dimensions.Length ? dimensions[i] : throw node.Invalid($"{Shapes.Text(stated)} keeps an axis {i} that {Shapes.Text(dimensions)} has not");
        }

        var total = Shapes.Length(dimensions);
        var open = Array.IndexOf(shape, -1);
        var known = shape.Where((_, i) => i != open).ToArray();
        if (known.Any(extent => extent < 0) || Shapes.Fault(known) is not null) throw node.Invalid($"the shape {Shapes.Text(stated)} is out of range");
        var product = Shapes.Length(known);
        if (open >= 0 && product > 0 && total % product == 0) shape[open] = total / product;
        else if (open >= 0 || product != total) throw node.Invalid($"{Shapes.Text(dimensions)} has not as many elements as {Shapes.Text(stated)}");
        return shape;
    }

    public static int[] Permutation(NodeContext node, int rank)
    {
        var permutation = node.Node.Integers("perm")?.Select(axis => node.Axis(axis, rank)).ToArray() ?? [.. Enumerable.Range(0, rank).Reverse()];
        return permutation.Order().SequenceEqual(Enumerable.Range(0, rank)) ? permutation : throw node.Invalid($"it does not name each of {rank} axes once");
    }

    /// <summary>Axes with new ones put in.</summary>
    public static ImmutableArray<T> Inserted<T>(NodeContext node, ImmutableArray<T> axes, T added)
    {
        var stated = node.Integers("axes", 1) ?? throw node.Invalid("the axes are missing");
        var rank = axes.Length + stated.Length;
        if (rank > Limits.Rank) throw node.Invalid($"the result has {rank} axes; {Limits.Rank} are allowed");
        var places = stated.Select(axis => node.Axis(axis, rank)).ToHashSet();
        if (places.Count != stated.Length) throw node.Invalid("it puts in an axis twice");
        var next = 0;
        return [.. Enumerable.Range(0, rank).Select(axis => places.Contains(axis) ? added : axes[next++])];
    }

    private static long[] DimensionsOf(Parts parts)
    {
        var dimensions = parts.Items[0].Dimensions;
        dimensions[parts.Axis] = parts.Items.Sum(part => part.Dimensions[parts.Axis]);
        return dimensions;
    }

    private static void Reshaped(NodeContext node, Mapped map, long[] dimensions) =>
        node.Return(map with
        {
            Layout = map.Layout.Reshaped(dimensions)
                ?? throw node.Unsupported($"it reshapes {Shapes.Text(map.Dimensions)} to {Shapes.Text(dimensions)}, which cuts the axes of the map into pieces"),
        });
}
