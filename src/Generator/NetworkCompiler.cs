using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Generator;

/// <summary>
/// The compiler, in the order of its steps. Each has a folder; data flows one way:
/// Declaration → Graph → Shapes → Passes → Plan → Emit.
/// </summary>
internal static class NetworkCompiler
{
    /// <summary>The front end, shared by the generator and the analyzer: everything there is to say about a declaration.</summary>
    public static CheckedNetwork Check(NetworkDeclaration declaration)
    {
        var faults = new List<Fault>(declaration.TypeFaults);

        // What the C# compiler could not bind it reports itself; layers after it, or in an unknown order, would get misleading shapes.
        if (declaration.IsMalformed || faults.Any(fault => fault.Id == DiagnosticIds.LayersOnSeveralParts))
        {
            return new CheckedNetwork(declaration, null, faults.ToEquatableArray());
        }

        var graph = GraphBuilder.Build(declaration, faults);
        if (graph is null) return new CheckedNetwork(declaration, null, faults.ToEquatableArray());

        var declared = ShapeInference.Run(graph, faults);
        if (HasErrors(faults)) return new CheckedNetwork(declaration, null, faults.ToEquatableArray());

        var anySizeFaults = new List<Fault>();
        var anySize = ShapeInference.RunAnySize(graph, anySizeFaults);
        faults.AddRange(
            anySizeFaults.Where(fault => fault.Id != DiagnosticIds.DenseAfterAnySize && DiagnosticDescriptors.IsError(fault.Id)));
        if (HasErrors(faults)) return new CheckedNetwork(declaration, null, faults.ToEquatableArray());

        NetworkChecks.Run(declaration, declared, anySize, anySizeFaults, faults);
        if (!HasErrors(faults)) CheckSliding(declaration, declared, faults);
        return new CheckedNetwork(declaration, HasErrors(faults) ? null : declared, faults.ToEquatableArray());
    }

    /// <summary>The whole compiler: the generated source, or null for a network with errors, which the analyzer reports.</summary>
    public static string? Compile(NetworkDeclaration declaration)
    {
        var network = Check(declaration);
        if (network.Graph is null) return null;

        var anySizeForm = Planner.Run(PassTable.Run(network.Graph, Emission.AnySize), declaration.Options);
        var fixedForm = network.Graph.Input.IsConstant
            ? Planner.Run(PassTable.Run(network.Graph, Emission.Fixed), declaration.Options)
            : null;
        return NetworkEmitter.Emit(network, fixedForm, anySizeForm);
    }

    // Layers behind a [Dense] get a map that grows with the image only once it is a convolution:
    // its coefficients can be too large where the declared sizes are not.
    private static void CheckSliding(NetworkDeclaration declaration, NetworkGraph declared, List<Fault> faults)
    {
        var slidingFaults = new List<Fault>();
        var sliding = ShapeInference.RunAnySize(DenseToConvolution.Run(declared, Emission.AnySize), slidingFaults);
        faults.AddRange(slidingFaults.Where(fault => DiagnosticDescriptors.IsError(fault.Id)));
        if (!HasErrors(faults)) BranchChecks.CheckSizes(declaration, sliding, declared.Input.IsConstant, faults);
        if (!HasErrors(faults)) BranchChecks.CheckCentres(declared, faults);
    }

    private static bool HasErrors(IEnumerable<Fault> faults) => faults.Any(fault => DiagnosticDescriptors.IsError(fault.Id));
}

/// <summary>A declaration with what the front end found.</summary>
/// <param name="Declaration">The network as written.</param>
/// <param name="Graph">The network with shapes for its declared input; null if it has errors.</param>
/// <param name="Faults">Errors and remarks, in the order of the layers as far as one step reports them.</param>
internal sealed record CheckedNetwork(NetworkDeclaration Declaration, NetworkGraph? Graph, EquatableArray<Fault> Faults);
