namespace NetGen.Onnx.Import;

/// <summary>Sums, differences, products and the like: of maps of one shape, or of a map and a constant with a value for each channel.</summary>
internal static class ElementwiseRules
{
    public static void Add(NodeContext node) => Fold(node, Sum);

    public static void Mean(NodeContext node)
    {
        Fold(node, Sum);
        if (node.InputCount > 1) node.Return(node.Affine((Mapped)node.Results[0]!, 1.0 / node.InputCount, 0));
    }

    public static void Multiply(NodeContext node) => Fold(node, Times);

    public static void Subtract(NodeContext node)
    {
        if (node.Input(0) is Known)
        {
            var negative = node.Affine(node.Map(1), -1, 0);
            node.Return(Sum(node, negative, node.Constant(0, "the minuend")));
        }
        else
        {
            node.Return(Each(node, 0, map => Sum(node, map, Operand(node, 1), -1)));
        }
    }

    public static void Divide(NodeContext node)
    {
        if (node.Input(0) is Known) throw node.Unsupported("a constant is divided by what is computed; no layer takes the reciprocal");
        if (node.Input(1) is not Known) throw node.Unsupported("it divides by what is computed; no layer does");
        var divisor = node.Constant(1, "the divisor");
        node.Return(Each(node, 0, map =>
        {
            var vector = ChannelVector.Of(node, map.Layout, ChannelVector.Aligned(node, divisor, map.Layout.Rank));
            var channels = map.Layout.Size.Channels;
            return node.Affine(map, () => [.. vector().Select(value => 1 / value)], () => new float[channels]);
        }));
    }

    public static void Negate(NodeContext node) => node.Return(node.Each(0, map => node.Affine(map, -1, 0)));

    /// <summary>|x|: a leaky rectifier that leaks all, with the other sign.</summary>
    public static void Absolute(NodeContext node) => node.Return(node.Each(0, map => node.Pointwise(map, "LeakyRelu", [-1.0])));

    public static void Power(NodeContext node)
    {
        var exponent = node.Constant(1, "the exponent").Scalar ?? throw node.Unsupported("the exponents differ from element to element");
        if (exponent is not (1 or 2 or 3 or 4)) throw node.Unsupported($"it raises to the power of {exponent}; layers multiply, so that 1, 2, 3 and 4 can be taken");
        node.Return(node.Each(0, map =>
        {
            var result = map;
            for (var i = 1; i < exponent; i++) result = Times(node, result, map);
            return result;
        }));
    }

    /// <summary>The largest, or the smallest: of a map and constants, by rectifiers.</summary>
    public static void Largest(NodeContext node) => Extreme(node, 1);

    /// <inheritdoc cref="Largest"/>
    public static void Smallest(NodeContext node) => Extreme(node, -1);

    /// <summary>The second operand: a constant, or another map.</summary>
    public static object Operand(NodeContext node, int index) => node.Input(index) is Known known ? known.Tensor : node.Map(index);

    /// <inheritdoc cref="Operand"/>
    public static object Addend(NodeContext node, int index, Mapped _) => Operand(node, index);

    /// <summary>a + factor·b</summary>
    public static Mapped Sum(NodeContext node, Mapped a, object b, float factor)
    {
        if (b is ConstantTensor constant)
        {
            var vector = ChannelVector.Of(node, a.Layout, ChannelVector.Aligned(node, constant, a.Layout.Rank));
            var channels = a.Layout.Size.Channels;
            return node.Affine(Raised(a, constant), () => AffinePasses.Filled(channels, 1), () => [.. vector().Select(value => factor * value)]);
        }

        var other = (Mapped)b;
        if (factor != 1) other = node.Affine(other, factor, 0);
        return Join(node, "Add", a, other);
    }

    private static Mapped Sum(NodeContext node, Mapped a, object b) => Sum(node, a, b, 1);

    private static Mapped Times(NodeContext node, Mapped a, object b)
    {
        if (b is not ConstantTensor constant) return Join(node, "Multiply", a, (Mapped)b);
        var vector = ChannelVector.Of(node, a.Layout, ChannelVector.Aligned(node, constant, a.Layout.Rank));
        var channels = a.Layout.Size.Channels;
        return node.Affine(Raised(a, constant), vector, () => new float[channels]);
    }

