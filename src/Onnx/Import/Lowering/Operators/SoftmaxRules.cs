namespace NetGen.Onnx.Import;

/// <summary>Softmax over an axis that is the channels, or a part of them.</summary>
internal static class SoftmaxRules
{
    public static Action<NodeContext> Of(string kind) => node =>
    {
        var rank = node.Input(0) switch { Mapped map => map.Layout.Rank, Parts parts => parts.Items[0].Layout.Rank, _ => 0 };

        // Before set 13, all axes from this one on were one.
        var axis = node.Node.Integer("axis", node.OperatorSet < 13 ? 1 : -1);
        var first = node.OperatorSet < 13 && axis == rank ? rank : node.Axis(axis, rank);
        var axes = node.OperatorSet < 13 ? Enumerable.Range(first, rank - first).ToArray() : [first];
        if (node.Input(0) is Parts { Axis: var joined } && axes.Contains(joined)) throw node.Unsupported("it runs along the axis that joins maps of several sizes");
        node.Return(node.Each(0, map => Over(node, map, axes, kind)));
    };

    private static Mapped Over(NodeContext node, Mapped map, int[] axes, string kind)
    {
        if (map.Layout.Cover(axes, Role.Channel)) return node.Pointwise(map, kind);
        var (atoms, channels) = (map.Layout.Flattened(axes), map.Layout.Size.Channels);
        if (atoms.Any(atom => atom.Role != Role.Channel)) throw node.Unsupported("its axis is not the channels");

        // Each combination of the other channels has a softmax of its own.
        var members = TensorLayout.Places(atoms, _ => 1);
        var others = TensorLayout.Merged(map.Layout.Axes.SelectMany(axis => axis).Where(atom => atom.Role == Role.Channel).Except(atoms));
        var starts = TensorLayout.Places(others, _ => 1);
        if (starts.Length * members.Length != channels) throw node.Unsupported("its axis is a part of the channels that is mixed with others");
        return members.Length == 2 && kind == "Softmax" ? OfTwo(node, map, starts, members) : Each(node, map, starts, members, kind);
    }

    // e^a/(e^a + e^b) = sigmoid(a − b)
    private static Mapped OfTwo(NodeContext node, Mapped map, long[] starts, long[] members)
    {
        var channels = map.Layout.Size.Channels;
        Arrangement.CheckCost(node, channels, channels);
        var differences = node.Add("Conv", map.Layer.Output, [map.Layer], [1, channels, channels], ("Bias", false));
        differences.SetWeight("weight", [channels, channels, 1, 1], () =>
        {
            var weights = new float[channels * channels];
            foreach (var start in starts)
            {
                var (a, b) = (start + members[0], start + members[1]);
                weights[(a * channels) + a] = weights[(b * channels) + b] = 1;
                weights[(a * channels) + b] = weights[(b * channels) + a] = -1;
            }

            return weights;
        });
        return node.Pointwise(map with { Layer = differences }, "Sigmoid");
    }

    private static Mapped Each(NodeContext node, Mapped map, long[] starts, long[] members, string kind)
    {
        if (starts.Length > 64) throw node.Unsupported($"it is a softmax over each of {starts.Length} groups of channels, which would be as many branches");
        var branches = starts.Select(start =>
        {
            var picked = Arrangement.MoveChannels(node, map.Layer, [.. members.Select(member => start + member)]);
            return node.Add(kind, picked.Output, [picked]);
        }).ToArray();
        var joined = node.Add("Concat", map.Layer.Output, [.. branches]);
        var back = new long[map.Layout.Size.Channels];
        for (var i = 0; i < back.Length; i++) back[starts[i / members.Length] + members[i % members.Length]] = i;
        var isInOrder = back.Select((from, to) => from == to).All(same => same);
        return map with { Layer = isInOrder ? joined : Arrangement.MoveChannels(node, joined, back) };
    }
}
