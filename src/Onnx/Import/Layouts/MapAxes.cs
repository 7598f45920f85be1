using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Tensors as operators with windows see them: examples, channels, and one or two axes of space.</summary>
internal static class MapAxes
{
    /// <summary>
    /// The tensor as (batch, channels, rows, columns), or as (batch, channels, columns) with a single row. Elements are moved where they have to be.
    /// </summary>
    public static Mapped Arranged(NodeContext node, Mapped map)
    {
        var layout = map.Layout;
        if (layout.Rank is not (3 or 4))
        {
            throw node.Unsupported(layout.Rank == 5
                ? "it works on volumes (5 axes); layers work on maps of rows and columns"
                : $"it works on a tensor of {layout.Rank} axes instead of examples, channels, rows and columns");
        }

        if (!layout.Are([0], Role.Batch)) throw node.Unsupported("its first axis is not the examples of the batch");
        return TryArranged(node, map) ?? throw node.Unsupported(CannotMove);
    }

    /// <summary>The same, or null where it cannot be.</summary>
    public static Mapped? TryArranged(NodeContext node, Mapped map)
    {
        var layout = map.Layout;
        if (!layout.Are([0], Role.Batch)) return null;
        var (rows, columns) = layout.Rank == 4 ? (layout.Flattened(2), layout.Flattened(3)) : ([], layout.Flattened(2));
        return Arrangement.TryMake(node, map, layout.Flattened(1), rows, columns) is { } layer ? new Mapped(layer, Plain(layout.Rank, layout.Batch, layer.Output)) : null;
    }

    /// <summary>A map with plain axes.</summary>
    public static TensorLayout Plain(int rank, long batch, MapSize size) => rank == 4
        ? TensorLayout.Map(batch, size, Role.Batch, Role.Channel, Role.Row, Role.Column)
        : TensorLayout.Map(batch, size, Role.Batch, Role.Channel, Role.Column);

    public const string CannotMove = "the transposing or reshaping before it moves elements in a way that no layer does";
}
