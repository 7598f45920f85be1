using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Passes;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Tests.Harness;

/// <summary>The plan of layers over a map of 30×41×16.</summary>
internal static class Planned
{
    /// <summary>The names of the layers, those that run within one kernel joined.</summary>
    public static string Steps(string layers, Emission emission) =>
        string.Join(" ", Run(layers, emission).Steps.Select(step => string.Join("+", step.Node.Group.Select(node => node.Name))));

    public static PlannedNetwork Run(string layers, Emission emission)
    {
        var network = Check(layers);
        return Planner.Run(PassTable.Run(network.Graph!, emission), network.Declaration.Options);
    }

    public static CheckedNetwork Check(string layers)
    {
        var source = $"using NetGen; [Network, Input(30, 41, 16)] {layers} public partial class Layers;";
        var type = Compilations.Create(source).GetSymbolsWithName("Layers", SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();
        var network = NetworkCompiler.Check(DeclarationReader.Read(type, CancellationToken.None));
        Assert.NotNull(network.Graph);
        return network;
    }
}
