namespace NetGen.Onnx.Import;

/// <summary>Arithmetic with constants on import.</summary>
internal static class ArithmeticFolds
{
    public static Action<NodeContext> Unary(Func<float, float> ofFloat, Func<long, long>? ofInteger) => node =>
    {
        var tensor = node.Constant(0, "the tensor");
        node.Return(new Known(tensor.IsInteger && ofInteger is not null
            ? ConstantTensor.Of(tensor.Name, tensor.Dimensions, Array.ConvertAll(tensor.Integers, value => ofInteger(value)))
            : ConstantTensor.Of(tensor.Name, tensor.Dimensions, Array.ConvertAll(tensor.Floats, value => ofFloat(value)))));
    };

    /// <summary>Of two tensors, or from the first to the last of several.</summary>
    public static Action<NodeContext> Binary(Func<float, float, float> ofFloats, Func<long, long, long> ofIntegers) => node =>
    {
        var result = node.Constant(0, "an operand");
        for (var i = 1; i < node.InputCount; i++) result = Combine(node, result, node.Constant(i, "an operand"), ofFloats, ofIntegers);
        node.Return(new Known(result));
    };

    public static Action<NodeContext> Comparison(Func<double, double, bool> holds) => node =>
    {
        var (a, b) = (node.Constant(0, "an operand"), node.Constant(1, "an operand"));
        var result = a.IsInteger && b.IsInteger
            ? Combine(node, a, b, (_, _) => 0, (x, y) => holds(x, y) ? 1 : 0)
            : Combine(node, a, b, (x, y) => holds(x, y) ? 1 : 0, (_, _) => 0);
        node.Return(new Known(ConstantTensor.Of("", result.Dimensions, result.Integers)));
    };

    public static void Where(NodeContext node)
    {
        var (condition, a, b) = (node.Constant(0, "the condition"), node.Constant(1, "an operand"), node.Constant(2, "an operand"));
        var dimensions = Common(node, Common(node, condition.Dimensions, a.Dimensions), b.Dimensions);
        Folds.CheckSize(node, dimensions, condition, a, b);
        long[] Indices(ConstantTensor tensor) => Strided.Indices(dimensions, Strided.Broadcast(tensor.Dimensions, dimensions)!, 0);
        var (ofCondition, ofA, ofB) = (Indices(condition), Indices(a), Indices(b));
        bool Holds(int i) => condition.Integers[ofCondition[i]] != 0;
        var count = ofCondition.Length;
        node.Return(new Known(a.IsInteger && b.IsInteger
            ? ConstantTensor.Of("", dimensions, [.. Enumerable.Range(0, count).Select(i => Holds(i) ? a.Integers[ofA[i]] : b.Integers[ofB[i]])])
            : ConstantTensor.Of("", dimensions, [.. Enumerable.Range(0, count).Select(i => Holds(i) ? a.Floats[ofA[i]] : b.Floats[ofB[i]])])));
    }

    public static Action<NodeContext> Reduce(Func<double, double, double> combine) => node =>
    {
        var tensor = node.Constant(0, "the tensor");
        int[] axes = [.. (node.Integers("axes", 1) ?? [.. Enumerable.Range(0, tensor.Rank)]).Select(axis => node.Axis(axis, tensor.Rank))];
        if (axes.Length != tensor.Rank) throw node.Unsupported("it reduces some axes of a constant; all can be");
        if (tensor.Length == 0) throw node.Invalid("it reduces an empty tensor");
        long[] dimensions = node.Node.Integer("keepdims", 1) != 0 ? [.. Enumerable.Repeat(1L, tensor.Rank)] : [];
        node.Return(new Known(tensor.IsInteger
            ? ConstantTensor.Of("", dimensions, [(long)Math.Clamp(tensor.Integers.Select(value => (double)value).Aggregate(combine), long.MinValue, long.MaxValue)])
            : ConstantTensor.Of("", dimensions, [(float)tensor.Floats.Select(value => (double)value).Aggregate(combine)])));
    };

    /// <summary>The shape that two shapes are spread to.</summary>
    public static long[] Common(NodeContext node, long[] a, long[] b)
    {
        var common = new long[Math.Max(a.Length, b.Length)];
        for (var back = 1; back <= common.Length; back++)
        {
            var (x, y) = (back <= a.Length ? a[^back] : 1, back <= b.Length ? b[^back] : 1);
            if (x != y && x != 1 && y != 1) throw node.Invalid($"{Shapes.Text(a)} and {Shapes.Text(b)} do not fit");
            common[^back] = x == 1 ? y : x;
        }

        return common;
    }

    private static ConstantTensor Combine(
        NodeContext node, ConstantTensor a, ConstantTensor b, Func<float, float, float> ofFloats, Func<long, long, long> ofIntegers)
    {
        var dimensions = Folds.CheckSize(node, Common(node, a.Dimensions, b.Dimensions), a, b);
        var ofA = Strided.Indices(dimensions, Strided.Broadcast(a.Dimensions, dimensions)!, 0);
        var ofB = Strided.Indices(dimensions, Strided.Broadcast(b.Dimensions, dimensions)!, 0);
        var name = a.Length == dimensions.Length ? a.Name : b.Name;
        if (a.IsInteger && b.IsInteger)
        {
            var integers = new long[ofA.Length];
            for (var i = 0; i < integers.Length; i++) integers[i] = ofIntegers(a.Integers[ofA[i]], b.Integers[ofB[i]]);
            return ConstantTensor.Of(name, dimensions, integers);
        }

        var (x, y, values) = (a.Floats, b.Floats, new float[ofA.Length]);
        for (var i = 0; i < values.Length; i++) values[i] = ofFloats(x[ofA[i]], y[ofB[i]]);
        return ConstantTensor.Of(name, dimensions, values);
    }
}
