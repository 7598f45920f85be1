using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Graph → shapes: runs each node's rule in order. A fault leaves an unknown shape behind it, so that it is reported once.</summary>
internal static class ShapeInference
{
    public static NetworkGraph Run(NetworkGraph graph, List<Fault> faults)
    {
        CheckSize(graph.Input, "The input", new FaultTarget(FaultTarget.Class, null), faults);
        var nodes = new List<Node>();
        var inferred = graph with { Nodes = default };
        foreach (var node in graph.Nodes)
        {
            var input = inferred.ShapeOf(node.Inputs[0]);
            var context = new ShapeContext(node, input, inferred.NameOf(node.Inputs[0]), faults);
            var shape = OperatorTable.ByKind(node.Operator.Kind).Shape.Infer(context);
            nodes.Add(node with { Shape = Checked(node, shape, faults) });
            inferred = graph with { Nodes = nodes.ToEquatableArray() };
        }

        return inferred;
    }

    /// <summary>The same network for an image of any size.</summary>
    public static NetworkGraph RunAnySize(NetworkGraph graph, List<Fault> faults) =>
        Run(graph with { Input = new TensorShape(Extent.Image, Extent.Image, graph.Input.Channels) }, faults);

    private static LayerShape Checked(Node node, LayerShape shape, List<Fault> faults)
    {
        var output = shape.Output;
        if (!CheckSize(output, $"The output of '{node.Name}'", node.Target(), faults))
        {
            output = output with { Height = Extent.Unknown, Width = Extent.Unknown };
        }

        foreach (var weight in shape.Weights)
        {
            if (weight.Length <= int.MaxValue) continue;
            var extents = string.Join("×", weight.Shape);
            faults.Add(Fault.Of(DiagnosticIds.SizeOverflow, node.Target(), $"The tensor '{weight.Name}', {extents},"));
        }

        return shape with { Output = output };
    }

    private static bool CheckSize(TensorShape shape, string what, FaultTarget target, List<Fault> faults)
    {
        if (shape.Height == Extent.TooLarge || shape.Width == Extent.TooLarge)
        {
            faults.Add(Fault.Of(DiagnosticIds.SizeOverflow, target, what));
            return false;
        }

        if (!shape.IsKnown || !shape.IsConstant || shape.Length <= int.MaxValue) return true;
        faults.Add(Fault.Of(DiagnosticIds.SizeOverflow, target, $"{what}, {shape},"));
        return false;
    }
}
