using NetGen.Networks.Tests.Support;

namespace DigitFinder.Tests;

/// <summary>What holds for every network class.</summary>
[Collection(nameof(Alone))]
public class EveryNetworkTests
{
    [GuardedTheory]
    [InlineData(Edge.End)]
    [InlineData(Edge.Start)]
    public void StaysWithinItsMemory(Edge edge) => new NetworkClass(typeof(DigitNet)).Check(edge);
}
