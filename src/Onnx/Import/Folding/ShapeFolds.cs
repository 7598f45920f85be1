using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Constants that are reshaped, cut, joined and repeated on import.</summary>
internal static class ShapeFolds
{
    public static void Constant(NodeContext node)
    {
        var attributes = node.Node.Attributes;
        if (attributes.TryGetValue("value", out var value) && value.T is { } proto)
        {
            var faults = new List<string>();
            var name = node.Node.Outputs.Length > 0 ? node.Node.Outputs[0] : "";

            // External data of a constant within the graph has no folder here: exporters put it into initializers.
            var tensor = new TensorReader(null, doubles: true).Read(proto, name, faults) ?? throw node.Invalid(faults[0].TrimEnd('.'));
            Return(node, tensor);
        }
        else if (node.Node.Has("value_float")) Return(node, ConstantTensor.Of("", [], [node.Node.Number("value_float", 0)]));
        else if (node.Node.Has("value_int")) Return(node, ConstantTensor.Of("", [], [node.Node.Integer("value_int", 0)]));
        else if (node.Node.Numbers("value_floats") is { } numbers) Return(node, ConstantTensor.Of("", [numbers.Length], numbers));
        else if (node.Node.Integers("value_ints") is { } integers) Return(node, ConstantTensor.List(integers));
        else throw node.Unsupported("it has no value that can be read: texts and sparse tensors cannot");
    }

    public static void ConstantOfShape(NodeContext node)
    {
        var dimensions = Folds.CheckSize(node, node.Constant(0, "the shape").Integers);
        var faults = new List<string>();
        var value = node.Node.Attributes.TryGetValue("value", out var attribute) && attribute.T is { } proto
            ? new TensorReader(null).Read(proto, "value", faults) ?? throw node.Invalid(faults[0].TrimEnd('.'))
            : ConstantTensor.Of("", [1], [0f]);
        if (value.Length != 1) throw node.Invalid($"its value has {value.Length} elements instead of one");
        Return(node, Strided.Of(value, dimensions, new long[dimensions.Length]));
    }

    public static void Cast(NodeContext node)
    {
        var (tensor, to) = (node.Constant(0, "the tensor"), node.Node.Integer("to", 0));
        Return(node, to switch
        {
            1 or 10 or 11 => tensor.IsInteger ? ConstantTensor.Of(tensor.Name, tensor.Dimensions, tensor.Floats) : tensor,
            6 or 7 => tensor.IsInteger ? tensor : ConstantTensor.Of(tensor.Name, tensor.Dimensions, tensor.Integers),
            9 => ConstantTensor.Of(tensor.Name, tensor.Dimensions, [.. tensor.Floats.Select(value => value != 0 ? 1L : 0)]),
            _ => throw node.Unsupported($"it converts to {TensorReader.TypeName((int)to)}"),
        });
    }

    public static void Reshape(NodeContext node)
    {
        var tensor = node.Constant(0, "the tensor");
        var stated = node.Integers("shape", 1) ?? throw node.Invalid("the shape is missing");
        Return(node, tensor.Reshaped(ReshapeRules.Resolve(node, tensor.Dimensions, stated, node.Node.Integer("allowzero", 0) != 0)));
    }

    public static void Flatten(NodeContext node)
    {
        var tensor = node.Constant(0, "the tensor");
        var axis = node.Node.Integer("axis", 1);
        var cut = axis == tensor.Rank ? tensor.Rank : node.Axis(axis, tensor.Rank);
        Return(node, tensor.Reshaped([Shapes.Length(tensor.Dimensions.AsSpan(0, cut)), Shapes.Length(tensor.Dimensions.AsSpan(cut))]));
    }

    public static void Squeeze(NodeContext node)
    {
        var tensor = node.Constant(0, "the tensor");
        var axes = node.Integers("axes", 1)?.Select(axis => node.Axis(axis, tensor.Rank)).ToHashSet()
            ?? [.. Enumerable.Range(0, tensor.Rank).Where(axis => tensor.Dimensions[axis] == 1)];
        if (axes.Any(axis => tensor.Dimensions[axis] != 1)) throw node.Invalid($"an axis of {tensor} that is not 1 is removed");
        Return(node, tensor.Reshaped([.. tensor.Dimensions.Where((_, axis) => !axes.Contains(axis))]));
    }

