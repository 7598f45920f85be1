namespace NetGen.Networks.Tests.Contract;

/// <summary>Wrong spans and sizes are refused with the expected and the actual figures.</summary>
public class GuardTests
{
    private readonly LeNet _net = LeNet.Create(1);
    private readonly LeNet.FullyConvolutional _map = LeNet.Create(1).ToFullyConvolutional();

    [Theory]
    [InlineData(783, 10, "784", "783")]
    [InlineData(785, 10, "784", "785")]
    [InlineData(0, 10, "784", "0")]
    [InlineData(784, 9, "10", "9")]
    [InlineData(784, 11, "10", "11")]
    public void FixedSpansOfAnotherLengthAreRefused(int input, int output, string expected, string actual) =>
        AssertFigures(() => _net.Forward(new float[input], new float[output]), expected, actual);

    [Theory]
    [InlineData(1199, 40, "1200", "1199")]
    [InlineData(1201, 40, "1200", "1201")]
    [InlineData(1200, 39, "40", "39")]
    [InlineData(1200, 41, "40", "41")]
    public void AnySizeSpansOfAnotherLengthAreRefused(int image, int maps, string expected, string actual) =>
        AssertFigures(() => _map.Forward(new float[image], 40, 30, new float[maps]), expected, actual);

    [Fact]
    public void TheRightLengthsAreTaken() => _map.Forward(new float[1200], 40, 30, new float[4 * 10]);

    [Theory]
    [InlineData(27, 28)]
    [InlineData(28, 27)]
    [InlineData(0, 28)]
    [InlineData(-5, 28)]
    [InlineData(int.MinValue, 28)]
    public void ImagesBelowTheMinimumAreRefused(int height, int width)
    {
        AssertFigures(() => _map.Forward(new float[100], height, width, new float[10]), $"{height}×{width}", "28×28");
        AssertFigures(() => LeNet.FullyConvolutional.OutputSize(height, width), $"{height}×{width}", "28×28");
        AssertFigures(() => LeNet.FullyConvolutional.WorkspaceBytes(height, width), $"{height}×{width}", "28×28");
    }

    [Fact]
    public void SizesThatOverflowAreRefused()
    {
        const string Most = "2147483591";
        AssertFigures(() => _map.Forward([], 128_000, 128_000, []), "16384000000", Most);
        AssertFigures(() => LeNet.FullyConvolutional.WorkspaceBytes(int.MaxValue, int.MaxValue), "4611686014132420609", Most);
        AssertFigures(() => Espcn.WorkspaceBytes(10_000, 10_000), "6400000000", Most);
        AssertFigures(() => Espcn.OutputSize(1_000_000_000, 1), "3000000000", "32-bit");
    }

    [Fact]
    public void OverlappingSpansAreRefused()
    {
        var memory = new float[784 + 5];
        Assert.Throws<ArgumentException>(() => _net.Forward(memory.AsSpan(0, 784), memory.AsSpan(779, 10)));
        Assert.Throws<ArgumentException>(() => _map.Forward(memory.AsSpan(5, 784), 28, 28, memory.AsSpan(0, 10)));
        Assert.Throws<ArgumentException>(() => OnlyInPlace.Create(1).Forward(memory.AsSpan(0, 12), 2, 2, memory.AsSpan(0, 12)));
        _net.Forward(new float[794].AsSpan(0, 784), new float[10]);
    }

    [Fact]
    public void NothingIsWrittenWhenACallIsRefused()
    {
        var output = Forms.Unwritten(11);
        Assert.Throws<ArgumentException>(() => _net.Forward(new float[784], output));
        Assert.All(output, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ThreadsBelow1AreRefused(int threads)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _net.Threads = threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => _map.Threads = threads);
    }

    private static void AssertFigures(Action call, params string[] figures)
    {
        var exception = Assert.Throws<ArgumentException>(call);
        foreach (var figure in figures) Assert.Contains(figure, exception.Message, StringComparison.Ordinal);
    }

    private static void AssertFigures<T>(Func<T> call, params string[] figures) => AssertFigures(() => { _ = call(); }, figures);
}
