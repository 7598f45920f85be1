using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>The structure that computes, from an image's size, the size of every map and the place of every buffer.</summary>
internal sealed class SizesEmitter
{
    private readonly PlannedNetwork _plan;
    private readonly AgreementChecks _agreements;
    private readonly Dictionary<int, string> _fields = [];
    private readonly Dictionary<int, string> _pooled = [];

    public SizesEmitter(PlannedNetwork plan, AgreementChecks agreements)
    {
        (_plan, _agreements) = (plan, agreements);
        var buffers = plan.Buffers.SelectMany((_, index) => new[] { "Buffer" + index.Text(), "Offset" + index.Text() });
        var names = new UniqueNames(buffers.Concat(
        [
            "Sizes", "Workspace", "MultiplyAdds", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals",
            "Finalize",
        ]));
        _fields[Node.NetworkInput] = names.Take("Image");
        foreach (var node in plan.Graph.Nodes)
        {
            _fields[node.Id] = names.Take(CSharp.Identifier(node.Name));
            if (node.PoolsMaxima) _pooled[node.Id] = names.Take(CSharp.Identifier(node.Epilogue.Last().Name));
        }
    }

    public string Input => _fields[Node.NetworkInput];

    public string Output => Of(_plan.Graph.Outputs[0]);

    public static string OutputSizeExpression(TensorShape output) =>
        $"{CSharp.Kernels}NetworkGuard.OutputSize(height, width, MinHeight, MinWidth, "
            + $"{Code(output.Height, "(long)height")}, "
            + $"{Code(output.Width, "(long)width")}, {output.Channels.Text()})";

    /// <summary>The size of a value as it is stored.</summary>
    public string Of(int value) => _pooled.TryGetValue(value, out var pooled) ? pooled : _fields[value];

    public string OfInput(Step step) => Of(step.Reads[0]);

    /// <summary>The size of what a step's output is written to.</summary>
    public string OfTarget(Step step) => Of(step.Node.Slice?.Value ?? step.Node.Id);

    public void Write(SourceWriter writer)
    {
        writer.Line("// The sizes of all maps, and the places of their buffers in the workspace, for one size of image.");
        writer.Block("private readonly struct Sizes", () =>
        {
            foreach (var field in _fields.Values.Concat(_pooled.Values)) writer.Line($"public readonly {CSharp.MapSize} {field};");
            for (var index = 0; index < _plan.Buffers.Count; index++)
            {
                writer.Line($"public readonly long Offset{index.Text()};");
                writer.Line($"public readonly int Buffer{index.Text()};");
            }

            writer.Line("public readonly long Workspace;");
            writer.Line("public readonly long MultiplyAdds;");
            writer.Line();
            writer.Block("public Sizes(int height, int width)", () => WriteConstructor(writer));
        });
    }

    private void WriteConstructor(SourceWriter writer)
    {
        writer.Line($"{CSharp.Kernels}NetworkGuard.Minimum(height, width, MinHeight, MinWidth);");
        writer.Line("long h = height, w = width;");
        _agreements.WriteCall(writer, "h", "w");
        writer.Line($"{Input} = {Map("image", _plan.Graph.Input)};");
        foreach (var node in _plan.Graph.Nodes)
        {
            writer.Line($"{_fields[node.Id]} = {Map(node.Name, node.Shape!.Output)};");
            if (node.PoolsMaxima) writer.Line($"{_pooled[node.Id]} = {Map(node.Epilogue.Last().Name, node.Output)};");
        }

        WriteBuffers(writer);
        WriteCost(writer);
    }

    private void WriteBuffers(SourceWriter writer)
    {
        var end = "0L";
        for (var index = 0; index < _plan.Buffers.Count; index++)
        {
            var location = new Location(LocationKind.Workspace, index);
            var maps = _plan.Steps.Where(step => step.Target == location).Select(OfTarget).Distinct().ToList();
            writer.Line($"Offset{index.Text()} = {end};");
            writer.Line(
                $"Buffer{index.Text()} = "
                + maps.Skip(1).Aggregate(
                    $"(int){maps[0]}.Length",
                    (largest, map) => $"global::System.Math.Max({largest}, (int){map}.Length)")
                + ";");
            end = $"{CSharp.Kernels}NetworkGuard.Aligned(Offset{index.Text()} + Buffer{index.Text()})";
        }

        writer.Line($"Workspace = {end};");
    }

    private void WriteCost(SourceWriter writer)
    {
        var terms = _plan.Graph.Nodes.Where(node => node.Shape!.MultiplyAddsPerPixel > 0).Select(node =>
        {
            var map = node.Shape!.CostOf == CostBasis.OutputPixels ? _fields[node.Id] : Of(node.Inputs[0]);
            return $"{CSharp.Kernels}NetworkGuard.Cost({node.Shape.MultiplyAddsPerPixel.Text()}L, {map})";
        });
        writer.Line($"MultiplyAdds = {string.Join(" + ", terms.DefaultIfEmpty("0L"))};");
    }

    private static string Map(string layer, TensorShape shape) =>
        $"{CSharp.Kernels}NetworkGuard.Map({CSharp.Literal(layer)}, "
            + $"{Code(shape.Height, "h")}, {Code(shape.Width, "w")}, {shape.Channels.Text()})";

    private static string Code(Extent extent, string image) => extent.ToCode(image);
}
