using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Which of a network's two forms is made.</summary>
internal enum Emission
{
    /// <summary>As declared, for one size of image.</summary>
    Fixed,

    /// <summary>Fully convolutional, for an image of any size.</summary>
    AnySize,
}

/// <summary>A rewrite of the graph that keeps what it computes.</summary>
/// <param name="Name">Its name, in constraints and dumps.</param>
/// <param name="After">The passes that must have run before.</param>
/// <param name="Run">The rewrite.</param>
internal sealed record Pass(string Name, string[] After, Func<NetworkGraph, Emission, NetworkGraph> Run);

/// <summary>All passes, in the order they run; the constraints on that order are checked as the table is made.</summary>
internal static class PassTable
{
    public static IReadOnlyList<Pass> All { get; } = CheckOrder(
    [
        new("drop identities", [], DropIdentities.Run),
        new("dense to convolution", [], DenseToConvolution.Run),
        new("any size", ["dense to convolution"], AnySize.Run),
        new("fold padding", ["drop identities", "any size"], FoldPadding.Run),
        new("fold batch norm", ["drop identities", "dense to convolution"], FoldBatchNorm.Run),
        new("fuse activations", ["fold batch norm"], FuseActivations.Run),
    ]);

    /// <param name="graph">A network with shapes.</param>
    /// <param name="emission">The form to make.</param>
    /// <param name="observe">Sees the graph after each pass: the verifier, in tests.</param>
    public static NetworkGraph Run(NetworkGraph graph, Emission emission, Action<Pass, NetworkGraph>? observe = null)
    {
        foreach (var pass in All)
        {
            graph = pass.Run(graph, emission);
            observe?.Invoke(pass, graph);
        }

        return graph;
    }

    /// <summary>The passes, if each comes after those it names.</summary>
    /// <exception cref="InvalidOperationException">One does not.</exception>
    public static IReadOnlyList<Pass> CheckOrder(IReadOnlyList<Pass> passes)
    {
        for (var index = 0; index < passes.Count; index++)
        {
            foreach (var earlier in passes[index].After)
            {
                if (passes.Take(index).All(pass => pass.Name != earlier))
                {
                    throw new InvalidOperationException($"The pass '{passes[index].Name}' must come after '{earlier}'.");
                }
            }
        }

        return passes;
    }
}
