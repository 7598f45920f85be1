using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>
/// Layer normalisation as it was written before it became an operator: (x − mean x) / √(mean (x − mean x)² + ε). The division becomes the operator.
/// </summary>
internal static class LayerNormPattern
{
    public static OnnxGraph Run(OnnxGraph graph)
    {
        if (!graph.Nodes.Any(node => node.Type == "Sqrt")) return graph;
        var makers = new Dictionary<string, GraphNode>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs) makers[output] = node;
        }

        var found = new Match(graph, makers);
        return found.Nodes.Count == 0 ? graph : graph with { Nodes = found.WithoutUnread() };
    }

    private sealed class Match
    {
        private readonly OnnxGraph _graph;
        private readonly Dictionary<string, GraphNode> _makers;

        public Match(OnnxGraph graph, Dictionary<string, GraphNode> makers)
        {
            (_graph, _makers) = (graph, makers);
            foreach (var node in graph.Nodes)
            {
                if (Norm(node) is { } norm) Nodes[node] = norm;
            }
        }

        /// <summary>The divisions, and the operators that they become.</summary>
        public Dictionary<GraphNode, GraphNode> Nodes { get; } = [];

        /// <summary>All nodes, without those that nothing reads any more.</summary>
        public ImmutableArray<GraphNode> WithoutUnread()
        {
            var read = _graph.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
            var kept = new List<GraphNode>();
            foreach (var node in _graph.Nodes.Reverse().Select(node => Nodes.GetValueOrDefault(node, node)))
            {
                if (!node.Outputs.Any(read.Contains)) continue;
                kept.Add(node);
                read.UnionWith(node.Inputs);
            }

            kept.Reverse();
            return [.. kept];
        }

        private GraphNode? Norm(GraphNode division)
        {
            if (division.Type != "Div" || division.Inputs.Length != 2) return null;
            if (Maker(division.Inputs[1], "Sqrt") is not { } root || Maker(root.Input(0), "Add") is not { } sum) return null;
            if (Maker(sum.Input(0), "ReduceMean") is not { } variance || Scalar(sum.Input(1)) is not { } epsilon) return null;
            if (Squared(variance.Input(0)) is not { } centred || centred != division.Inputs[0]) return null;
            if (Maker(centred, "Sub") is not { } difference || Maker(difference.Input(1), "ReduceMean") is not { } mean) return null;
            if (mean.Input(0) != difference.Input(0) || Axis(mean) is not { } axis || Axis(variance) != axis) return null;

            var attributes = ImmutableDictionary<string, Protocol.AttributeProto>.Empty
                .Add("axis", Writers.Attributes.Integer("axis", axis))
                .Add("epsilon", Writers.Attributes.Number("epsilon", epsilon));
            return new GraphNode(division.Name, "LayerNormalization", [mean.Input(0)], division.Outputs, attributes);
        }

        /// <summary>What is squared, as a power or a product.</summary>
        private string? Squared(string value)
        {
            if (Maker(value, "Pow") is { } power) return Scalar(power.Input(1)) == 2 ? power.Input(0) : null;
            return Maker(value, "Mul") is { } product && product.Input(0) == product.Input(1) ? product.Input(0) : null;
        }

        /// <summary>The only axis of a mean: the last one, counted from behind.</summary>
        private long? Axis(GraphNode mean)
        {
            if (mean.Integer("keepdims", 1) == 0) return null;
            var axes = mean.Integers("axes") ?? (mean.Input(1).Length > 0 ? Constant(mean.Input(1))?.Integers : null);
            return axes is [-1] ? -1 : null;
        }

        private GraphNode? Maker(string value, string type) => _makers.GetValueOrDefault(value) is { } node && node.Type == type ? node : null;

        private float? Scalar(string value) => Constant(value)?.Scalar;

        private ConstantTensor? Constant(string value)
        {
            if (_graph.Constants.TryGetValue(value, out var tensor)) return tensor;
            return Maker(value, "Constant")?.Attributes.TryGetValue("value", out var attribute) == true && attribute.T is { } proto
                ? new TensorReader(null, doubles: true).Read(proto, value, [])
                : null;
        }
    }
}
