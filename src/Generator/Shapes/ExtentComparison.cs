using System;
using System.Numerics;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Whether extents fit each other for every image of a range of sizes.</summary>
/// <param name="Holds">Whether they do.</param>
/// <param name="Image">A size for which they do not; null also where that could neither be shown nor excluded.</param>
internal sealed record ExtentComparison(bool Holds, long? Image)
{
    /// <summary>Sizes that are looked at before the question is given up: networks have periods of hundreds, made-up ones of billions.</summary>
    private const int MostSizes = 1 << 17;

    /// <summary>
    /// Extents are staircases that repeat, higher by the same, after a period. So they are compared at each of their steps, up to the end of the first period
    /// behind which both repeat; and where they rise differently over it, at sizes far beyond.
    /// </summary>
    /// <param name="agreement">The extents.</param>
    /// <param name="smallest">The smallest image.</param>
    /// <param name="largest">The largest image.</param>
    public static ExtentComparison Of(SizeAgreement agreement, long smallest, long largest)
    {
        var (a, b) = Trend.OverOnePeriod(agreement.Extent.GetTrend(), agreement.Other.GetTrend());
        var start = BigInteger.Max(BigInteger.Max(a.From, b.From), smallest);
        var keepsTo = agreement.IsExact ? a.Rise == b.Rise : a.Rise >= b.Rise;
        var end = keepsTo ? (long)BigInteger.Min(start + a.Period, largest) : largest;

        var looked = 0;
        for (var image = smallest; image <= end; image = NextStep(agreement, image, end))
        {
            if (!agreement.Holds(image)) return new ExtentComparison(false, image);
            if (++looked == MostSizes) return new ExtentComparison(false, keepsTo ? null : Far(agreement, a, b, start, largest));
        }

        return new ExtentComparison(true, null);
    }

    /// <summary>A size after so many periods that what the one gains over the other in each has outgrown any difference.</summary>
    private static long? Far(SizeAgreement agreement, Trend a, Trend b, BigInteger start, long largest)
    {
        if (start > largest) return null;
        var lead = agreement.Extent.Evaluate((long)start) - agreement.Other.Evaluate((long)start);
        var periods = (Math.Abs(lead) / BigInteger.Abs(a.Rise - b.Rise)) + 1;
        var image = start + (periods * a.Period);
        return image <= largest && !agreement.Holds((long)image) ? (long)image : null;
    }

    /// <summary>The next size at which an extent is another: the sizes up to it are skipped in ever larger strides, and then halved.</summary>
    private static long NextStep(SizeAgreement agreement, long image, long end)
    {
        var (extent, other) = (agreement.Extent.Evaluate(image), agreement.Other.Evaluate(image));
        bool IsSame(long size) => agreement.Extent.Evaluate(size) == extent && agreement.Other.Evaluate(size) == other;

        long stride = 1;
        while (image + stride <= end && IsSame(image + stride)) stride *= 2;
        var (low, high) = (image + (stride / 2), Math.Min(image + stride, end + 1));
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (IsSame(middle)) low = middle;
            else high = middle;
        }

        return high;
    }
}
