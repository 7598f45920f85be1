using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Graph;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Symbolic sizes against plain arithmetic, for every image up to 200 rows and many stacks of operations.</summary>
public class ExtentTests
{
    private const int Largest = 200;
    private const int Stacks = 400;

    /// <summary>An expression, what it means, and the smallest image for which no step of it is negative.</summary>
    private sealed record Case(Extent Extent, Func<long, long> Meaning, long From);

    [Fact]
    public void Evaluate_is_exact()
    {
        foreach (var (extent, meaning, _) in RandomCases(1))
        {
            for (long image = 0; image <= Largest; image++)
            {
                if (meaning(image) != extent.Evaluate(image)) Assert.Fail($"{extent.ToText("n")} at {image}");
            }
        }
    }

    [Fact]
    public void Code_gives_what_Evaluate_gives()
    {
        var cases = RandomCases(2).ToList();
        var code = string.Join(",\n", cases.Select(pair => $"n => {pair.Extent.ToCode("n")}"));
        var compilation = Compilations.Create($"public static class Codes {{ public static readonly System.Func<long, long>[] All = {{\n{code}\n}}; }}");
        using var assembly = new MemoryStream();
        Assert.Empty(compilation.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var all = (Func<long, long>[])System.Reflection.Assembly.Load(assembly.ToArray()).GetType("Codes")!.GetField("All")!.GetValue(null)!;
        foreach (var ((extent, _, from), function) in cases.Zip(all))
        {
            for (var image = from; image <= from + Largest; image++)
            {
                if (extent.Evaluate(image) != function(image)) Assert.Fail($"{extent.ToCode("n")} at {image}");
            }
        }
    }

    [Theory]
    [InlineData(new[] { "-4", "/2", "-4", "/2", "-3" }, "⌊(H−24)/4⌋")]
    [InlineData(new[] { "/2", "/2", "/2" }, "⌊H/8⌋")]
    [InlineData(new[] { "*2", "/2" }, "H")]
    [InlineData(new[] { "+1", "/2", "*2" }, "2⌊(H+1)/2⌋")]
    [InlineData(new[] { "*6", "+4", "/4" }, "⌊(3H+2)/2⌋")]
    public void Text_is_in_simplest_form(string[] operations, string text)
    {
        var extent = operations.Aggregate(Extent.Image, (before, operation) =>
        {
            var operand = long.Parse(operation[1..], CultureInfo.InvariantCulture);
            return operation[0] switch { '+' => before + operand, '-' => before - operand, '*' => before * operand, _ => before / operand };
        });
        Assert.Equal(text, extent.ToText("H"));
    }

    [Fact]
    public void Equal_expressions_are_equal() => Assert.Equal((Extent.Image / 2 / 3) - 1, (Extent.Image - 6) / 6);

    [Fact]
    public void Divisions_that_would_merge_past_32_bits_stay_apart() =>
        Assert.Equal("⌊⌊H/1048576⌋/1048576⌋", (Extent.Image / (1L << 20) / (1L << 20)).ToText("H"));

    [Fact]
    public void What_is_past_32_bits_is_too_large_and_stays_so()
    {
        Assert.Equal(Extent.TooLarge, Extent.Image * (1L << 20) * (1L << 20));
        Assert.Equal(Extent.TooLarge, Extent.Constant(1L << 31));
        Assert.Equal(Extent.TooLarge, ((Extent.TooLarge / 5) + 1) * 2);
        Assert.Equal(Extent.Unknown, Extent.Minimum(Extent.Unknown, Extent.Image));
        Assert.Throws<InvalidOperationException>(() => Extent.Unknown.Evaluate(3));
        Assert.Throws<InvalidOperationException>(() => Extent.TooLarge.ToCode("n"));
    }

    private static IEnumerable<Case> RandomCases(int seed)
    {
        var random = new Random(seed);
        for (var stack = 0; stack < Stacks; stack++)
        {
            var current = new Case(Extent.Image, image => image, 0);
            for (var depth = random.Next(1, 9); depth > 0; depth--) current = Next(current, random);
            Assert.True(current.Extent.IsKnown);
            yield return current;
        }
    }

    /// <summary>A case with one more operation. Code is right for images for which no step is negative, as no map has a negative size.</summary>
    private static Case Next(Case before, Random random)
    {
        var next = Apply(before, random);
        return next with { From = NotNegative(next.Meaning, next.From) };
    }

    private static Case Apply(Case before, Random random)
    {
        var (extent, meaning, from) = before;
        var (operand, divisor) = (random.Next(-7, 8), random.Next(1, 6));
        return random.Next(5) switch
        {
            0 => new(extent + operand, image => meaning(image) + operand, from),
            1 => new(extent * divisor, image => meaning(image) * divisor, from),
            2 => new(extent / divisor, image => Floor(meaning(image), divisor), from),
            3 => new(extent.CeilingDivide(divisor), image => Ceiling(meaning(image), divisor), from),
            _ => new(
                Extent.Minimum(extent, (extent + operand) / divisor),
                image => Math.Min(meaning(image), Floor(meaning(image) + operand, divisor)),
                NotNegative(image => meaning(image) + Math.Min(operand, 0), from)),
        };
    }

    private static long Floor(long dividend, long divisor) => (long)Math.Floor((decimal)dividend / divisor);

    private static long Ceiling(long dividend, long divisor) => (long)Math.Ceiling((decimal)dividend / divisor);

    /// <summary>The smallest image from which on a size, which grows with the image, is not negative.</summary>
    private static long NotNegative(Func<long, long> meaning, long from)
    {
        while (meaning(from) < 0) from++;
        return from;
    }
}
