using static NetGen.Reference.Tests.TestMaps;

namespace NetGen.Reference.Tests;

public sealed class PoolingTests
{
    [Fact]
    public void MaximaOfWindows() => AssertPlane(MaxPool.Run(Counting(4, 5), WindowSpec.Square(2, 2)), [7, 9], [17, 19]);

    /// <summary>Columns -1, 0 | 1, 2: the padding does not beat negative values.</summary>
    [Fact]
    public void PaddingNeverWins() =>
        AssertPlane(MaxPool.Run(Plane([-5, -3, -4]), new(1, 2) { StrideWidth = 2, PadLeft = 1 }), [-5, -3]);

    [Fact]
    public void ADilatedWindowMayMissTheMap() =>
        AssertPlane(
            MaxPool.Run(Plane([4]), new(1, 2) { DilationWidth = 3, PadLeft = 2, PadRight = 2 }),
            [double.NegativeInfinity, double.NegativeInfinity]);

    /// <summary>The last window of each axis holds one row or column of the map.</summary>
    [Fact]
    public void CeilingHangsOver() =>
        AssertPlane(MaxPool.Run(Counting(3, 3), WindowSpec.Square(2, 2) with { Ceil = true }), [5, 6], [8, 9]);

    /// <summary>Two taps of each window lie in the padding: (1 + 2)/2 and (3 + 4)/2, or quarters where it counts.</summary>
    [Fact]
    public void PaddingCountsIfAsked()
    {
        var window = new WindowSpec(2, 2) { StrideHeight = 2, StrideWidth = 2, PadTop = 1 };
        AssertPlane(AveragePool.Run(Counting(1, 4), window), [1.5, 3.5]);
        AssertPlane(AveragePool.Run(Counting(1, 4), window with { CountPad = true }), [0.75, 1.75]);
    }

    /// <summary>Columns 0-2 and 2-4 of four: the mean of 3 and 4 alone, unless column 4 is padding.</summary>
    [Fact]
    public void WhatHangsOverNeverCounts()
    {
        var window = new WindowSpec(1, 3) { StrideWidth = 2, Ceil = true, CountPad = true };
        AssertPlane(AveragePool.Run(Counting(1, 4), window), [2, 3.5]);
        AssertPlane(AveragePool.Run(Counting(1, 4), window with { PadRight = 1 }), [2, 7.0 / 3]);
    }

    [Fact]
    public void AMeanOfNothingIsZero() =>
        AssertPlane(AveragePool.Run(Plane([4]), new(1, 2) { DilationWidth = 3, PadLeft = 2, PadRight = 2 }), [0, 0]);

    [Fact]
    public void WholeMaps()
    {
        var x = Map.Build(2, 3, 2, (y, column, c) => c == 0 ? y * 3 + column : -1 - column);
        AssertPixel(GlobalAveragePool.Run(x), 2.5, -2);
        AssertPixel(GlobalMaxPool.Run(x), 5, -1);
    }

    /// <summary>Of 5 columns, 3 windows: ⌊0⌋-⌈5/3⌉ = 0-1, ⌊5/3⌋-⌈10/3⌉ = 1-3, ⌊10/3⌋-5 = 3-4.</summary>
    [Fact]
    public void AdaptiveWindowsOverlap() => AssertPlane(AdaptiveAveragePool.Run(Counting(1, 5), 1, 3), [1.5, 3, 4.5]);
}
