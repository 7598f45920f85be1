using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// Graph → shapes: runs each node's rule in order. A fault leaves an unknown shape behind it, so that it is reported once.
/// </summary>
internal static class ShapeInference
{
    public static NetworkGraph Run(NetworkGraph graph, List<Fault> faults)
    {
        var nodes = new List<Node>();
        var inferred = graph with { Nodes = default };
        foreach (var node in graph.Nodes)
        {
            var context = new ShapeContext(node, inferred, faults);
            var shape = OperatorTable.ByKind(node.Operator.Kind).Shape.Infer(context);
            nodes.Add(node with
            {
                Shape = Checked(node, inferred.ShapeOf(node.Inputs[0]), shape with { Output = shape.Output.Open(node.SizeIsOpen, node.ChannelsAreOpen) }, faults),
            });
            inferred = graph with { Nodes = nodes.ToEquatableArray() };
        }

        return inferred;
    }

    /// <summary>The same network for an image of any size.</summary>
    public static NetworkGraph RunAnySize(NetworkGraph graph, List<Fault> faults) => RunFor(graph, Extent.Image, Extent.Image, faults);

    /// <summary>The same network for an image of another size: what its blocks state of the size does not bind it.</summary>
    public static NetworkGraph RunFor(NetworkGraph graph, Extent height, Extent width, List<Fault> faults)
    {
        static Node Unbound(Node node) => node.Operator is UseOperator use ? node with { Operator = use.ForAnySize() } : node;
        var unbound = graph with { Input = new TensorShape(height, width, graph.Input.Channels), Nodes = graph.Nodes.Select(Unbound).ToEquatableArray() };
        return Run(unbound, faults);
    }

    private static LayerShape Checked(Node node, TensorShape input, LayerShape shape, List<Fault> faults)
    {
        var overflow = Overflow(node, input, shape.Output);
        if (overflow is not null) faults.Add(Fault.Of(DiagnosticIds.SizeOverflow, node.Target(), overflow));
        foreach (var weight in shape.Weights)
        {
            if (weight.Length <= int.MaxValue) continue;
            var extents = string.Join("×", weight.Shape);
            faults.Add(Fault.Of(DiagnosticIds.SizeOverflow, node.Target(), $"The tensor '{weight.Name}', {extents},"));
        }

        return shape with { Output = shape.Output.Open(size: overflow is not null, channels: false) };
    }

    /// <summary>What of an output is too large, as the subject of a sentence, or null.</summary>
    private static string? Overflow(Node node, TensorShape input, TensorShape output)
    {
        if (output.Height == Extent.TooLarge || output.Width == Extent.TooLarge)
        {
            return input.IsConstant
                ? $"The output of '{node.Name}'"
                : $"A coefficient of the size of '{node.Name}', as a function of the image's,";
        }

        return output is { IsKnown: true, IsConstant: true, Length: > int.MaxValue } ? $"The output of '{node.Name}', {output}," : null;
    }
}
