using static NetGen.Reference.Tests.TestMaps;

namespace NetGen.Reference.Tests;

public sealed class NormalizationTests
{
    /// <summary>(5 − 1)/√(3 + 1)·10 + 0.5 and (2 − 4)/√(15 + 1).</summary>
    [Fact]
    public void BatchNormIsAffine()
    {
        AssertPixel(BatchNorm.Run(Pixel(5, 2), [10, 1], [0.5, 0], [1, 4], [3, 15], epsilon: 1), 20.5, -0.5);
        AssertPixel(BatchNorm.Run(Pixel(5, 2), null, null, [1, 4], [3, 15], epsilon: 1), 2, -0.5);
    }

    /// <summary>1, 3 has mean 2 and biased variance 1: (1 − 2)/√(1 + 3) = −1/2.</summary>
    [Fact]
    public void InstanceNormTakesTheBiasedVariance() =>
        AssertPlane(InstanceNorm.Run(Plane([1, 3]), [4], [1], epsilon: 3), [-1, 3]);

    /// <summary>1, 3 | 10, 10: the second group is constant, and becomes its bias.</summary>
    [Fact]
    public void GroupsAreNeighbouringChannels() =>
        AssertPixel(GroupNorm.Run(Pixel(1, 3, 10, 10), 2, [2, 4, 1, 1], [0, 0, 7, 8], epsilon: 3), -1, 2, 7, 8);

    /// <summary>Sums of squares 1 + 4, 1 + 4 + 9, 4 + 9; with α/size = 1, k = 2 and β = 1: 1/7, 2/16, 3/15.</summary>
    [Fact]
    public void LocalResponseIsOverChannels() =>
        AssertPixel(LocalResponseNorm.Run(Pixel(1, 2, 3), 3, alpha: 3, beta: 1, k: 2), 1.0 / 7, 0.125, 0.2);
}
