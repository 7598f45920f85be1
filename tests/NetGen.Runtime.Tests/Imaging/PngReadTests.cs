using System.Security.Cryptography;

namespace NetGen.Imaging.Tests;

public class PngReadTests
{
    public static TheoryData<int, int, int, bool> EveryFormat()
    {
        var formats = new TheoryData<int, int, int, bool>();
        (int Color, int Samples, int[] Depths)[] known = [(0, 1, [1, 2, 4, 8, 16]), (2, 3, [8, 16]), (4, 2, [8, 16]), (6, 4, [8, 16])];
        foreach (var (color, samples, depths) in known)
            foreach (var depth in depths)
                foreach (var interlaced in new[] { false, true }) formats.Add(color, samples, depth, interlaced);
        return formats;
    }

    [Theory]
    [MemberData(nameof(EveryFormat))]
    public void Reads_every_colour_type_depth_filter_and_interlacing(int color, int samples, int depth, bool interlaced)
    {
        foreach (var (width, height) in new[] { (1, 1), (3, 2), (13, 11), (16, 9) })
        {
            var values = RandomSamples(width * height * samples, depth);
            int Sample(int x, int y, int c) => values[(y * width + x) * samples + c];
            var file = new PngBuilder().Header(width, height, depth, color, interlaced ? 1 : 0)
                .Pixels(PngBuilder.Rows(width, height, depth, samples, interlaced, Sample)).End();
            var image = Png.Decode(file);
            Assert.Equal((width, height, samples), (image.Width, image.Height, image.Channels));
            var max = (1 << depth) - 1;
            Assert.Equal(values.Select(value => (byte)Math.Round(255.0 * value / max, MidpointRounding.AwayFromZero)), image.Pixels);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(8, true)]
    public void Reads_palettes_with_and_without_transparency(int depth, bool interlaced)
    {
        const int Width = 9, Height = 10;
        var colors = 1 << depth;
        var palette = new byte[3 * colors];
        var random = new Random(depth);
        random.NextBytes(palette);
        byte[] alpha = [0, 130];
        var indices = RandomSamples(Width * Height, depth);
        var rows = PngBuilder.Rows(Width, Height, depth, 1, interlaced, (x, y, _) => indices[y * Width + x]);

        PngBuilder Start() => new PngBuilder().Header(Width, Height, depth, 3, interlaced ? 1 : 0).Chunk("PLTE", palette);
        var opaque = Png.Decode(Start().Pixels(rows).End());
        Assert.Equal(indices.SelectMany(index => palette[(3 * index)..(3 * index + 3)]), opaque.Pixels);
        var transparent = Png.Decode(Start().Chunk("tRNS", alpha).Pixels(rows).End());
        Assert.Equal(4, transparent.Channels);
        var expected = indices.SelectMany(index => palette[(3 * index)..(3 * index + 3)].Append(index < 2 ? alpha[index] : (byte)255));
        Assert.Equal(expected, transparent.Pixels);
    }

    [Fact]
    public void A_transparent_colour_becomes_alpha_and_is_compared_with_all_16_bits()
    {
        int[] values = [0x1234, 0x1235, 0xFFFF];
        var rows = PngBuilder.Rows(3, 1, 16, 1, false, (x, _, _) => values[x]);
        var gray = Png.Decode(new PngBuilder().Header(3, 1, 16, 0).Chunk("tRNS", 0x12, 0x34).Pixels(rows).End());
        Assert.Equal([0x12, 0, 0x12, 255, 255, 255], gray.Pixels);
        var rgb = Png.Decode(new PngBuilder().Header(2, 1, 8, 2).Chunk("tRNS", 0, 7, 0, 8, 0, 9).Pixels([0, 7, 8, 9, 7, 8, 8]).End());
        Assert.Equal([7, 8, 9, 0, 7, 8, 8, 255], rgb.Pixels);
    }

    [Fact]
    public void Pixels_may_be_spread_over_chunks_and_unknown_ancillary_chunks_are_passed_over()
    {
        var data = PngBuilder.Deflate([0, 1, 2, 0, 3, 4]);
        var builder = new PngBuilder().Header(2, 2, 8, 0).Chunk("gAMA", 0, 0, 1, 1).Chunk("prVt");
        foreach (var value in data) builder.Chunk("IDAT", value).Chunk("IDAT");
        Assert.Equal([1, 2, 3, 4], Png.Decode(builder.Chunk("tEXt", 65, 0, 66).End()).Pixels);
    }

    [Fact]
    public void Reads_a_file_that_another_program_wrote()
    {
        const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
        var image = Png.Decode(Convert.FromBase64String(Pixel));
        Assert.Equal((1, 1, 2), (image.Width, image.Height, image.Channels));
    }

    // SHA-256 of the samples as Pillow 9.4 decodes them.
    [SharedDataTheory("images")]
    [InlineData("astronaut.png", 512, 512, 3, "a8c429c18afa7b0fd5673e598d73a21225d94c864a71bbb3885126fdecb41071")]
    [InlineData("cell.png", 550, 660, 1, "dc464a59c68346fbe7a36fb75421d02a5e29780874b92efd3c920a319bfcb3b0")]
    [InlineData("chelsea.png", 451, 300, 3, "416b729128bfb2c3d1eb69bf9b1734a796293abc17939267b2dc94f8a5784031")]
    [InlineData("coffee.png", 600, 400, 3, "0ce2b51640b9c95f19617f03eabf40c3f0368589cc1ee1190b70966165ac184f")]
    [InlineData("coins.png", 384, 303, 1, "e080cc03805f1fa70516c3cb84883d4633bda2a1b51841da7c22f3d14c072451")]
    [InlineData("page.png", 384, 191, 1, "667bfd85aab58052ae90251fae1a265cf8be6d1097b1e61dcfc183b65887a1fe")]
    public void Decodes_photographs_as_Pillow_does(string name, int width, int height, int channels, string hash)
    {
        var image = Png.Read(Path.Combine(SharedData.Find("images")!, name));
        Assert.Equal((width, height, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(image.Pixels)));
    }

    private static int[] RandomSamples(int count, int depth)
    {
        var random = new Random(1000 + depth);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(1 << depth))];
    }
}
