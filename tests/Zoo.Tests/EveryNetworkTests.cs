using System.Reflection;

namespace Zoo.Tests;

/// <summary>What holds for every network of the zoo, and for each block, which is a network, too.</summary>
[Collection(nameof(Alone))]
public class EveryNetworkTests
{
    private static readonly Assembly[] Assemblies = [typeof(ResNet18).Assembly, typeof(NarrowUNet).Assembly];

    public static TheoryData<string> Small => [.. Assemblies.SelectMany(NetworkClass.SmallNames)];

    [GuardedTheory]
    [MemberData(nameof(Small))]
    public void StaysWithinItsMemory(string network)
    {
        var assembly = Assemblies.Single(assembly => assembly.GetType(network) is not null);
        foreach (var edge in new[] { Edge.End, Edge.Start }) NetworkClass.Of(assembly, network).Check(edge);
    }

    /// <summary>The large ones are left out: the second of each pair is the first with fewer channels.</summary>
    [Fact]
    public void LargeNetworksHaveSmallTwins() => NetworkClass.AssertTwins(typeof(ResNet18).Assembly, new()
    {
        [typeof(Fcn32s)] = typeof(NarrowFcn8s),
        [typeof(Fcn16s)] = typeof(NarrowFcn8s),
        [typeof(Fcn8s)] = typeof(NarrowFcn8s),
        [typeof(FcnTrunk)] = typeof(NarrowTrunk),
        [typeof(UNet)] = typeof(NarrowUNet),
    });
}
