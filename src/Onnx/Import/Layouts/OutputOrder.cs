using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>The end of a network: its last map must have the tensor's elements in their order.</summary>
internal static class OutputOrder
{
    public static LoweredOutput Finish(NodeContext node, string name, Value value, Layout span) => value switch
    {
        Mapped map => new LoweredOutput(name, map.Dimensions, [Ordered(node, PadLayers.Materialize(node, map), span, name)]),
        Parts parts => Finish(node, name, parts, span),
        Known => throw node.Unsupported("it does not depend on the input"),
        _ => throw node.Unsupported("nothing that is supported gives it"),
    };

    private static LoweredOutput Finish(NodeContext node, string name, Parts parts, Layout span)
    {
        // One after the other in each example: what comes before the axis counts examples only.
        if (parts.Items.Any(part => part.Layout.Flattened(Enumerable.Range(0, parts.Axis)).Any(atom => atom.Role != Role.Batch)))
            throw node.Unsupported("maps of several sizes are joined in it along an axis that is not the outermost of an example");
        var dimensions = parts.Items[0].Dimensions;
        dimensions[parts.Axis] = parts.Items.Sum(part => part.Dimensions[parts.Axis]);
        return new LoweredOutput(name, dimensions, [.. parts.Items.Select((part, i) => Ordered(node, PadLayers.Materialize(node, part), span, $"{name}.{i + 1}"))]);
    }

    private static Layer Ordered(NodeContext node, Mapped map, Layout span, string name)
    {
        var layout = map.Layout;
        Role[] order = span == Layout.Nchw ? [Role.Batch, Role.Channel, Role.Row, Role.Column] : [Role.Batch, Role.Row, Role.Column, Role.Channel];
        var all = Enumerable.Range(0, layout.Rank).ToArray();
        if (layout.Are(all, order)) return map.Layer;

        var atoms = layout.Flattened(all);
        var examples = layout.All(Role.Batch).Length;
        if (!atoms.AsSpan().StartsWith(layout.All(Role.Batch).AsSpan())) throw node.Unsupported("its first axes do not count the examples of the batch");
        atoms = atoms.RemoveRange(0, examples);
        for (var second = 0; second <= atoms.Length; second++)
        {
            for (var third = second; third <= atoms.Length; third++)
            {
                var (a, b, c) = (atoms[..second], atoms[second..third], atoms[third..]);
                var layer = span == Layout.Nchw ? Arrangement.TryMake(node, map, a, b, c) : Arrangement.TryMake(node, map, c, a, b);
                if (layer is null) continue;
                if (layer != map.Layer) layer.Name = LayerNaming.OfOutput(name);
                return layer;
            }
        }

        throw node.Unsupported("its elements have another order than those of the last map, and no layer moves them so");
    }
}
