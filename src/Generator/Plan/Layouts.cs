using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Kernels work on height × width × channels; where the caller's spans are channels × height × width, the first and last steps change the layout. An output
/// that no layer computes for itself, of a network whose layers do nothing, say, is copied.
/// </summary>
internal static class Layouts
{
    public static NetworkGraph Run(NetworkGraph graph, NetworkOptions options)
    {
        if (options.Nchw && Differs(graph.Input) && graph.ConsumersOf(Node.NetworkInput).Any()) graph = Prepend(graph);
        var outputs = new List<int>();
        foreach (var value in graph.Outputs)
        {
            if (options.Nchw && value != Node.NetworkInput && Differs(graph.ShapeOf(value)))
            {
                graph = Append(graph, value, new LayoutChangeOperator(ToNchw: true), outputs.Count == 0 ? "to_nchw" : graph.NameOf(value) + "_to_nchw");
                outputs.Add(graph.Nodes[graph.Nodes.Count - 1].Id);
            }
            else if (value == Node.NetworkInput || outputs.Contains(value))
            {
                graph = Append(graph, value, new CopyOperator(), "copy");
                outputs.Add(graph.Nodes[graph.Nodes.Count - 1].Id);
            }
            else
            {
                outputs.Add(value);
            }
        }

        return graph with { Outputs = outputs.ToEquatableArray() };
    }

    // With one channel or one pixel, both layouts are the same.
    private static bool Differs(TensorShape shape) => shape.Channels > 1 && !(shape.Height.AsConstant == 1 && shape.Width.AsConstant == 1);

    private static NetworkGraph Prepend(NetworkGraph graph)
    {
        var change = Make(graph, new LayoutChangeOperator(ToNchw: false), "to_nhwc", Node.NetworkInput, graph.Input);
        var rewired = graph.Nodes.Select(node => node with { Inputs = node.Inputs.Select(value => value == Node.NetworkInput ? change.Id : value).ToEquatableArray() });
        return graph with { Nodes = new[] { change }.Concat(rewired).ToEquatableArray() };
    }

    private static NetworkGraph Append(NetworkGraph graph, int value, Operator op, string name) =>
        graph with { Nodes = graph.Nodes.Append(Make(graph, op, name, value, graph.ShapeOf(value))).ToEquatableArray() };

    private static Node Make(NetworkGraph graph, Operator op, string name, int input, TensorShape shape) => new()
    {
        // Passes have taken nodes out, whose ids must not come back: the layer table still looks for them.
        Id = graph.Nodes.Select(node => node.Id).Append(Node.Unresolved).Min() - 1,
        Name = name,
        Place = FaultTarget.ClassName,
        Operator = op,
        Inputs = EquatableArray.Of(input),
        Shape = new LayerShape { Output = shape, Rows = AxisStep.Pointwise, Columns = AxisStep.Pointwise },
    };
}
