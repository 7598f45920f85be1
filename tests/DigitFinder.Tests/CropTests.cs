namespace DigitFinder.Tests;

public class CropTests
{
    [Theory]
    [InlineData(28, 28)]
    [InlineData(31, 29)]
    [InlineData(200, 120)]
    [InlineData(121, 203)]
    public void Every_position_of_the_map_equals_its_crop_to_the_bit(int width, int height)
    {
        var page = new PageImage(Trained.Part(560, 370, width, height));
        var crops = CropRun.Run(Trained.Network, page, Trained.Map(page));
        Assert.Equal((width / 4 + 1) * (height / 4 + 1), crops.Crops);
        Assert.Equal(crops.Crops * 11, crops.Scores);
        Assert.Equal((0, 0f), (crops.Differing, crops.LargestDifference));
    }

    [Fact]
    public void The_comparison_notices_a_single_bit()
    {
        var page = new PageImage(Trained.Part(560, 370, 60, 60));
        var map = Trained.Map(page);
        map.Scores[^5] = MathF.BitIncrement(map.Scores[^5]);
        var crops = CropRun.Run(Trained.Network, page, map);
        Assert.Equal(1, crops.Differing);
        Assert.InRange(crops.LargestDifference, float.Epsilon, 1e-6f);
    }
}
