using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Passes;

/// <summary>Infers all shapes anew for an image of any height and width, in the form that is made for it.</summary>
internal static class AnySize
{
    public static NetworkGraph Run(NetworkGraph graph, Emission emission)
    {
        if (emission == Emission.Fixed) return graph;
        var faults = new List<Fault>();
        var anySize = ShapeInference.RunAnySize(graph, faults);
        if (faults.FirstOrDefault(fault => DiagnosticDescriptors.IsError(fault.Id)) is { } fault)
        {
            throw new InvalidOperationException(
                $"A network without faults has one for any size of image: {fault.Id} "
                + $"({string.Join(", ", fault.Arguments)}).");
        }

        return anySize with
        {
            DeclaredInput = graph.Input.IsConstant ? graph.Input : null,
            Nodes = anySize.Nodes
                .Zip(graph.Nodes, (node, before) => node with { Shape = node.Shape! with { Weights = before.Shape!.Weights } })
                .ToEquatableArray(),
        };
    }
}
