namespace NetGen.Runtime.Tests.Weights;

/// <summary>Filters come out the same however few of them fit in memory, and no more than that is ever held.</summary>
public sealed class FilterReadersTests
{
    private const int Outputs = 150;
    private const int Inputs = 4;
    private const int Taps = 6;

    [Theory]
    [InlineData("PyTorch", 1)]
    [InlineData("PyTorch", 2)]
    [InlineData("TensorFlow", 1)]
    [InlineData("TensorFlow", 2)]
    [InlineData("PyTorchTransposed", 1)]
    [InlineData("PyTorchTransposed", 2)]
    [InlineData("TensorFlowTransposed", 1)]
    [InlineData("TensorFlowTransposed", 2)]
    public void BlocksChangeNothing(string order, int groups)
    {
        FilterReader read = order switch
        {
            "PyTorch" => FilterReaders.PyTorch,
            "TensorFlow" => FilterReaders.TensorFlow,
            "PyTorchTransposed" => FilterReaders.PyTorchTransposed,
            _ => FilterReaders.TensorFlowTransposed,
        };
        var shape = new FilterShape(Outputs, groups, Inputs, Taps);
        var whole = Filters(FilterReaders.BlockLength, out _);
        Assert.Equal(Outputs * Inputs * Taps, whole.Distinct().Count());
        foreach (var filters in (int[])[1, 7, 64, 70, 100, 149])
        {
            Assert.Equal(whole, Filters(filters * shape.Length, out var source));
            Assert.InRange(source.LongestRead, 1, Math.Max(filters * shape.Length, Outputs));
            Assert.InRange(source.TotalRead, whole.Length, whole.Length * ((Outputs + filters - 1) / filters));
        }
        Assert.Equal(whole, Filters(1, out _));

        float[] Filters(int blockLength, out MemorySource source)
        {
            source = new MemorySource().AddCount("w", Outputs * Inputs * Taps);
            source.Values("w")[77] = float.NaN;
            var reader = new TensorReader(source, source.Tensors[0]);
            var filters = new float[Outputs * shape.Length];
            var seen = new List<int>();
            read(reader, shape, (output, filter) =>
            {
                seen.Add(output);
                filter.CopyTo(filters.AsSpan(output * shape.Length, shape.Length));
            }, blockLength);
            Assert.Equal(Enumerable.Range(0, Outputs), seen);
            Assert.Contains("has 1 of 3600 values that are not finite; the first is NaN at index 77,", reader.Fault);
            return filters;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(40)]
    public void FindsWhatIsNotFinite(int index)
    {
        foreach (var value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            var values = Enumerable.Repeat(float.MaxValue, 41).ToArray();
            Assert.Equal(-1, FiniteScan.IndexOfNonFinite(values));
            values[index] = value;
            values[40] = value;
            Assert.Equal(index, FiniteScan.IndexOfNonFinite(values));
        }
    }
}
