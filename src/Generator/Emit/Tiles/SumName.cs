using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>The names of a tile's sums: s and the pixel, and where there are several blocks of channels a letter for the block.</summary>
internal static class SumName
{
    public static string Of(UnrolledTile tile, int pixel, int block) => $"s{pixel.Text()}{Letter(tile, block)}";

    public static string Letter(UnrolledTile tile, int block) => tile.Blocks == 1 ? "" : ((char)('a' + block)).ToString();
}
