using System;

namespace NetGen.Generator.Graph;

/// <summary>A range of rows or columns, both ends included.</summary>
internal readonly record struct Interval(long First, long Last)
{
    public long Length => Last - First + 1;
}

/// <summary>A positive fraction in lowest terms.</summary>
internal readonly record struct Fraction
{
    public Fraction(long numerator, long denominator)
    {
        var common = GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / common, denominator / common);
    }

    public long Numerator { get; }

    public long Denominator { get; }

    public static Fraction operator *(Fraction a, Fraction b) =>
        new(Numbers.SaturatingProduct(a.Numerator, b.Numerator), Numbers.SaturatingProduct(a.Denominator, b.Denominator));

    public override string ToString() => Denominator == 1 ? Numerator.Text() : $"{Numerator.Text()}/{Denominator.Text()}";

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? Math.Max(a, 1) : GreatestCommonDivisor(b, a % b);
}

/// <summary>How a layer reads along one axis: from its output back to its input.</summary>
internal abstract record AxisStep
{
    /// <summary>Each value reads the one at its own place.</summary>
    public static AxisStep Pointwise { get; } = new Slide(1, 1, 0);

    /// <summary>Input rows per output row.</summary>
    public abstract Fraction Stride { get; }

    /// <summary>The inputs that a range of outputs reads, inputs in the padding included.</summary>
    public abstract Interval Back(Interval outputs);

    /// <summary>A sliding window: y reads y·s − p … y·s − p + k − 1. A crop is one with negative padding.</summary>
    /// <param name="Kernel">k, dilation included.</param>
    /// <param name="Step">s.</param>
    /// <param name="Before">p.</param>
    internal sealed record Slide(long Kernel, long Step, long Before) : AxisStep
    {
        /// <summary>Whether p is only what it is for an image of some size.</summary>
        public bool DependsOnSize { get; init; }

        public override Fraction Stride => new(Step, 1);

        public override Interval Back(Interval outputs) =>
            new((outputs.First * Step) - Before, (outputs.Last * Step) - Before + Kernel - 1);
    }

    /// <summary>A transposed window: input i writes i·s − p … i·s − p + k − 1.</summary>
    internal sealed record Spread(long Kernel, long Step, long Before) : AxisStep
    {
        public override Fraction Stride => new(1, Step);

        public override Interval Back(Interval outputs) =>
            new(FloorDivide(outputs.First + Before - Kernel + Step, Step), FloorDivide(outputs.Last + Before, Step));
    }

    /// <summary>Upsampling; the bilinear kind reads the neighbour beside each pixel too.</summary>
    internal sealed record Enlarge(long Factor, bool Interpolates) : AxisStep
    {
        public override Fraction Stride => new(1, Factor);

        // Bilinear: the centre (y + ½)/f − ½ = (2y + 1 − f)/2f lies between two inputs, or on one when f is odd.
        public override Interval Back(Interval outputs) => Interpolates && Factor > 1
            ? new(FloorDivide((2 * outputs.First) + 1 - Factor, 2 * Factor), -FloorDivide(-((2 * outputs.Last) + 1 - Factor), 2 * Factor))
            : new(FloorDivide(outputs.First, Factor), FloorDivide(outputs.Last, Factor));
    }

    /// <summary>Every output depends on the whole map, or on its place in it.</summary>
    internal sealed record Whole : AxisStep
    {
        public override Fraction Stride => new(1, 1);

        public override Interval Back(Interval outputs) => outputs;
    }

    private static long FloorDivide(long dividend, long divisor) =>
        dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);
}
