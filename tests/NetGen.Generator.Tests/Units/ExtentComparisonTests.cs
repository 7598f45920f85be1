using NetGen.Generator.Graph;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Tests.Units;

/// <summary>Whether extents agree for every image, against trying all.</summary>
public class ExtentComparisonTests
{
    private const long Largest = 3000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Is_what_trying_every_size_finds(int seed)
    {
        var random = new Random(seed);
        int held = 0, failed = 0;
        for (var repeat = 0; repeat < 3000; repeat++)
        {
            var (a, b) = (Next(random), Next(random));
            if (random.Next(3) == 0) b = Equivalent(a, random);
            var smallest = random.Next(1, 40);
            var agreement = new SizeAgreement(true, a, b, IsExact: random.Next(2) == 0, Branch: 0);
            long? found = null;
            for (long image = smallest; image <= Largest && found is null; image++)
                if (!agreement.Holds(image)) found = image;

            var result = ExtentComparison.Of(agreement, smallest, Largest);
            Assert.True(result == new ExtentComparison(found is null, found), $"{a.ToText("H")} and {b.ToText("H")} from {smallest}: {result}, but trying finds {found}");
            if (found is null) held++;
            else failed++;
        }

        Assert.True(held > 300 && failed > 300, $"{held} held, {failed} failed: too few of one to say anything");
    }

    [Theory]
    [MemberData(nameof(Trends))]
    public void A_trend_repeats(int seed)
    {
        var random = new Random(seed);
        for (var repeat = 0; repeat < 500; repeat++)
        {
            var extent = Next(random);
            var trend = extent.GetTrend();
            for (var image = (long)trend.From; image < (long)trend.From + 50; image++)
                Assert.Equal(extent.Evaluate(image) + (long)trend.Rise, extent.Evaluate(image + (long)trend.Period));
        }
    }

    [Fact]
    public void Beyond_what_can_be_tried_nothing_is_claimed()
    {
        // Both are H for most sizes, and their steps come round after more than 32 bits.
        var a = (((Extent.Image * 65537) / 65539) * 65539) / 65537;
        var result = ExtentComparison.Of(new SizeAgreement(true, a, Extent.Image - 1, IsExact: false, Branch: 0), 1, int.MaxValue);
        Assert.False(result is { Holds: false, Image: { } image } && a.Evaluate(image) >= image - 1, "A size is named for which they agree.");
    }

    public static TheoryData<int> Trends => [1, 2, 3];

    private static Extent Next(Random random)
    {
        var extent = Extent.Image;
        for (var layer = random.Next(0, 4); layer > 0; layer--)
        {
            extent = random.Next(5) switch
            {
                0 => extent + random.Next(-2, 5),
                1 => extent * random.Next(1, 4),
                2 => (extent / random.Next(1, 5)) + 1,
                3 => (extent + random.Next(0, 3)).CeilingDivide(random.Next(1, 4)),
                _ => Extent.Minimum(extent.CeilingDivide(2) + random.Next(0, 3), (extent / random.Next(1, 4)) + random.Next(1, 5)),
            };
        }

        return random.Next(12) == 0 ? Extent.Constant(random.Next(1, 9)) : extent;
    }

    /// <summary>The same by another way: doubled and halved.</summary>
    private static Extent Equivalent(Extent extent, Random random) => random.Next(2) == 0
        ? ((extent * 2) + random.Next(0, 2)) / 2
        : Extent.Minimum(extent, extent + random.Next(1, 3));
}
