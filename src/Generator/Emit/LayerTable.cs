using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Emit;

/// <summary>The layers as a table of text: what Summary returns and an IDE shows.</summary>
internal static class LayerTable
{
    public static readonly string[] Header = ["Layer", "What", "Output", "Parameters", "Multiply-adds", "Field", "Stride", "Kernel"];

    /// <summary>The table's lines: a header, a line per layer, the totals and the verdict.</summary>
    /// <param name="network">The network.</param>
    /// <param name="plans">What is written of it; the table shows the kernels of the first.</param>
    public static IReadOnlyList<string> Lines(CheckedNetwork network, IReadOnlyList<PlannedNetwork> plans)
    {
        var graph = network.Graph!;
        var rows = Rows(graph, plans[0]).Prepend(Header).ToList();
        var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var lines = rows.Select(row => Aligned(row, widths)).ToList();
        lines.Insert(1, new string('─', widths.Sum() + (2 * (widths.Length - 1))));
        lines.AddRange(Totals(graph, plans));
        return lines;
    }

    /// <summary>The cells of the input's row and of a row per layer.</summary>
    public static IEnumerable<string[]> Rows(NetworkGraph graph, PlannedNetwork plan) =>
        graph.Nodes.Select(node => Row(graph, node, KernelOf(plan, node))).Prepend(InputRow(graph));

    private static string[] InputRow(NetworkGraph graph) => ["Input", "", graph.Input.ToString(), "", "", "", "", ""];

    private static string[] Row(NetworkGraph graph, Node node, string kernel)
    {
        var rows = ReceptiveField.Of(graph, node.Id, isHeight: true);
        var columns = ReceptiveField.Of(graph, node.Id, isHeight: false);
        var parameters = node.Shape!.ParameterCount;
        return
        [
            node.Name,
            node.Operator.Description,
            node.Output.ToString(),
            parameters == 0 ? "" : parameters.Grouped(),
            CostText(graph, node),
            rows.IsWhole ? "all" : Describe.Pair(rows.Size.Text(), columns.Size.Text()),
            rows.IsWhole ? "–" : Describe.Pair(rows.Stride.ToString(), columns.Stride.ToString()),
            kernel,
        ];
    }

    private static string CostText(NetworkGraph graph, Node node)
    {
        if (node.Shape!.MultiplyAddsPerPixel == 0) return "";
        return graph.Input.IsConstant ? Costs.Of(graph, node).Grouped() : $"{node.Shape.MultiplyAddsPerPixel.Grouped()} a pixel";
    }

    private static string KernelOf(PlannedNetwork plan, Node node)
    {
        foreach (var step in plan.Steps)
        {
            if (step.Node.Id == node.Id) return step.Node.Slice is { } slice ? $"{step.Kernel.Name} into {plan.Graph.NameOf(slice.Value)}" : step.Kernel.Name;
            if (step.Layers.FirstOrDefault(layer => layer.Id == node.Id) is not null) return $"in bands of {step.Node.Name}";
            if (step.Layers.FirstOrDefault(layer => layer.Group.Any(fused => fused.Id == node.Id)) is { } within) return $"in {within.Name}";
        }

        return JoinedBranches.WriteAll(plan.Graph, node) ? "in its branches" : "–";
    }

    private static string Aligned(string[] row, int[] widths) =>
        string.Join(
            "  ",
            row.Select((cell, column) => IsFigure(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))
            .TrimEnd();

    /// <summary>Whether a column holds figures.</summary>
    public static bool IsFigure(int column) => Header[column] is "Parameters" or "Multiply-adds" or "Field" or "Stride";

    /// <summary>The totals and the verdict, after an empty line.</summary>
    public static IEnumerable<string> Totals(NetworkGraph graph, IReadOnlyList<PlannedNetwork> plans)
    {
        yield return "";
        var cost = graph.Input.IsConstant ? $", {Costs.Total(graph).Grouped()} multiply-adds" : "";
        yield return $"{Costs.Parameters(graph).Grouped()} parameters{cost}";
        foreach (var plan in plans) yield return WorkspaceText(graph, plan);
        var rows = ReceptiveField.Of(graph, graph.Outputs[0], isHeight: true);
        var columns = ReceptiveField.Of(graph, graph.Outputs[0], isHeight: false);
        yield return rows.IsWhole
            ? "Receptive field: the whole image"
            : $"Receptive field {Describe.Pair(rows.Size.Text(), columns.Size.Text())}, "
                + $"stride {Describe.Pair(rows.Stride.ToString(), columns.Stride.ToString())}, "
                + $"padding {Describe.Pair(rows.Padding.Text(), columns.Padding.Text())}";
        yield return VerdictText(graph);
    }

    /// <summary>The workspace of a call, at the declared size or that of the smallest image.</summary>
    private static string WorkspaceText(NetworkGraph graph, PlannedNetwork plan)
    {
        var isDeclared = graph.Input.IsConstant;
        var height = isDeclared ? graph.Input.Height.AsConstant!.Value : MinimumSize.Of(plan.Graph, isHeight: true)!.Value;
        var width = isDeclared ? graph.Input.Width.AsConstant!.Value : MinimumSize.Of(plan.Graph, isHeight: false)!.Value;
        var form = plan.Graph.Input.IsConstant ? "" : $"{(isDeclared ? ", fully convolutional," : "")} at {height.Text()}×{width.Text()}{(isDeclared ? "" : ", the smallest image")}";
        var each = plan.Scratch == 0 ? "" : $", and {(plan.Scratch * sizeof(float)).Grouped()} for each further thread";
        return $"Workspace{form}: {plan.WorkspaceBytes(height, width).Grouped()} bytes{each}";
    }

    /// <summary>Pixels of the image after which a network that enlarges what it made smaller does the same again; null for others.</summary>
    private static string? PeriodOf(NetworkGraph graph)
    {
        var fields = new[] { true, false }.Select(isHeight => ReceptiveField.Of(graph, graph.Outputs[0], isHeight)).ToList();
        return fields.All(field => field.Phases == 1) ? null : Describe.Pair(Period(fields[0]), Period(fields[1]));
    }

    private static string Period(ReceptiveField field) => (new Fraction(field.Phases, 1) * field.Stride).ToString();

    private static string VerdictText(NetworkGraph graph)
    {
        var verdict = Verdict.Of(graph);
        return verdict.Map switch
        {
            MapVerdict.CropExact when graph.Input.IsConstant && PeriodOf(graph) is { } period =>
                $"Crop-exact: the fully convolutional map holds this network's on each crop that begins at a multiple of {period} pixels",
            MapVerdict.CropExact when graph.Input.IsConstant =>
                "Crop-exact: each entry of the fully convolutional map is this network on the crop at its place",
            MapVerdict.CropExact => "Tileable: no layer pads",
            MapVerdict.DenseOnly when graph.Input.IsConstant =>
                $"Dense-only: '{verdict.Culprits[0].Name}' reads past the edge of its map, "
                    + "so the fully convolutional map differs from the network run on crops",
            MapVerdict.DenseOnly => $"Tileable with a halo: '{verdict.Culprits[0].Name}' reads past the edge of its map",
            _ => $"Not tileable: '{verdict.Culprits[0].Name}' {verdict.Culprits[0].Shape!.NotTileableBecause}",
        };
    }
}
