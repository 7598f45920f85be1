namespace NetGen.Networks.Tests.Contract;

/// <summary>What holds for every network class of this assembly.</summary>
[Collection(nameof(Alone))]
public class EveryNetworkTests
{
    public static TheoryData<string> Small => [.. NetworkClass.SmallNames(typeof(EveryNetworkTests).Assembly)];

    [GuardedTheory]
    [MemberData(nameof(Small))]
    public void StaysWithinItsMemory(string network)
    {
        foreach (var edge in new[] { Edge.End, Edge.Start }) NetworkClass.Of(typeof(EveryNetworkTests).Assembly, network).Check(edge);
    }

    /// <summary>The large ones are left out: the second of each pair is the first with fewer channels, or a part of it.</summary>
    [Fact]
    public void LargeNetworksHaveSmallTwins()
    {
        var assembly = typeof(EveryNetworkTests).Assembly;
        NetworkClass.AssertTwins(assembly, new()
        {
            [typeof(AlexNet)] = typeof(CaffeNetNarrow),
            [typeof(CaffeNet)] = typeof(CaffeNetNarrow),
            [typeof(CaffeNetFloor)] = typeof(CaffeNetNarrow),
            [typeof(Fcn32)] = typeof(Fcn32Narrow),
            [typeof(FcnPool3)] = typeof(Vgg16Pool3),
            [typeof(FcnPool4)] = typeof(Vgg16Pool4),
            [typeof(FcnScores)] = typeof(Fcn32Narrow),
            [typeof(OverFeat)] = typeof(OverFeatNarrow),
            [typeof(Vgg16)] = typeof(Vgg16Narrow),
            [typeof(Vgg16AnySize)] = typeof(Vgg16Narrow),
            [typeof(Vgg16Every16)] = typeof(Vgg16Narrow),
            [typeof(Vgg16EveryPixel)] = typeof(Vgg16Narrow),
            [typeof(Vgg16StrideFive)] = typeof(Vgg16StrideFiveNarrow),
        });
    }
}
