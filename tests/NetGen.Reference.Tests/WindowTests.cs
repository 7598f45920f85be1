namespace NetGen.Reference.Tests;

public sealed class WindowTests
{
    [Theory]
    [InlineData(7, 3, 2, 1, 0, 0, new[] { 0, 2, 4 })]
    [InlineData(8, 3, 2, 1, 0, 0, new[] { 0, 2, 4 })]
    [InlineData(8, 3, 2, 1, 1, 1, new[] { -1, 1, 3, 5 })]
    [InlineData(8, 3, 1, 3, 0, 0, new[] { 0, 1 })]
    [InlineData(5, 2, 2, 1, 2, 0, new[] { -2, 0, 2 })]
    [InlineData(2, 3, 1, 1, 0, 0, new int[0])]
    public void WindowsThatFitArePlaced(int size, int kernel, int stride, int dilation, int begin, int end, int[] starts) =>
        Assert.Equal(starts, new AxisWindow(kernel, stride, dilation, begin, end, Same: false, Ceil: false).Starts(size));

    [Theory]
    [InlineData(8, 3, 2, 0, new[] { 0, 2, 4, 6 })] // 6, 7 and one beyond
    [InlineData(7, 3, 2, 0, new[] { 0, 2, 4 })] // nothing is left over
    [InlineData(4, 2, 2, 1, new[] { -1, 1, 3 })] // -1 … 4 is covered
    [InlineData(5, 2, 3, 1, new[] { -1, 2 })] // 5 would start in the padding
    [InlineData(2, 3, 2, 0, new[] { 0 })] // the only window hangs over
    [InlineData(1, 3, 2, 0, new int[0])] // too far
    public void CeilingPlacesAWindowThatHangsOver(int size, int kernel, int stride, int pad, int[] starts) =>
        Assert.Equal(starts, new AxisWindow(kernel, stride, 1, pad, pad, Same: false, Ceil: true).Starts(size));

    [Theory]
    [InlineData(5, 3, 1, 1, 1, 1, 5)]
    [InlineData(6, 3, 2, 1, 0, 1, 3)] // 0-2, 2-4, 4-6: one beyond
    [InlineData(7, 3, 2, 1, 1, 1, 4)]
    [InlineData(5, 4, 1, 1, 1, 2, 5)]
    [InlineData(224, 7, 2, 1, 2, 3, 112)]
    [InlineData(5, 1, 2, 1, 0, 0, 3)]
    [InlineData(6, 2, 5, 1, 0, 1, 2)] // 0-1, 5-6
    [InlineData(5, 3, 1, 2, 2, 2, 5)]
    public void SameIsTensorFlows(int size, int kernel, int stride, int dilation, int begin, int end, int output)
    {
        var window = new AxisWindow(kernel, stride, dilation, 0, 0, Same: true, Ceil: false);
        Assert.Equal((begin, end), window.Pads(size));
        Assert.Equal(output, window.OutputSize(size));
        Assert.Equal(-begin, window.Starts(size)[0]);
    }

    [Fact]
    public void SameExcludesPads() =>
        Assert.Throws<ArgumentException>(() => new AxisWindow(3, 1, 1, 1, 1, Same: true, Ceil: false).Starts(5));

    [Fact]
    public void CountingAgreesWithTheFormulas()
    {
        foreach (var (size, kernel, stride, dilation, begin, end) in
            from size in Enumerable.Range(1, 12)
            from kernel in Enumerable.Range(1, 4)
            from stride in Enumerable.Range(1, 4)
            from dilation in Enumerable.Range(1, 3)
            from begin in Enumerable.Range(0, 3)
            from end in Enumerable.Range(0, 3)
            select (size, kernel, stride, dilation, begin, end))
        {
            var slack = size + begin + end - dilation * (kernel - 1) - 1;
            var window = new AxisWindow(kernel, stride, dilation, begin, end, Same: false, Ceil: false);
            Assert.Equal(Math.Max((int)Math.Floor((double)slack / stride) + 1, 0), window.OutputSize(size));
            var same = window with { Begin = 0, End = 0, Same = true };
            var (before, after) = same.Pads(size);
            Assert.Equal((size + stride - 1) / stride, same.OutputSize(size));
            Assert.Equal(Math.Max((same.OutputSize(size) - 1) * stride + dilation * (kernel - 1) + 1 - size, 0), before + after);
            Assert.InRange(after - before, 0, 1);
            if (end > dilation * (kernel - 1) + 1) continue; // a window wholly in the padding, which no framework allows
            var ceiling = (int)Math.Ceiling((double)slack / stride) + 1;
            if ((ceiling - 1) * stride >= size + begin) ceiling--;
            Assert.Equal(Math.Max(ceiling, 0), (window with { Ceil = true }).OutputSize(size));
        }
    }

    /// <summary>The feature-map sizes of CaffeNet: convolution 11/4, three pools 3/2, convolutions that keep the size, 6×6 head.</summary>
    [Theory]
    [InlineData(227, true, new[] { 55, 27, 13, 6 })]
    [InlineData(451, true, new[] { 111, 55, 27, 13 })]
    [InlineData(500, true, new[] { 123, 61, 30, 15 })]
    [InlineData(500, false, new[] { 123, 61, 30, 14 })]
    public void CaffeNet(int size, bool ceil, int[] sizes)
    {
        var pool = new AxisWindow(3, 2, 1, 0, 0, Same: false, Ceil: ceil);
        var actual = new List<int> { new AxisWindow(11, 4, 1, 0, 0, false, false).OutputSize(size) };
        while (actual.Count < 4) actual.Add(pool.OutputSize(actual[^1]));
        Assert.Equal(sizes, actual);
    }
}
