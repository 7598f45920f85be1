using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>What every graph must satisfy between passes.</summary>
internal static class GraphVerifier
{
    /// <summary>What is wrong with a graph, one sentence each.</summary>
    public static IEnumerable<string> Verify(NetworkGraph graph)
    {
        var computed = new HashSet<int> { Node.NetworkInput };
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                if (!computed.Contains(input)) yield return $"'{node.Name}' reads value {input.Text()}, which is not computed before it.";
            }

            if (!computed.Add(node.Id)) yield return $"Value {node.Id.Text()} is computed twice, by '{node.Name}' the second time.";
            if (node.Shape is null) yield return $"'{node.Name}' has no shape.";
            else if (!node.Output.IsKnown) yield return $"'{node.Name}' has the unknown shape {node.Output}.";
            foreach (var fused in node.Epilogue.Where(fused => fused.Epilogue.Count > 0))
            {
                yield return $"'{fused.Name}' runs within '{node.Name}', but has an epilogue of its own.";
            }
        }

        foreach (var output in graph.Outputs.Where(output => !computed.Contains(output)))
        {
            yield return $"The output {output.Text()} is not computed.";
        }
    }
}
