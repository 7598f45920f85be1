using NetGen.Imaging;

namespace DigitFinder.Tests;

public class PageTests
{
    [Fact]
    public void Every_digit_of_the_shipped_page_is_found_within_4_pixels_and_none_invented() => AssertFindsAll(Trained.Page);

    [Fact]
    public void Light_ink_on_dark_paper_is_read_as_well()
    {
        var negative = new Image(Trained.Page.Width, Trained.Page.Height, 1, [.. Trained.Page.Pixels.Select(value => (byte)(255 - value))]);
        Assert.False(new PageImage(negative).IsDarkOnLight);
        AssertFindsAll(negative);
    }

    [Fact]
    public void Nothing_is_found_on_empty_paper()
    {
        var random = new Random(5);
        var paper = new Image(300, 200, 1);
        for (var i = 0; i < paper.Pixels.Length; i++) paper.Pixels[i] = (byte)(225 + random.Next(-8, 9));
        Assert.Empty(Detector.Find(Trained.Map(new PageImage(paper)), CommandLine.DefaultThreshold));
    }

    [Fact]
    public void An_image_smaller_than_a_crop_is_refused_with_figures()
    {
        var fault = Assert.Throws<InvalidDataException>(() => new PageImage(new Image(27, 40, 1)));
        Assert.Contains("27×40", fault.Message);
        Assert.Contains("28×28", fault.Message);
    }

    [Fact]
    public void An_image_too_large_for_one_pass_is_refused_with_figures() =>
        Assert.Contains("13000×14000", Assert.Throws<InvalidDataException>(() => new PageImage(new Image(13000, 14000, 1))).Message);

    private static void AssertFindsAll(Image image)
    {
        Assert.InRange(Trained.Truth.Count, 60, 100);
        var left = Detector.Find(Trained.Map(new PageImage(image)), CommandLine.DefaultThreshold);
        foreach (var (digit, x, y) in Trained.Truth)
        {
            var nearest = left.MinBy(found => float.Hypot(found.X - x, found.Y - y));
            Assert.True(nearest is not null, $"The {digit} at ({x}, {y}) is missed.");
            Assert.InRange(float.Hypot(nearest.X - x, nearest.Y - y), 0, 4);
            Assert.Equal((digit, x, y), (nearest.Digit, x, y));
            left.Remove(nearest);
        }
        Assert.Empty(left);
    }
}
