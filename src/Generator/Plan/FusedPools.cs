using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>
/// Lets a kernel that can take the maxima of its results before it stores them run the pool after it: the larger map is then neither written nor read. It is
/// a step of the plan, since it depends on the kernel.
/// </summary>
internal static class FusedPools
{
    public static NetworkGraph Run(NetworkGraph graph, NetworkOptions options)
    {
        foreach (var id in graph.Nodes.Where(node => node.Operator is MaxPoolOperator pool && TakesEachPixelOnce(pool.Window)).Select(node => node.Id))
        {
            var node = graph.Nodes.First(other => other.Id == id);
            if (graph.SoleProducer(node) is { } producer
                && !producer.PoolsMaxima
                && OperatorTable.ByKind(producer.Operator.Kind).Kernel(producer, graph, options).FusesMaxPool)
            {
                graph = graph.Absorb(producer, node);
            }
        }

        return graph;
    }

    // Windows of 2×2 side by side. One row or column may be left over at the end, which the pool does not read.
    private static bool TakesEachPixelOnce(WindowGeometry window) =>
        window is { Same: false, Ceil: false } && window.Rows == TwoByTwo && window.Columns == TwoByTwo;

    private static readonly WindowAxis TwoByTwo = new(Kernel: 2, Stride: 2, Dilation: 1, PadBefore: 0, PadAfter: 0);
}
