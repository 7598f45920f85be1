namespace NetGen.Onnx.Import;

/// <summary>Blocks of pixels and channels, as the reshaping and transposing that they are.</summary>
internal static class BlockRules
{
    public static void DepthToSpace(NodeContext node)
    {
        var map = node.Map(0);
        var (size, block) = (map.Dimensions, Block(node, map));
        if (size[1] % (block * block) != 0) throw node.Invalid($"blocks of {block}×{block} do not divide {size[1]} channels");
        var rest = size[1] / block / block;
        var isColumnFirst = node.Node.Text("mode", "DCR") == "CRD";
        long[] split = isColumnFirst ? [size[0], rest, block, block, size[2], size[3]] : [size[0], block, block, rest, size[2], size[3]];
        int[] order = isColumnFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2];
        Move(node, map, split, order, [size[0], rest, size[2] * block, size[3] * block]);
    }

    public static void SpaceToDepth(NodeContext node)
    {
        var map = node.Map(0);
        var (size, block) = (map.Dimensions, Block(node, map));
        if (size[2] % block != 0 || size[3] % block != 0) throw node.Invalid($"blocks of {block}×{block} do not divide {size[2]}×{size[3]} pixels");
        long[] split = [size[0], size[1], size[2] / block, block, size[3] / block, block];
        Move(node, map, split, [0, 3, 5, 1, 2, 4], [size[0], size[1] * block * block, size[2] / block, size[3] / block]);
    }

    private static long Block(NodeContext node, Mapped map)
    {
        if (map.Layout.Rank != 4) throw node.Invalid($"it needs 4 axes, but has {Shapes.Text(map.Dimensions)}");
        var block = node.Node.Integer("blocksize", 0);
        return block is >= 1 and <= 1 << 15 ? block : throw node.Invalid($"the block size {block} is out of range");
    }

    private static void Move(NodeContext node, Mapped map, long[] split, int[] order, long[] joined) =>
        node.Return(map with { Layout = map.Layout.Reshaped(split)?.Transposed(order).Reshaped(joined) ?? throw node.Unsupported(MapAxes.CannotMove) });
}
