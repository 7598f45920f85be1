using static NetGen.Reference.Tests.TestMaps;

namespace NetGen.Reference.Tests;

public sealed class ComparisonTests
{
    /// <summary>The root mean square of 5, −5, 5, 5 is 5; an error of 0.01 is 0.002 of it.</summary>
    [Fact]
    public void ErrorsAreInUnitsOfTheRootMeanSquare()
    {
        var expected = Plane([5, -5], [5, 5]);
        float[] actual = [5, -5, 5.01f, 5];
        Assert.Equal(0.002, Comparison.Error(actual, expected), 1e-6);
        Comparison.Close(actual, expected, 0.0021);
        var error = Assert.Throws<ComparisonException>(() => Comparison.Close(actual, expected, 0.0019));
        Assert.Contains("row 1, column 0, channel 0 of 2×2×1", error.Message);
        Assert.Contains("5.01 was computed, 5 expected", error.Message);
    }

    [Fact]
    public void ZerosHaveAnAbsoluteUnit()
    {
        Comparison.Close([0f, 1e-12f], Plane([0, 0]), 1e-5);
        Assert.Throws<ComparisonException>(() => Comparison.Close([0f, 1e-10f], Plane([0, 0]), 1e-5));
        Comparison.Close([0f, 1e-10f], Plane([0, 0]), 1e-5, floor: 1);
    }

    [Fact]
    public void WhatIsNotFiniteMustBeEqual()
    {
        Comparison.Close([float.NegativeInfinity, float.NaN, 1], Plane([double.NegativeInfinity, double.NaN, 1]), 1e-6);
        Assert.Throws<ComparisonException>(() => Comparison.Close([float.NaN, 1], Plane([1, 1]), 1e6));
        Assert.Throws<ComparisonException>(() => Comparison.Close([1, 1], Plane([double.NaN, 1]), 1e6));
        Assert.Throws<ComparisonException>(() => Comparison.Close([float.PositiveInfinity, 1], Plane([double.NegativeInfinity, 1]), 1e6));
    }

    [Fact]
    public void SizesMustAgree()
    {
        Assert.Throws<ComparisonException>(() => Comparison.Close([1, 1, 1], Plane([1, 1]), 1));
        Assert.Throws<ComparisonException>(() => Comparison.Close(Plane([1], [1]), Plane([1, 1]), 1));
    }

    [Fact]
    public void RandomValuesAreReproducibleAndSingle()
    {
        var values = new RandomSource(3).NextValues(1000, -2, 3);
        Assert.Equal(values, new RandomSource(3).NextValues(1000, -2, 3));
        Assert.NotEqual(values, new RandomSource(4).NextValues(1000, -2, 3));
        Assert.All(values, value => Assert.Equal(value, (double)(float)value));
        Assert.InRange(values.Min(), -2, -1.95);
        Assert.InRange(values.Max(), 2.95, 3);
        Assert.InRange(values.Average(), 0.35, 0.65);
        var integers = Enumerable.Range(0, 200).Select(seed => new RandomSource((ulong)seed).NextInt(-1, 2)).ToHashSet();
        Assert.Equal([-1, 0, 1, 2], integers.Order());
    }
}
