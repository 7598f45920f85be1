namespace NetGen.Imaging.Tests;

public class ImageTests
{
    [Fact]
    public void Samples_become_numbers_from_0_to_1_and_back()
    {
        var image = new Image(16, 4, 4);
        for (var i = 0; i < 256; i++) image.Pixels[i] = (byte)i;
        var values = new float[256];
        image.ToFloats(values);
        Assert.Equal((0f, 51 / 255f, 1f), (values[0], values[51], values[255]));
        Assert.Equal(image.Pixels, Image.FromFloats(values, 16, 4, 4).Pixels);
    }

    [Fact]
    public void Values_out_of_range_are_clamped_and_others_rounded() =>
        Assert.Equal([0, 255, 0, 128, 0], Image.FromFloats([-1, float.PositiveInfinity, float.NaN, 0.5f, 0.0019f], 5, 1, 1).Pixels);

    [Fact]
    public void Gray_is_luma_on_white_paper()
    {
        Assert.Equal([76, 150, 29, 255], new Image(4, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]).ToGray().Pixels);
        Assert.Equal([255, 0, 127], new Image(3, 1, 4, [0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 128]).ToGray().Pixels);
        Assert.Equal([255, 9], new Image(2, 1, 2, [9, 0, 9, 255]).ToGray().Pixels);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_told_with_figures()
    {
        Assert.Contains(
            "2×3×4 image has 24 samples, but 23", Assert.Throws<ArgumentException>(() => new Image(3, 2, 4, new byte[23])).Message);
        Assert.Contains(
            "has 6 samples, but the span holds 5",
            Assert.Throws<ArgumentException>(() => new Image(3, 2, 1).ToFloats(new float[5])).Message);
        Assert.Contains("100000×100000×4", Assert.Throws<ArgumentException>(() => new Image(100000, 100000, 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(0, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(2, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(2, 2, 5));
    }
}