    public static void Unsqueeze(NodeContext node)
    {
        var tensor = node.Constant(0, "the tensor");
        Return(node, tensor.Reshaped([.. ReshapeRules.Inserted(node, tensor.Dimensions.ToImmutableArray(), 1L)]));
    }

    public static void Transpose(NodeContext node)
    {
        var tensor = node.Constant(0, "the tensor");
        var permutation = ReshapeRules.Permutation(node, tensor.Rank);
        var strides = Strided.Strides(tensor.Dimensions);
        Return(node, Strided.Of(tensor, [.. permutation.Select(axis => tensor.Dimensions[axis])], [.. permutation.Select(axis => strides[axis])]));
    }

    public static void Gather(NodeContext node)
    {
        var (tensor, indices) = (node.Constant(0, "the tensor"), node.Constant(1, "the indices"));
        var axis = node.Axis(node.Node.Integer("axis", 0), tensor.Rank);
        var extent = tensor.Dimensions[axis];
        var dimensions = Folds.CheckSize(node, [.. tensor.Dimensions[..axis], .. indices.Dimensions, .. tensor.Dimensions[(axis + 1)..]], tensor, indices);
        var inner = Shapes.Length(tensor.Dimensions.AsSpan(axis + 1));
        var places = Array.ConvertAll(indices.Integers, index => index >= -extent && index < extent
            ? (index < 0 ? index + extent : index)
            : throw node.Invalid($"the index {index} is out of range: there are {extent}"));
        var outer = Shapes.Length(tensor.Dimensions.AsSpan(0, axis));
        var from = new long[Shapes.Length(dimensions)];
        var next = 0;
        for (var o = 0L; o < outer; o++)
        {
            foreach (var place in places)
            {
                for (var i = 0L; i < inner; i++) from[next++] = (((o * extent) + place) * inner) + i;
            }
        }

        Return(node, Picked(tensor, dimensions, from));
    }

    public static void Slice(NodeContext node)
    {
        var tensor = node.Constant(0, "the tensor");
        var (dimensions, strides, offset) = ((long[])tensor.Dimensions.Clone(), Strided.Strides(tensor.Dimensions), 0L);
        foreach (var slice in Slices.Read(node, tensor.Dimensions))
        {
            offset += slice.Length > 0 ? slice.Start * strides[slice.Axis] : 0;
            strides[slice.Axis] *= slice.Step;
            dimensions[slice.Axis] = slice.Length;
        }

        Return(node, Strided.Of(tensor, dimensions, strides, offset));
    }

    public static void Concat(NodeContext node)
    {
        var tensors = Enumerable.Range(0, node.InputCount).Select(index => node.Constant(index, "a part")).ToArray();
        if (tensors.Length == 0) throw node.Invalid("it joins nothing");
        var first = tensors[0];
        var axis = node.Axis(node.Node.Integer("axis", 1), first.Rank);
        if (tensors.Any(tensor => tensor.Rank != first.Rank || Enumerable.Range(0, first.Rank).Any(i => i != axis && tensor.Dimensions[i] != first.Dimensions[i])))
            throw node.Invalid("its inputs do not fit");
        var dimensions = (long[])first.Dimensions.Clone();
        dimensions[axis] = tensors.Sum(tensor => tensor.Dimensions[axis]);
        Folds.CheckSize(node, dimensions, tensors);
        var outer = Shapes.Length(dimensions.AsSpan(0, axis));
        if (tensors.All(tensor => tensor.IsInteger)) Return(node, ConstantTensor.Of("", dimensions, Join(tensors, tensor => tensor.Integers, outer)));
        else Return(node, ConstantTensor.Of("", dimensions, Join(tensors, tensor => tensor.Floats, outer)));
    }

