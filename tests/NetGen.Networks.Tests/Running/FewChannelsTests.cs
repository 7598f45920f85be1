namespace NetGen.Networks.Tests.Running;

/// <summary>Convolutions whose vectors hold pixels, in both forms, against the reference, and to the bit with a pool apart, on other threads and in other places.</summary>
public class FewChannelsTests
{
    [Fact]
    public void SixToThreeOfItsSize() => ZooTests.AssertFixed<SixToThree>(SixToThree.Tensors, weights => SixToThree.Load(weights).Forward);

    [Fact]
    public void LopsidedOfItsSize() => ZooTests.AssertFixed<LopsidedFew>(LopsidedFew.Tensors, weights => LopsidedFew.Load(weights).Forward);

    [Fact]
    public void EnlargedOfItsSize() => ZooTests.AssertFixed<EnlargedFew>(EnlargedFew.Tensors, weights => EnlargedFew.Load(weights).Forward);

    [Theory]
    [InlineData(12, 12)]
    [InlineData(13, 300)]
    [InlineData(40, 23)]
    public void SixToThreeOfAnySize(int height, int width) => ZooTests.AssertAnySize<SixToThree>(
        height, width, 1, SixToThree.Tensors, weights => SixToThree.Load(weights).ToFullyConvolutional().Forward, SixToThree.FullyConvolutional.OutputSize);

    [Theory]
    [InlineData(14, 22)]
    [InlineData(31, 417)]
    public void LopsidedOfAnySize(int height, int width) => ZooTests.AssertAnySize<LopsidedFew>(
        height, width, 3, LopsidedFew.Tensors, weights => LopsidedFew.Load(weights).ToFullyConvolutional().Forward, LopsidedFew.FullyConvolutional.OutputSize);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    [InlineData(23, 8)]
    [InlineData(5, 530)]
    public void WaistsOfAnySize(int height, int width) => ZooTests.AssertAnySize<NarrowWaists>(
        height, width, 8, NarrowWaists.Tensors, weights => NarrowWaists.Load(weights).Forward, NarrowWaists.OutputSize);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 40)]
    public void EnlargedOfAnySize(int height, int width) => ZooTests.AssertAnySize<EnlargedFew>(
        height, width, 8, EnlargedFew.Tensors, weights => EnlargedFew.Load(weights).ToFullyConvolutional().Forward, EnlargedFew.FullyConvolutional.OutputSize);

    [Theory]
    [InlineData(6, 6)]
    [InlineData(9, 77)]
    public void PooledOfAnySize(int height, int width) => ZooTests.AssertAnySize<PooledFew>(
        height, width, 16, PooledFew.Tensors, weights => PooledFew.Load(weights).Forward, PooledFew.OutputSize);

    [Fact]
    public void Pools_within_are_pools_apart_to_the_bit_on_any_threads()
    {
        var weights = new RandomTensors(SixToThree.Tensors);
        var image = Image.Random(29, 37, 1);
        var expected = new float[SixToThreeUnpooled.OutputLength];
        SixToThreeUnpooled.Load(weights).Forward(image.Values, expected, new float[SixToThreeUnpooled.Relu1Length], new float[SixToThreeUnpooled.Tanh1Length]);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var net = SixToThree.Load(weights);
            net.Threads = threads;
            var actual = new float[SixToThree.OutputLength];
            net.Forward(image.Values, actual);
            Bits.Equal(expected, actual, $"On {threads} threads,");
        }
    }

    /// <summary>The order of a sum's products does not depend on what vectors hold.</summary>
    [Fact]
    public void Vectors_of_pixels_give_the_bits_of_vectors_of_channels()
    {
        var weights = new RandomTensors(SixOfFourColumns.Tensors);
        var image = Image.Random(9, 4, 8);
        float[] channels = new float[SixOfFourColumns.OutputLength], pixels = new float[channels.Length];
        SixOfFourColumns.Load(weights).Forward(image.Values, channels);
        SixOfAnyWidth.Load(weights).Forward(image.Values, 9, 4, pixels);
        Bits.Equal(channels, pixels);
    }

    /// <summary>Every entry of a map without padding is what a window alone gives: borders, tiles and widths do not matter.</summary>
    [Fact]
    public void A_part_of_a_map_is_the_whole_to_the_bit()
    {
        var net = ValidFew.Load(new RandomTensors(ValidFew.Tensors));
        var image = Image.Random(50, 83, 5);
        var size = ValidFew.OutputSize(50, 83);
        var whole = new float[size.Length];
        net.Forward(image.Values, 50, 83, whole);
        foreach (var (top, left, rows, columns) in new[] { (0, 0, 1, 1), (7, 11, 9, 27), (size.Height - 3, size.Width - 17, 3, 17), (19, 0, 2, size.Width) })
        {
            var (stride, field) = (ValidFew.StrideHeight, ValidFew.ReceptiveFieldHeight);
            Assert.Equal((stride, field), (ValidFew.StrideWidth, ValidFew.ReceptiveFieldWidth));
            var crop = image.Crop(top * stride, left * stride, (rows - 1) * stride + field, (columns - 1) * stride + field);
            Assert.Equal(new MapSize(rows, columns, size.Channels), ValidFew.OutputSize(crop.Height, crop.Width));
            var part = new float[rows * columns * size.Channels];
            net.Forward(crop.Values, crop.Height, crop.Width, part);
            var expected = new float[part.Length];
            for (var row = 0; row < rows; row++)
            {
                whole.AsSpan(((top + row) * size.Width + left) * size.Channels, columns * size.Channels).CopyTo(expected.AsSpan(row * columns * size.Channels));
            }

            Bits.Equal(expected, part, $"{rows}×{columns} at ({top}, {left}):");
        }
    }
}
