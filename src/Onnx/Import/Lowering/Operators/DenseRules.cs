using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>
/// Products with a weight matrix. Over all channels, rows and columns of an example: a dense layer, its columns in the order of the map. Over the
/// channels of each pixel: a convolution of one pixel.
/// </summary>
internal static class DenseRules
{
    public static void Gemm(NodeContext node)
    {
        var weight = node.Constant(1, "the matrix B");
        if (weight.Rank != 2) throw node.Invalid($"B {weight} is no matrix");
        var map = node.Map(0);
        if (map.Layout.Rank != 2) throw node.Invalid($"A {Shapes.Text(map.Dimensions)} is no matrix");
        if (node.Node.Integer("transA", 0) != 0) map = map with { Layout = map.Layout.Transposed([1, 0]) };
        var isOutFirst = node.Node.Integer("transB", 0) != 0;
        var (alpha, beta) = (node.Node.Number("alpha", 1), node.Node.Number("beta", 1));
        var product = Product(node, map, weight, isOutFirst, alpha);
        if (!node.Has(2))
        {
            node.Return(product);
            return;
        }

        var addend = ElementwiseRules.Addend(node, 2, product);
        node.Return(addend is ConstantTensor bias ? AddBias(node, product, ChannelVector.Aligned(node, bias, 2), beta) : ElementwiseRules.Sum(node, product, addend, beta));
    }

    public static void MatMul(NodeContext node)
    {
        if (node.Input(0) is Known)
        {
            FromLeft(node);
            return;
        }

        var weight = node.Constant(1, "the second matrix");
        var map = node.Map(0);
        if (map.Layout.Rank == 0) throw node.Invalid("a scalar is no matrix");
        if (weight.Rank == 1)
        {
            var column = Product(node, map, weight.Reshaped([weight.Length, 1]), isOutFirst: false, 1);
            node.Return(column with { Layout = column.Layout with { Axes = column.Layout.Axes.RemoveAt(column.Layout.Rank - 1) } });
            return;
        }

        if (weight.Rank > 2 && weight.Dimensions[..^2].Any(extent => extent != 1))
        {
            node.Return(MatrixStack.Product(node, map, weight));
            return;
        }

        if (weight.Rank < 2) throw node.Invalid("a scalar is no matrix");
        if (weight.Rank > Math.Max(map.Layout.Rank, 2)) throw node.Unsupported($"the second matrix {weight} has more axes than {Shapes.Text(map.Dimensions)}");
        var matrix = weight.Reshaped(weight.Dimensions[^2..]);
        node.Return(AdaptivePools.TryColumns(node, map, matrix) ?? Product(node, map, matrix, isOutFirst: false, 1));
    }

    // M·x = (xᵀ·Mᵀ)ᵀ: rows of the tensor are what is weighted.
    private static void FromLeft(NodeContext node)
    {
        var weight = node.Constant(0, "the first matrix");
        var map = node.Map(1);
        var rank = map.Layout.Rank;
        if (rank < 2 || weight.Rank is < 1) throw node.Unsupported("a constant vector or matrix is multiplied with a vector");
        if (weight.Rank > 2 && weight.Dimensions[..^2].Any(extent => extent != 1))
            throw node.Unsupported($"the first matrix {weight} is another one for each of several places");
        var matrix = weight.Rank == 1 ? weight.Reshaped([1, weight.Length]) : weight.Reshaped(weight.Dimensions[^2..]);
        if (AdaptivePools.TryRows(node, map, matrix) is { } pooled && weight.Rank > 1)
        {
            node.Return(pooled);
            return;
        }

        int[] swap = [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
        var product = Product(node, map with { Layout = map.Layout.Transposed(swap) }, matrix, isOutFirst: true, 1);
        product = product with { Layout = product.Layout.Transposed(swap) };
        if (weight.Rank == 1) product = product with { Layout = product.Layout with { Axes = product.Layout.Axes.RemoveAt(rank - 2) } };
        node.Return(product);
    }

    /// <summary>The tensor's last axis is what is weighted.</summary>
    private static Mapped Product(NodeContext node, Mapped map, ConstantTensor weight, bool isOutFirst, float alpha)
    {
        var layout = map.Layout;
        var last = layout.Rank - 1;
        var (features, count) = isOutFirst ? (weight.Dimensions[1], weight.Dimensions[0]) : (weight.Dimensions[0], weight.Dimensions[1]);
        if (features != map.Dimensions[last]) throw node.Invalid($"{weight} does not fit {Shapes.Text(map.Dimensions)}");
        if (count is < 1 or > int.MaxValue) throw node.Invalid($"{weight} is empty");

        var size = map.Layer.Output;
        var atoms = layout.Flattened(last);
        var isDense = layout.Cover([last], Role.Channel, Role.Row, Role.Column);
        if (!isDense && !layout.Cover([last], Role.Channel))
            throw node.Unsupported($"it weights the last axis of {Shapes.Text(map.Dimensions)}, which is neither all of an example nor its channels");

        var isSpatial = size.Height * size.Width > 1;
        var output = isDense ? new MapSize(1, 1, (int)count) : size with { Channels = (int)count };
        var layer = isDense
            ? node.Add("Dense", output, [map.Layer], [(int)features, (int)count], ("Bias", false))
            : node.Add("Conv", output, [map.Layer], [1, (int)features, (int)count], ("Bias", false));
        layer.Name = LayerNaming.OfWeight(weight.Name, node.Node);
        ImmutableArray<int> shape = isDense ? [(int)count, (int)features] : [(int)count, (int)features, 1, 1];
        layer.SetWeight("weight", shape, () => Weights(weight, isOutFirst, alpha, TensorLayout.Places(atoms, Step(size, isSpatial && isDense))));
        return new Mapped(layer, layout.WithChannels(last, (int)count) with { Size = output });
    }

    private static Func<Role, long> Step(MapSize size, bool isSpatial) => role => !isSpatial ? 1 : role switch
    {
        Role.Channel => (long)size.Height * size.Width,
        Role.Row => size.Width,
        _ => 1,
    };

    /// <summary>The matrix as (out, in), its features where they lie in the map.</summary>
    private static float[] Weights(ConstantTensor weight, bool isOutFirst, float alpha, long[] places)
    {
        var values = weight.Floats;
        var features = places.Length;
        var count = values.Length / features;
        var isInOrder = isOutFirst && alpha == 1;
        for (var i = 0; isInOrder && i < features; i++) isInOrder = places[i] == i;
        if (isInOrder) return values;

        var ordered = new float[values.Length];
        for (var o = 0; o < count; o++)
        {
            for (var i = 0; i < features; i++)
                ordered[((long)o * features) + places[i]] = alpha * values[isOutFirst ? ((long)o * features) + i : ((long)i * count) + o];
        }

        return ordered;
    }

    private static Mapped AddBias(NodeContext node, Mapped product, ConstantTensor bias, float beta)
    {
        var vector = ChannelVector.Of(node, product.Layout, bias);
        var channels = product.Layout.Size.Channels;
        return node.Affine(product, () => AffinePasses.Filled(channels, 1), () => [.. vector().Select(value => beta * value)]);
    }
}
