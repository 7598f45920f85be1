using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The taps of a window along one axis that meet one output row or column, in order, and the input coordinates they fall on: both are
/// arithmetic progressions. Convolutions, pools and transposed convolutions differ in nothing else.
/// </summary>
/// <param name="Tap">The first tap.</param>
/// <param name="TapStep">From one tap to the next.</param>
/// <param name="Count">Taps.</param>
/// <param name="At">The input coordinate of the first tap; it may lie outside of the map.</param>
/// <param name="AtStep">From one tap's coordinate to the next.</param>
internal readonly record struct TapLine(long Tap, long TapStep, long Count, long At, long AtStep)
{
    /// <summary>The taps of a convolution or pool: tap k of output o falls on o·stride − pad + k·dilation.</summary>
    public static TapLine Convolution(int kernel, int stride, int dilation, int pad, long output) =>
        new(0, 1, kernel, output * stride - pad, dilation);

    /// <summary>
    /// The taps of a transposed convolution: tap k of output o falls on (o + pad − k·dilation)/stride where that is whole, so on every q-th
    /// tap from the first, with q = stride/gcd(stride, dilation).
    /// </summary>
    public static TapLine Transposed(int kernel, int stride, int dilation, int pad, long output)
    {
        var common = GreatestCommonDivisor(stride, dilation);
        var step = stride / common;
        for (var tap = 0L; tap < Math.Min(kernel, step); tap++)
        {
            var distance = output + pad - tap * dilation;
            if (distance % stride == 0) return new(tap, step, (kernel - tap - 1) / step + 1, distance / stride, -(dilation / common));
        }

        return default;
    }

    /// <summary>
    /// The taps that fall inside of a map, from 0 to <paramref name="extent"/>, when the output is moved so far that they move by an
    /// offset.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TapLine Inside(long extent, long offset = 0)
    {
        var at = At + offset;
        var stride = Math.Abs(AtStep);
        var entry = AtStep >= 0 ? -at : at - (extent - 1);
        var exit = AtStep >= 0 ? extent - 1 - at : at;
        if (Count == 0 || exit < 0) return default;
        var first = entry <= 0 ? 0 : (entry + stride - 1) / stride;
        var count = Math.Min(Count, exit / stride + 1) - first;
        return count <= 0 ? default : new(Tap + first * TapStep, TapStep, count, at + first * AtStep, AtStep);
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
