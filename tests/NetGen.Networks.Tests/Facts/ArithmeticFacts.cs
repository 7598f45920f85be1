using System.Reflection;
using NetGen.Reference;

namespace NetGen.Networks.Tests.Facts;

public class ArithmeticFacts
{
    /// <summary>Networks of one window each, with the arithmetic that the compiler made of it.</summary>
    public static TheoryData<string> Windows => [.. Nets.Keys];

    private static readonly Dictionary<string, (Type Network, OfSize<MapSize> OutputSize, int MinHeight, int MinWidth)> Nets = new()
    {
        [nameof(ConvWindow)] = (typeof(ConvWindow), ConvWindow.OutputSize, ConvWindow.MinHeight, ConvWindow.MinWidth),
        [nameof(StridedPaddedWindow)] =
            (typeof(StridedPaddedWindow), StridedPaddedWindow.OutputSize, StridedPaddedWindow.MinHeight, StridedPaddedWindow.MinWidth),
        [nameof(DilatedWindow)] = (typeof(DilatedWindow), DilatedWindow.OutputSize, DilatedWindow.MinHeight, DilatedWindow.MinWidth),
        [nameof(LopsidedWindow)] = (typeof(LopsidedWindow), LopsidedWindow.OutputSize, LopsidedWindow.MinHeight, LopsidedWindow.MinWidth),
        [nameof(OblongWindow)] = (typeof(OblongWindow), OblongWindow.OutputSize, OblongWindow.MinHeight, OblongWindow.MinWidth),
        [nameof(FloorPool)] = (typeof(FloorPool), FloorPool.OutputSize, FloorPool.MinHeight, FloorPool.MinWidth),
        [nameof(CeilPool)] = (typeof(CeilPool), CeilPool.OutputSize, CeilPool.MinHeight, CeilPool.MinWidth),
        [nameof(PaddedCeilPool)] = (typeof(PaddedCeilPool), PaddedCeilPool.OutputSize, PaddedCeilPool.MinHeight, PaddedCeilPool.MinWidth),
        [nameof(SparseCeilPool)] = (typeof(SparseCeilPool), SparseCeilPool.OutputSize, SparseCeilPool.MinHeight, SparseCeilPool.MinWidth),
        [nameof(DilatedCeilPool)] =
            (typeof(DilatedCeilPool), DilatedCeilPool.OutputSize, DilatedCeilPool.MinHeight, DilatedCeilPool.MinWidth),
        [nameof(SameWindow)] = (typeof(SameWindow), SameWindow.OutputSize, SameWindow.MinHeight, SameWindow.MinWidth),
        [nameof(SameEvenWindow)] = (typeof(SameEvenWindow), SameEvenWindow.OutputSize, SameEvenWindow.MinHeight, SameEvenWindow.MinWidth),
        [nameof(SameSparseWindow)] =
            (typeof(SameSparseWindow), SameSparseWindow.OutputSize, SameSparseWindow.MinHeight, SameSparseWindow.MinWidth),
        [nameof(SameDilatedWindow)] =
            (typeof(SameDilatedWindow), SameDilatedWindow.OutputSize, SameDilatedWindow.MinHeight, SameDilatedWindow.MinWidth),
        [nameof(SamePool)] = (typeof(SamePool), SamePool.OutputSize, SamePool.MinHeight, SamePool.MinWidth),
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void WindowsAreCountedAsThoughPlacedOneByOne(string name)
    {
        var (network, outputSize, minHeight, minWidth) = Nets[name];
        var window = Declaration.Window(network.GetCustomAttribute<WindowAttribute>()!);
        for (var size = 1; size <= 70; size++)
        {
            var (rows, columns) = (window.Rows.OutputSize(size), window.Columns.OutputSize(size));
            if (size >= minHeight) Assert.Equal(rows, outputSize(size, 70).Height);
            if (size >= minWidth) Assert.Equal(columns, outputSize(70, size).Width);
            if (size < minHeight) Assert.True(!Fits(window.Rows, size),
                $"{rows} windows fit {size} rows, below the minimum of {minHeight}.");
            if (size < minWidth) Assert.True(!Fits(window.Columns, size),
                $"{columns} windows fit {size} columns, below the minimum of {minWidth}.");
        }
    }

    [Fact]
    public void ADilatedWindowSpansDTimesKMinusOnePlusOne()
    {
        // ⌊(n + 2 + 2 − 2·2 − 1)/3⌋ + 1
        Assert.Equal((20 - 1) / 3 + 1, DilatedWindow.OutputSize(20, 20).Height);
        Assert.Equal(5, DilatedWindow.ReceptiveFieldHeight);
    }

    [Fact]
    public void CeilRoundsUp()
    {
        Assert.Equal((10 - 3) / 2 + 1, FloorPool.OutputSize(10, 10).Height);
        Assert.Equal((10 - 3 + 1) / 2 + 1, CeilPool.OutputSize(10, 10).Height);
        Assert.Equal(FloorPool.OutputSize(11, 11), CeilPool.OutputSize(11, 11));
    }

    [Fact]
    public void CeilDropsAWindowThatWouldStartInTheEndPadding()
    {
        // ⌈(5 + 2 − 2)/2⌉ + 1 = 4 windows would start at −1, 1, 3, 5, and row 5 is padding.
        Assert.Equal(3, PaddedCeilPool.OutputSize(5, 5).Height);
        // ⌈(6 + 2 − 2)/2⌉ + 1 = 4 start at −1, 1, 3, 5: row 5 exists.
        Assert.Equal(4, PaddedCeilPool.OutputSize(6, 6).Height);
    }

    [Fact]
    public void SameGivesOneOutputPerStride()
    {
        for (var n = 1; n < 30; n++) Assert.Equal((n + 1) / 2, SameWindow.OutputSize(n, 1).Height);
        for (var n = 1; n < 30; n++) Assert.Equal((n + 4) / 5, SameSparseWindow.OutputSize(n, 1).Height);
    }

    /// <summary>At an even size SAME pads a window of 3 and stride 2 at the end only, at an odd size on both sides.</summary>
    [Fact]
    public void SamePaddingDependsOnTheSizeOfTheInput()
    {
        var weights = new RandomTensors(SameWindow.Tensors);
        var net = SameWindow.Load(weights);
        foreach (var (size, firstRow) in new[] { (8, 0), (9, -1) })
        {
            var image = Image.Random(size, size, 1);
            var map = Forms.Run(net.Forward, SameWindow.OutputSize, image.Values, size, size);
            var expected = (double)weights["conv1.bias"][0];
            for (var y = 0; y < 3; y++)
                for (var x = 0; x < 3; x++)
                    if (firstRow + y >= 0 && firstRow + x >= 0)
                        expected += (double)weights["conv1.weight"][y * 3 + x] * image.Values[(firstRow + y) * size + firstRow + x];
            Assert.Equal(expected, map[0], 1e-6);
        }
    }

    [Fact]
    public void TransposedFormula()
    {
        for (var n = 1; n < 20; n++)
        {
            Assert.Equal((n - 1) * 2 - 2 + 3 + 1, TransposedWindow.OutputSize(n, n).Height);
            Assert.Equal((n - 1) * 2 - 2 + 2 + 1 + 1, TransposedOutputPadWindow.OutputSize(n, n).Height);
            Assert.Equal(n * 2, TransposedSameWindow.OutputSize(n, n).Height);
            if (n >= TransposedDilatedWindow.MinHeight)
                Assert.Equal((n - 1) * 3 - 4 + 2 * 2 + 1, TransposedDilatedWindow.OutputSize(n, n).Height);
        }
    }

    private static bool Fits(AxisWindow axis, int size)
    {
        var (begin, end) = axis.Pads(size);
        return axis.Extent <= begin + size + end;
    }
}