    /// <summary>Joins two maps whose elements lie alike. A vector of channels is spread over the pixels of the other.</summary>
    private static Mapped Join(NodeContext node, string kind, Mapped a, Mapped b)
    {
        var rank = Math.Max(a.Layout.Rank, b.Layout.Rank);
        (a, b) = (WithRank(a, rank), WithRank(b, rank));
        (a, b) = (Spread(node, a, b), Spread(node, b, a));
        if (!a.Layout.Equals(b.Layout)) (a, b) = (Plain(node, a), Plain(node, b));
        if (!a.Layout.Equals(b.Layout))
        {
            throw node.Unsupported(a.Dimensions.AsSpan().SequenceEqual(b.Dimensions)
                ? "it joins maps whose elements lie in different orders"
                : $"it joins maps of different shapes, {Shapes.Text(a.Dimensions)} and {Shapes.Text(b.Dimensions)}");
        }

        return a with { Layer = node.Add(kind, a.Layer.Output, [a.Layer, b.Layer]) };
    }

    /// <summary>The vector of channels over as many rows and columns as the other map has.</summary>
    private static Mapped Spread(NodeContext node, Mapped map, Mapped over)
    {
        var (size, wanted) = (map.Layout.Size, over.Layout.Size);
        if (size.Height != 1 || size.Width != 1 || size.Channels != wanted.Channels || wanted is { Height: 1, Width: 1 }) return map;
        for (var axis = 0; axis < map.Layout.Rank; axis++)
        {
            var (mine, others) = (map.Layout.Flattened(axis), over.Layout.Flattened(axis));
            if (!mine.SequenceEqual(others) && !(mine.IsEmpty && others.All(atom => atom.Role is Role.Row or Role.Column))) return map;
        }

        return over with { Layer = ResizeRules.Repeat(node, map.Layer, wanted.Height, wanted.Width) };
    }

    private static Mapped Plain(NodeContext node, Mapped map) => map.Layout.Rank is 3 or 4 ? MapAxes.Arranged(node, map) : map;

    // A constant with more axes gives a result with as many.
    private static Mapped Raised(Mapped map, ConstantTensor constant) => WithRank(map, Math.Max(map.Layout.Rank, constant.Rank));

    private static Mapped WithRank(Mapped map, int rank) =>
        map with { Layout = map.Layout with { Axes = map.Layout.Axes.InsertRange(0, Enumerable.Repeat(System.Collections.Immutable.ImmutableArray<Atom>.Empty, rank - map.Layout.Rank)) } };

    /// <summary>Combines all inputs from the first to the last; constants come after the maps that they are combined with.</summary>
    private static void Fold(NodeContext node, Func<NodeContext, Mapped, object, Mapped> combine)
    {
        var indices = Enumerable.Range(0, node.InputCount).OrderBy(index => node.Input(index) is Known).ToArray();
        node.Return(Each(node, indices[0], map => indices.Skip(1).Aggregate(map, (sum, index) => combine(node, sum, Operand(node, index)))));
    }

    private static Value Each(NodeContext node, int index, Func<Mapped, Mapped> function)
    {
        if (node.Input(index) is Parts && Enumerable.Range(0, node.InputCount).Any(i => i != index && node.Input(i) is not Known { Tensor.Length: 1 }))
            throw node.Unsupported("it joins maps of several sizes that are one tensor with something else");
        return node.Each(index, function);
    }

    // max(x, c) = relu(x − c) + c, and min(x, c) = −max(−x, −c). One number for all is a clip.
    private static void Extreme(NodeContext node, int sign)
    {
        var maps = Enumerable.Range(0, node.InputCount).Where(index => node.Input(index) is not Known).ToArray();
        if (maps.Length > 1) throw node.Unsupported("it takes the extreme of several maps; no layer compares maps");
        var constants = Enumerable.Range(0, node.InputCount).Except(maps).Select(index => node.Constant(index, "the limit"));
        node.Return(Each(node, maps[0], map => constants.Aggregate(map, (value, limit) => Limited(node, value, limit, sign))));
    }

    private static Mapped Limited(NodeContext node, Mapped map, ConstantTensor limit, int sign)
    {
        if (limit.Scalar is { } number)
            return node.Pointwise(Raised(map, limit), "Clip", sign > 0 ? [(double)number, (double)float.MaxValue] : [(double)float.MinValue, (double)number]);
        var vector = ChannelVector.Of(node, map.Layout, ChannelVector.Aligned(node, limit, map.Layout.Rank));
        var channels = map.Layout.Size.Channels;
        var above = node.Affine(Raised(map, limit), () => AffinePasses.Filled(channels, sign), () => [.. vector().Select(value => -sign * value)]);
        return node.Affine(node.Pointwise(above, "Relu"), () => AffinePasses.Filled(channels, sign), vector);
    }
}
