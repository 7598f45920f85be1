using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Kernels work on height × width × channels; where the caller's spans are channels × height × width, the first and last step change the layout. A network
/// that computes nothing copies its input.
/// </summary>
internal static class Layouts
{
    public static NetworkGraph Run(NetworkGraph graph, NetworkOptions options)
    {
        if (graph.Nodes.Count == 0) return Append(graph, new CopyOperator(), "copy");
        if (!options.Nchw) return graph;
        if (Differs(graph.Input)) graph = Prepend(graph);
        if (Differs(graph.OutputShape)) graph = Append(graph, new LayoutChangeOperator(ToNchw: true), "to_nchw");
        return graph;
    }

    // With one channel or one pixel, both layouts are the same.
    private static bool Differs(TensorShape shape) => shape.Channels > 1 && !(shape.Height.AsConstant == 1 && shape.Width.AsConstant == 1);

    private static NetworkGraph Prepend(NetworkGraph graph)
    {
        var change = Make(graph, new LayoutChangeOperator(ToNchw: false), "to_nhwc", Node.NetworkInput, graph.Input);
        var rewired = graph.Nodes.Select(node => node with { Inputs = node.Inputs.Select(value => value == Node.NetworkInput ? change.Id : value).ToEquatableArray() });
        return graph with { Nodes = new[] { change }.Concat(rewired).ToEquatableArray() };
    }

    private static NetworkGraph Append(NetworkGraph graph, Operator op, string name)
    {
        var change = Make(graph, op, name, graph.Outputs[0], graph.OutputShape);
        return graph with { Nodes = graph.Nodes.Append(change).ToEquatableArray(), Outputs = EquatableArray.Of(change.Id) };
    }

    private static Node Make(NetworkGraph graph, Operator op, string name, int input, TensorShape shape) => new()
    {
        Id = graph.Nodes.Select(node => node.Id).DefaultIfEmpty(0).Max() + 1,
        Name = name,
        Attribute = FaultTarget.Class,
        Operator = op,
        Inputs = EquatableArray.Of(input),
        Shape = new LayerShape { Output = shape, Rows = AxisStep.Pointwise, Columns = AxisStep.Pointwise },
    };
}
