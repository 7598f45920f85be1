using Microsoft.CodeAnalysis;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Generator.Tests.Harness;
using NetGen.Generator.Tests.Snapshots;
using Location = NetGen.Generator.Plan.Location;
using LocationKind = NetGen.Generator.Plan.LocationKind;

namespace NetGen.Generator.Tests.Units;

/// <summary>The table of operators, the passes and the plan, over the networks of the snapshots.</summary>
public class PassTests
{
    [Fact]
    public void Every_layer_attribute_has_an_operator_and_the_plan_adds_two()
    {
        var attributes = typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .Select(type => type.Name[..^"Attribute".Length]);
        Assert.Equal(attributes.Concat(["Copy", "LayoutChange"]).Order(StringComparer.Ordinal), OperatorTable.Kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pass_before_one_that_it_needs_is_refused()
    {
        static NetworkGraph Same(NetworkGraph graph, Emission emission) => graph;
        Pass first = new("first", [], Same), second = new("second", ["first"], Same);
        Assert.Equal([first, second], PassTable.CheckOrder([first, second]));
        Assert.Contains("'second' must come after 'first'", Assert.Throws<InvalidOperationException>(() => PassTable.CheckOrder([second, first])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => PassTable.CheckOrder([second]));
    }

    [Fact]
    public void The_verifier_finds_what_is_wrong()
    {
        var graph = Check(SnapshotNetworks.Classifier).Graph!;
        Assert.Empty(GraphVerifier.Verify(graph));
        Assert.NotEmpty(GraphVerifier.Verify(graph with { Nodes = graph.Nodes.Reverse().ToEquatableArray() }));
        Assert.NotEmpty(GraphVerifier.Verify(graph with { Nodes = graph.Nodes.Append(graph.Nodes[0]).ToEquatableArray() }));
        Assert.NotEmpty(GraphVerifier.Verify(graph.Replace(graph.Nodes[0] with { Shape = null })));
        Assert.NotEmpty(GraphVerifier.Verify(graph with { Outputs = EquatableArray.Of(99) }));
    }

    [Theory]
    [MemberData(nameof(SnapshotNetworks.Sources), MemberType = typeof(SnapshotNetworks))]
    public void Graphs_are_sound_after_every_pass(string source)
    {
        var graph = Check(source).Graph!;
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize })
        {
            var seen = 0;
            PassTable.Run(graph, emission, (pass, after) =>
            {
                seen++;
                Assert.True(!GraphVerifier.Verify(after).Any(), $"{pass.Name}: {string.Join(" ", GraphVerifier.Verify(after))}");
            });
            Assert.Equal(PassTable.All.Count, seen);
        }
    }

    [Theory]
    [MemberData(nameof(SnapshotNetworks.Sources), MemberType = typeof(SnapshotNetworks))]
    public void No_two_values_that_live_at_once_share_a_place(string source)
    {
        var network = Check(source);
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize })
        {
            var plan = Planner.Run(PassTable.Run(network.Graph!, emission), network.Declaration.Options);
            AssertDisjoint(plan);
        }
    }

    /// <summary>
    /// Simulates the plan: each place holds the value written last; a step must find there what it reads, and the network's output must be there at the end.
    /// </summary>
    private static void AssertDisjoint(PlannedNetwork plan)
    {
        var holds = new Dictionary<Location, int> { [Location.Input] = Node.NetworkInput };
        var placed = new Dictionary<int, Location> { [Node.NetworkInput] = Location.Input };
        foreach (var step in plan.Steps)
        {
            foreach (var input in step.Reads) Assert.Equal(input, holds[placed[input]]);
            Assert.Equal(step.Reads.Select(input => placed[input]), step.Sources);
            Assert.NotEqual(LocationKind.Input, step.Target.Kind);
            if (step.Sources.Contains(step.Target)) Assert.True(OperatorTable.ByKind(step.Node.Operator.Kind).Traits.HasFlag(OperatorTraits.InPlace));
            if (step.Target.Kind == LocationKind.Workspace) Assert.Contains(step.Node.Output, plan.Buffers[step.Target.Index].Values.Append(step.InputShape));
            holds[step.Target] = step.Node.Id;
            placed[step.Node.Id] = step.Target;
        }

        for (var index = 0; index < plan.Graph.Outputs.Count; index++) Assert.Equal(plan.Graph.Outputs[index], holds[Location.Output(index)]);
    }

    private static CheckedNetwork Check(string source)
    {
        var network = NetworkCompiler.Check(DeclarationReader.Read(Compilations.FirstNetwork(source), CancellationToken.None));
        Assert.NotNull(network.Graph);
        return network;
    }
}
