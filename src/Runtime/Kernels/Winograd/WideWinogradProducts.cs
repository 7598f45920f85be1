using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>As <see cref="WinogradProducts"/>, of up to 12 tiles at once, with the vectors of <see cref="WideTile"/>: to the bit the same sums.</summary>
internal static unsafe class WideWinogradProducts
{
    /// <summary>The products of some channels. Fills, or continues, [tile][16].</summary>
    /// <param name="inputs">[tile][channel].</param>
    /// <param name="tile">From a tile to the next in the inputs.</param>
    /// <param name="tiles">How many.</param>
    /// <param name="filters">[channel][16].</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="continues">Whether they are added to what is there.</param>
    /// <param name="fetch">Filters that are read later: each group of tiles fetches its share.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumPart(float* inputs, nint tile, int tiles, float* filters, nint channels, Vector512<float>* sums, bool continues, float* fetch)
    {
        var groups = (tiles + WideTile.MostPixels - 1) / WideTile.MostPixels;
        nint step = (WinogradWeights.Pair + groups - 1) / groups;
        var first = 0;
        for (var group = 1; group <= groups; group++, fetch += channels * step)
        {
            var end = tiles * group / groups;
            var x = inputs + first * tile;
            var y = sums + first;
            switch (end - first)
            {
                case 12: Sum<PixelCount.Twelve>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 11: Sum<PixelCount.Eleven>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 10: Sum<PixelCount.Ten>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 9: Sum<PixelCount.Nine>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 8: Sum<PixelCount.Eight>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 7: Sum<PixelCount.Seven>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 6: Sum<PixelCount.Six>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 5: Sum<PixelCount.Five>(x, tile, filters, channels, y, continues, fetch, step); break;
                case 4: Sum<PixelCount.Four>(x, tile, filters, channels, y, continues, fetch, step); break;
                default:
                    for (var next = first; next < end; next++) SumOne(inputs + next * tile, filters, channels, sums + next, continues, fetch, step);
                    break;
            }

            first = end;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTiles>(float* x0, nint tile, float* filters, nint channels, Vector512<float>* sums, bool continues, float* fetch, nint step)
        where TTiles : struct, IPixelCount
    {
        Vector512<float> s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11;
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = s8 = s9 = s10 = s11 = default;
        var x1 = x0 + tile;
        var x2 = x1 + tile;
        var x3 = x2 + tile;
        var x4 = x3 + tile;
        var x5 = x4 + tile;
        var x6 = x5 + tile;
        var x7 = x6 + tile;
        var x8 = x7 + tile;
        var x9 = x8 + tile;
        var x10 = x9 + tile;
        var x11 = x10 + tile;
        for (nint i = 0; i < channels; i++, filters += WinogradWeights.Pair, fetch += step)
        {
            Prefetch.Line(fetch);
            ChannelProducts.Wide<TTiles>(Vector512.Load(filters), i, x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
                ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9, ref s10, ref s11);
        }

        Store(s0, sums + 0, continues);
        Store(s1, sums + 1, continues);
        Store(s2, sums + 2, continues);
        Store(s3, sums + 3, continues);
        if (TTiles.Value > 4) Store(s4, sums + 4, continues);
        if (TTiles.Value > 5) Store(s5, sums + 5, continues);
        if (TTiles.Value > 6) Store(s6, sums + 6, continues);
        if (TTiles.Value > 7) Store(s7, sums + 7, continues);
        if (TTiles.Value > 8) Store(s8, sums + 8, continues);
        if (TTiles.Value > 9) Store(s9, sums + 9, continues);
        if (TTiles.Value > 10) Store(s10, sums + 10, continues);
        if (TTiles.Value > 11) Store(s11, sums + 11, continues);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumOne(float* x, float* filters, nint channels, Vector512<float>* sum, bool continues, float* fetch, nint step)
    {
        Vector512<float> s = default;
        for (nint i = 0; i < channels; i++, filters += WinogradWeights.Pair, fetch += step)
        {
            Prefetch.Line(fetch);
            s = Vector512.MultiplyAddEstimate(Vector512.Create(x[i]), Vector512.Load(filters), s);
        }

        Store(s, sum, continues);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> value, Vector512<float>* sum, bool continues) => *sum = continues ? value + *sum : value;
}
