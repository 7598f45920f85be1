namespace NetGen.Onnx.Import;

/// <summary>
/// Adaptive average pools. ONNX has none: they are products with a matrix of shares, from the left over rows and from the right over columns.
/// </summary>
internal static class AdaptivePools
{
    private const string Kind = "AdaptiveAveragePool";

    /// <summary>The pool over rows, if the matrix is one of shares.</summary>
    public static Mapped? TryRows(NodeContext node, Mapped map, ConstantTensor matrix) =>
        map.Layout.Rank == 4 && map.Layout.Are([2], Role.Row) && map.Layout.Size.Height > 1 && IsShares(matrix, transposed: false)
            ? Pooled(node, map, 2, Role.Row, map.Layout.Size with { Height = (int)matrix.Dimensions[0] })
            : null;

    /// <summary>The pool over columns, if the matrix is one of shares.</summary>
    public static Mapped? TryColumns(NodeContext node, Mapped map, ConstantTensor matrix) =>
        map.Layout.Rank == 4 && map.Layout.Are([3], Role.Column) && map.Layout.Size.Width > 1 && IsShares(matrix, transposed: true)
            ? Pooled(node, map, 3, Role.Column, map.Layout.Size with { Width = (int)matrix.Dimensions[1] })
            : null;

    /// <summary>Makes a pool over rows and one over columns behind it one.</summary>
    public static void Merge(LayerList layers)
    {
        foreach (var layer in layers.Where(layer => layer.Kind == Kind).ToArray())
        {
            var before = layer.Inputs[0];
            if (before.Kind != Kind || layers.ReaderCount(before) != 1) continue;
            var (input, middle, output) = (before.Inputs[0].Output, before.Output, layer.Output);
            var isRowsThenColumns = middle.Width == input.Width && middle.Height == output.Height;
            var isColumnsThenRows = middle.Height == input.Height && middle.Width == output.Width;
            if (isRowsThenColumns || isColumnsThenRows) (layer.Inputs, layer.Name) = ([before.Inputs[0]], before.Name);
        }

        layers.RemoveUnread();
    }

    private static Mapped Pooled(NodeContext node, Mapped map, int axis, Role role, MapSize size)
    {
        var extent = role == Role.Row ? size.Height : size.Width;
        var axes = map.Layout.Axes.SetItem(axis, extent == 1 ? [] : [new Atom(role, 1, extent)]);
        return new Mapped(node.Add(Kind, size, [map.Layer], [size.Height, size.Width]), new TensorLayout(axes, map.Layout.Batch, size));
    }

    /// <summary>Whether output i is the mean of the inputs from ⌊i·n/m⌋ to ⌈(i+1)·n/m⌉.</summary>
    private static bool IsShares(ConstantTensor matrix, bool transposed)
    {
        if (matrix.Rank != 2) return false;
        var (outputs, inputs) = transposed ? (matrix.Dimensions[1], matrix.Dimensions[0]) : (matrix.Dimensions[0], matrix.Dimensions[1]);
        var values = matrix.Floats;
        for (long i = 0; i < outputs; i++)
        {
            var (first, end) = (i * inputs / outputs, (((i + 1) * inputs) + outputs - 1) / outputs);
            for (long j = 0; j < inputs; j++)
            {
                var share = j >= first && j < end ? 1f / (end - first) : 0;
                if (Math.Abs(values[transposed ? (j * outputs) + i : (i * inputs) + j] - share) > 1e-6f) return false;
            }
        }

        return true;
    }
}
