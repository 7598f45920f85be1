namespace NetGen.Imaging.Tests;

public sealed class PngWriteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-png").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_written_is_read_again(int channels)
    {
        foreach (var (width, height) in new[] { (1, 1), (7, 3), (64, 33) })
        {
            var image = Gradient(width, height, channels);
            var path = Path.Combine(_folder, "image.png");
            Png.Write(path, image);
            var read = Png.Read(path);
            Assert.Equal((width, height, channels), (read.Width, read.Height, read.Channels));
            Assert.Equal(image.Pixels, read.Pixels);
        }
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Filters_make_smooth_images_small()
    {
        var image = new Image(256, 256, 3);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i / 3 % 256 + i / 768);
        Assert.InRange(Png.Encode(image).Length, 1, image.Pixels.Length / 20);
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing()
    {
        Assert.ThrowsAny<IOException>(() => Png.Write(Path.Combine(_folder, "missing", "image.png"), Gradient(2, 2, 1)));
        var taken = Directory.CreateDirectory(Path.Combine(_folder, "taken.png")).FullName;
        var exception = Record.Exception(() => Png.Write(taken, Gradient(2, 2, 1)));
        Assert.True(exception is IOException or UnauthorizedAccessException, $"It threw {exception}.");
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_missing_file_is_an_IO_exception() => Assert.ThrowsAny<IOException>(() => Png.Read(Path.Combine(_folder, "none.png")));

    private static Image Gradient(int width, int height, int channels)
    {
        var image = new Image(width, height, channels);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * i / 3 + 11 * i);
        return image;
    }
}