    public static void Split(NodeContext node)
    {
        var tensor = node.Constant(0, "the tensor");
        var axis = node.Axis(node.Node.Integer("axis", 0), tensor.Rank);
        var lengths = SliceRules.SplitLengths(node, tensor.Dimensions[axis]);
        var (strides, start) = (Strided.Strides(tensor.Dimensions), 0L);
        for (var i = 0; i < lengths.Length; i++)
        {
            var dimensions = (long[])tensor.Dimensions.Clone();
            dimensions[axis] = lengths[i];
            node.Return(new Known(Strided.Of(tensor, dimensions, strides, start * strides[axis]).Renamed("")), i);
            start += lengths[i];
        }
    }

    public static void Expand(NodeContext node)
    {
        var (tensor, shape) = (node.Constant(0, "the tensor"), node.Constant(1, "the shape").Integers);
        var dimensions = ArithmeticFolds.Common(node, tensor.Dimensions, shape);
        Return(node, Strided.Of(tensor, Folds.CheckSize(node, dimensions, tensor), Strided.Broadcast(tensor.Dimensions, dimensions)!));
    }

    public static void Tile(NodeContext node)
    {
        var (tensor, repeats) = (node.Constant(0, "the tensor"), node.Constant(1, "the repeats").Integers);
        if (repeats.Length != tensor.Rank || repeats.Any(count => count is < 0 or > int.MaxValue)) throw node.Invalid($"the repeats do not fit {tensor}");
        long[] dimensions = [.. repeats.SelectMany((count, axis) => new[] { count, tensor.Dimensions[axis] })];
        var strides = Strided.Strides(tensor.Dimensions);
        var tiled = Strided.Of(tensor, Folds.CheckSize(node, dimensions, tensor), [.. strides.SelectMany(stride => new[] { 0, stride })]);
        Return(node, tiled.Reshaped([.. repeats.Select((count, axis) => count * tensor.Dimensions[axis])]));
    }

    public static void Range(NodeContext node)
    {
        ConstantTensor[] inputs = [node.Constant(0, "the start"), node.Constant(1, "the limit"), node.Constant(2, "the step")];
        if (inputs.Any(input => input.Length != 1)) throw node.Invalid("its start, limit and step are not one number each");
        double[] numbers = [.. inputs.Select(input => input.IsInteger ? input.Integers[0] : (double)input.Floats[0])];
        if (numbers[2] == 0 || numbers.Any(number => !double.IsFinite(number))) throw node.Invalid("its step is zero");
        var length = Math.Max(0, Math.Ceiling((numbers[1] - numbers[0]) / numbers[2]));
        var dimensions = Folds.CheckSize(node, [length < long.MaxValue / 32 ? (long)length : long.MaxValue / 32]);
        if (inputs[0].IsInteger) Return(node, ConstantTensor.Of("", dimensions, [.. Enumerable.Range(0, (int)length).Select(i => inputs[0].Integers[0] + (i * inputs[2].Integers[0]))]));
        else Return(node, ConstantTensor.Of("", dimensions, [.. Enumerable.Range(0, (int)length).Select(i => (float)(numbers[0] + (i * numbers[2])))]));
    }

    private static ConstantTensor Picked(ConstantTensor tensor, long[] dimensions, long[] from) => tensor.IsInteger
        ? ConstantTensor.Of(tensor.Name, dimensions, Array.ConvertAll(from, index => tensor.Integers[index]))
        : ConstantTensor.Of(tensor.Name, dimensions, Array.ConvertAll(from, index => tensor.Floats[index]));

    // Of each outer index, the part of the first, then that of the second, …
    private static T[] Join<T>(ConstantTensor[] tensors, Func<ConstantTensor, T[]> values, long outer)
    {
        var joined = new List<T>();
        for (var o = 0L; o < outer; o++)
        {
            foreach (var tensor in tensors)
            {
                var length = tensor.Length / outer;
                joined.AddRange(values(tensor).AsSpan((int)(o * length), (int)length));
            }
        }

        return [.. joined];
    }

    private static void Return(NodeContext node, ConstantTensor tensor) => node.Return(new Known(tensor));
}
