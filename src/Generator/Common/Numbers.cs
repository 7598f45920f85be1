using System.Globalization;
using System.Linq;

namespace NetGen.Generator;

/// <summary>Figures as they stand in messages and tables: the same on every machine.</summary>
internal static class Numbers
{
    public static string Text(this int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(this long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>With thin groups of three: 102,760,448.</summary>
    public static string Grouped(this long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Text(this double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The product, or <see cref="long.MaxValue"/> if it is larger; the factors are not negative.</summary>
    public static long SaturatingProduct(params long[] factors)
    {
        if (factors.Contains(0)) return 0;
        long product = 1;
        foreach (var factor in factors)
        {
            if (product > long.MaxValue / factor) return long.MaxValue;
            product *= factor;
        }

        return product;
    }

    /// <summary>The sum, or <see cref="long.MaxValue"/> if it is larger; the terms are not negative.</summary>
    public static long SaturatingSum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
