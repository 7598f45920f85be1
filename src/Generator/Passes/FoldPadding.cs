using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Lets a convolution add the border of zeros before it, if nothing else reads the padded map.</summary>
internal static class FoldPadding
{
    public static NetworkGraph Run(NetworkGraph graph, Emission emission)
    {
        foreach (var id in graph.Nodes.Where(node => node.Operator is ConvOperator { Window.Same: false }).Select(node => node.Id))
        {
            var node = graph.Nodes.First(other => other.Id == id);
            while (graph.SoleProducer(node) is { Operator: ZeroPadOperator padding } producer)
            {
                var conv = (ConvOperator)node.Operator;
                if (Padded(conv.Window.Rows, padding.Pad) is not { } rows
                    || Padded(conv.Window.Columns, padding.Pad) is not { } columns)
                {
                    break;
                }

                graph = graph.Remove(producer);
                node = graph.Nodes.First(other => other.Id == id) with
                {
                    Operator = conv with { Window = conv.Window with { Rows = rows, Columns = columns } },
                };
                graph = graph.Replace(node);
            }
        }

        return graph;
    }

    private static WindowAxis? Padded(WindowAxis axis, int pad)
    {
        const int Largest = 1 << 30;
        if ((long)axis.PadBefore + pad > Largest || (long)axis.PadAfter + pad > Largest) return null;
        return axis with { PadBefore = axis.PadBefore + pad, PadAfter = axis.PadAfter + pad };
    }
}
