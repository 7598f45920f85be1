namespace NetGen.Imaging.Tests;

public class PngFaultTests
{
    public static TheoryData<string, byte[]> Faults() => new()
    {
        { "not a PNG", [] },
        { "not a PNG", "GIF89a, and some more"u8.ToArray() },
        { "truncated", new PngBuilder().ToArray() },
        { "must begin with its header", new PngBuilder().Pixels([0, 1]).End() },
        { "must begin with its header", new PngBuilder().Header(1, 1, 8, 0).Header(1, 1, 8, 0).Pixels([0, 1]).End() },
        { "12 bytes instead of 13", new PngBuilder().Chunk("IHDR", new byte[12]).End() },
        { "0 columns, 5 rows", new PngBuilder().Header(0, 5, 8, 0).Pixels([0]).End() },
        { "4294967295 rows", new PngBuilder().Header(5, -1, 8, 0).Pixels([0]).End() },
        { "2147483647×2147483647", new PngBuilder().Header(int.MaxValue, int.MaxValue, 16, 6).Pixels([0]).End() },
        { "colour type 5 with 8 bits", new PngBuilder().Header(1, 1, 8, 5).Pixels([0, 1]).End() },
        { "colour type 3 with 16 bits", new PngBuilder().Header(1, 1, 16, 3).Pixels([0, 1]).End() },
        { "method 0, 0 and 2", new PngBuilder().Header(1, 1, 8, 0, 2).Pixels([0, 1]).End() },
        { "no pixels", new PngBuilder().Header(1, 1, 8, 0).End() },
        { "truncated", new PngBuilder().Header(1, 1, 8, 0).Pixels([0, 1]).ToArray() },
        { "pixels end before its last row", new PngBuilder().Header(4, 4, 8, 0).Pixels([0, 1, 2, 3, 4, 0]).End() },
        { "more data than its 1×1 pixels", new PngBuilder().Header(1, 1, 8, 0).Pixels([0, 1, 2]).End() },
        { "filter 5", new PngBuilder().Header(1, 1, 8, 0).Pixels([5, 1]).End() },
        { "cannot hold 20000×20000 pixels", new PngBuilder().Header(20000, 20000, 8, 6).Pixels([0, 1]).End() },
        { "'ABCD' that is unknown but critical", new PngBuilder().Header(1, 1, 8, 0).Chunk("ABCD").Pixels([0, 1]).End() },
        { "no name", new PngBuilder().Header(1, 1, 8, 0).Chunk("a b!").Pixels([0, 1]).End() },
        { "consecutive", new PngBuilder().Header(1, 1, 8, 0).Pixels([0, 1]).Chunk("tEXt").Pixels([0]).End() },
        { "no palette", new PngBuilder().Header(1, 1, 8, 3).Pixels([0, 0]).End() },
        { "colour 1 of a palette of 1", new PngBuilder().Header(1, 1, 8, 3).Chunk("PLTE", 1, 2, 3).Pixels([0, 1]).End() },
        { "palette has 4 bytes", new PngBuilder().Header(1, 1, 8, 3).Chunk("PLTE", 1, 2, 3, 4).Pixels([0, 0]).End() },
        { "palette has 9 bytes", new PngBuilder().Header(1, 1, 1, 3).Chunk("PLTE", new byte[9]).Pixels([0, 0]).End() },
        { "2 bytes of transparency", new PngBuilder().Header(1, 1, 8, 6).Chunk("tRNS", 0, 1).Pixels([0, 1, 2, 3, 4]).End() },
        { "cannot be decompressed", new PngBuilder().Header(1, 1, 8, 0).Chunk("IDAT", 1, 2, 3, 4, 5).End() },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_an_exception_that_names_it(string reason, byte[] file) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Png.Decode(file)).Message);

    [Fact]
    public void The_checksum_of_the_pixels_is_compared()
    {
        var data = PngBuilder.Deflate([0, 1, 2]);
        data[^1] ^= 1;
        Assert.Throws<InvalidDataException>(() => Png.Decode(new PngBuilder().Header(2, 1, 8, 0).Chunk("IDAT", data).End()));
    }

    [Fact]
    public void Every_truncation_and_every_flipped_bit_is_noticed()
    {
        var file = Sound()[0];
        for (var length = 0; length < file.Length; length++) Assert.Throws<InvalidDataException>(() => Png.Decode(file.AsSpan(0, length)));
        for (var bit = 0; bit < 8 * file.Length; bit++)
        {
            var flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Throws<InvalidDataException>(() => Png.Decode(flipped));
        }
    }

    [Fact]
    public void Nothing_of_the_declared_size_is_allocated_for_a_file_that_cannot_hold_it()
    {
        var file = new PngBuilder().Header(20000, 20000, 8, 6).Pixels([0, 1]).End();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Png.Decode(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Random_changes_give_an_image_or_the_one_exception()
    {
        var random = new Random(7);
        var (images, faults) = (0, 0);
        for (var trial = 0; trial < 20000; trial++)
        {
            var sound = Sound();
            var file = sound[trial % sound.Length];
            for (var change = random.Next(1, 4); change > 0; change--) file[random.Next(8, file.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) file = file[..random.Next(8, file.Length)];
            // Most changes would be caught by the checksums alone.
            if (random.Next(8) != 0) PngBuilder.Repair(file);
            try
            {
                Png.Decode(file);
                images++;
            }
            catch (InvalidDataException)
            {
                faults++;
            }
        }
        Assert.True(images > 500 && faults > 5000, $"The changes gave {images} images and {faults} faults: they do not test much.");
    }

    private static byte[][] Sound() =>
    [
        new PngBuilder().Header(5, 6, 8, 2).Pixels(PngBuilder.Rows(5, 6, 8, 3, false, (x, y, c) => 40 * x + 7 * y + c)).End(),
        new PngBuilder().Header(9, 7, 4, 3, 1).Chunk("PLTE", new byte[45]).Chunk("tRNS", 1, 2)
            .Pixels(PngBuilder.Rows(9, 7, 4, 1, true, (x, y, _) => (x + y) % 15)).End(),
        new PngBuilder().Header(4, 5, 16, 4).Pixels(PngBuilder.Rows(4, 5, 16, 2, false, (x, y, c) => 9000 * x + 777 * y + c)).End(),
    ];
}
