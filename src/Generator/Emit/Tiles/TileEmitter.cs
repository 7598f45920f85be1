using System;
using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>
/// Writes the innermost loops of one convolution as a class: its sums are named variables, which the compiler keeps in registers, and all distances are
/// constants.
/// </summary>
internal static class TileEmitter
{
    public static void Write(SourceWriter writer, string name, Step step)
    {
        var tile = UnrolledConvolution.Tile(step.Node, step.InputShape);
        var activation = UnrolledConvolution.ActivationOf(step.Node);
        writer.Line(
            $"// {string.Join(" + ", step.Node.Group.Select(node => node.Name))}: {tile.Conv.Description}, {tile.Channels.Text()} → "
            + $"{tile.Conv.OutChannels.Text()} channels, in tiles of {tile.Pixels.Text()} pixels × {(tile.IsPlanar ? tile.Conv.OutChannels : tile.Blocks * UnrolledConvolution.Lanes).Text()} channels.");
        writer.Block($"private sealed class {name} : {CSharp.Kernels}ConvolutionTiles", () =>
        {
            writer.Line($"internal static readonly {name} Instance = new {name}();");
            writer.Line();
            writer.Block($"private {name}() : base({Shape(tile)})", () => { });
            writer.Line();
            writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
            writer.Block($"public override void Run(in {CSharp.Kernels}TileBand band)", () =>
            {
                if (activation is { IsShort: true } written) writer.Line($"var activation = {CallContext.Activation(written.Operator)};");
                WriteLoops(writer, tile, () => WriteTile(writer, tile, activation is { IsShort: true }));
            });
            if (activation is not { IsShort: false } apart) return;
            writer.Line();
            writer.Line($"public override void Finish({CSharp.Span} rows) =>");
            writer.Indented(() => writer.Line($"{CSharp.Kernels}Activation.Run(rows, rows, {CallContext.Activation(apart.Operator)}, threads: 1);"));
        });
    }

    private static string Shape(UnrolledTile tile)
    {
        var (rows, columns) = (tile.Conv.Window.Rows, tile.Conv.Window.Columns);
        var arguments = CSharp.Arguments(
            $"InChannels: {tile.Channels.Text()}",
            $"OutChannels: {tile.Conv.OutChannels.Text()}",
            $"KernelHeight: {rows.Kernel.Text()}",
            $"KernelWidth: {columns.Kernel.Text()}",
            $"Pixels: {tile.Pixels.Text()}",
            columns.Stride > 1 ? $"StrideWidth: {columns.Stride.Text()}" : null,
            columns.Dilation > 1 ? $"DilationWidth: {columns.Dilation.Text()}" : null,
            tile.OutputStep > 1 ? $"OutputStep: {tile.OutputStep.Text()}" : null,
            tile.PoolsMaxima ? "PoolsMaxima: true" : null,
            tile.IsPlanar ? "Planar: true" : null);
        return $"new {CSharp.Kernels}TileShape({arguments})";
    }

    /// <summary>The loops over rows, blocks of output channels, and tiles.</summary>
    private static void WriteLoops(SourceWriter writer, UnrolledTile tile, Action body) =>
        writer.Block($"for (var row = 0; row < band.Rows; {(tile.Rows == 1 ? "row++" : "row += 2")})", () =>
        {
            Action tiles = () => writer.Block($"for (var column = 0; column < band.Columns; column += {tile.Pixels.Text()})", body);
            if (tile.BlockGroups > 1) writer.Block($"for (var block = 0; block < {tile.BlockGroups.Text()}; block++)", tiles);
            else tiles();
        });

    private static void WriteTile(SourceWriter writer, UnrolledTile tile, bool activates)
    {
        var (rows, columns) = (tile.Conv.Window.Rows, tile.Conv.Window.Columns);
        writer.Line("// The last tile is moved back over the one before.");
        writer.Line($"var first = global::System.Math.Min(column, band.Columns - {tile.Pixels.Text()});");
        writer.Line($"ref var line = ref {CSharp.At("band.Input", $"row * band.InputRow + {CSharp.Product("first", tile.IsPlanar ? 1 : columns.Stride * tile.Channels)}")};");
        if (tile.IsPlanar)
        {
            PlanarTaps.Write(writer, tile);
            PlanarStores.Write(writer, tile, activates);
            return;
        }

        writer.Line($"ref var w = ref {OfBlock(tile, "band.Filters", tile.Blocks * tile.BlockLength)};");
        writer.Line($"ref var bias = ref {OfBlock(tile, "band.Bias", tile.Blocks * UnrolledConvolution.Lanes)};");
        foreach (var block in Enumerable.Range(0, tile.Blocks))
        {
            var first = SumName.Of(tile, 0, block);
            writer.Line($"var {first} = {CSharp.LoadVector("bias", block * UnrolledConvolution.Lanes)};");
            var sums = Enumerable.Range(1, tile.Pixels - 1).Select(pixel => $"{SumName.Of(tile, pixel, block)} = {first}");
            writer.Line($"{CSharp.Vector} {string.Join(", ", sums)};");
        }

        writer.Block($"for (var kernelRow = 0; kernelRow < {rows.Kernel.Text()}; kernelRow++)", () =>
        {
            writer.Line("ref var x = ref line;");
            if (tile.Blocks == 1) ColumnTaps.Write(writer, tile);
            else PixelTaps.Write(writer, tile);
            writer.Line($"line = ref {CSharp.At("line", "band.KernelRow")};");
        });
        writer.Line();
        TileStores.Write(writer, tile, activates);
    }

    /// <summary>The place of the blocks at hand among all.</summary>
    public static string OfBlock(UnrolledTile tile, string from, int length) =>
        tile.BlockGroups > 1 ? CSharp.At(from, $"block * {length.Text()}") : from;
}
