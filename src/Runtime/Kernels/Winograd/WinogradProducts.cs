using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The products at one point of Winograd's transform: for each tile the sum over the input channels, in order, for 16 output channels. Six tiles and two
/// vectors fill 16 registers: 12 sums, 2 filters, an input.
/// </summary>
internal static unsafe class WinogradProducts
{
    /// <summary>Input channels whose filters for 16 outputs, 16 KiB, stay in the first-level cache while the tiles pass by.</summary>
    public const int MostAtOnce = 256;

    /// <summary>Fills [tile][16].</summary>
    /// <param name="inputs">[tile][channel].</param>
    /// <param name="tile">From a tile to the next in the inputs.</param>
    /// <param name="tiles">How many.</param>
    /// <param name="filters">[channel][16].</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="atOnce">Channels that are summed at once, at most <see cref="MostAtOnce"/>: sums of short sums round less than one long one.</param>
    /// <param name="sums">Receives the sums.</param>
    /// <param name="end">Where the filters end that are read in the order in which they lie in memory: what follows there is fetched, a fixed distance ahead.</param>
    /// <param name="skip">From there to the filters that are read after them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(float* inputs, nint tile, int tiles, float* filters, nint channels, nint atOnce, float* sums, float* end, nint skip)
    {
        for (nint first = 0; first < channels; first += atOnce)
        {
            var count = nint.Min(atOnce, channels - first);
            var at = filters + first * WinogradWeights.Pair;
            var fetch = at + MostAtOnce * WinogradWeights.Pair;
            if (fetch >= end) fetch += skip;
            if (WideTile.IsSupported) WideWinogradProducts.SumPart(inputs + first, tile, tiles, at, count, (Vector512<float>*)sums, first > 0, fetch);
            else SumPart(inputs + first, tile, tiles, at, count, (Vector256<float>*)sums, first > 0, fetch);
        }
    }

    /// <summary>Groups of 4 to 6 tiles, as even as they can be; fewer than 4 come one by one. Each group fetches its share of the filters that are read later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumPart(float* inputs, nint tile, int tiles, float* filters, nint channels, Vector256<float>* sums, bool continues, float* fetch)
    {
        nint groupsOfAll = (tiles + 5) / 6;
        var step = (WinogradWeights.Pair + groupsOfAll - 1) / groupsOfAll;
        for (var next = 0; next < tiles;)
        {
            var rest = tiles - next;
            var groups = (rest + 5) / 6;
            var size = rest < 4 ? 1 : (rest + groups - 1) / groups;
            var x = inputs + next * tile;
            var y = sums + 2 * next;
            if (size == 6) Sum6(x, tile, filters, channels, y, continues, fetch, step);
            else if (size == 5) Sum5(x, tile, filters, channels, y, continues, fetch, step);
            else if (size == 4) Sum4(x, tile, filters, channels, y, continues, fetch, step);
            else Sum1(x, tile, filters, channels, y, continues, fetch, step);
            next += size;
            fetch += channels * step;
        }
    }

    /// <summary>Six tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum6(float* x0, nint tile, float* filters, nint channels, Vector256<float>* sums, bool continues, float* fetch, nint step)
    {
        Vector256<float>
            s00 = default, s01 = default,
            s10 = default, s11 = default,
            s20 = default, s21 = default,
            s30 = default, s31 = default,
            s40 = default, s41 = default,
            s50 = default, s51 = default;
        var x1 = x0 + tile;
        var x2 = x1 + tile;
        var x3 = x2 + tile;
        var x4 = x3 + tile;
        var x5 = x4 + tile;
        for (nint i = 0; i < channels; i++, filters += WinogradWeights.Pair, fetch += step)
        {
            Prefetch.Line(fetch);
            var v0 = Vector256.Load(filters);
            var v1 = Vector256.Load(filters + Lanes.Count);
            var x = Vector256.Create(x0[i]);
            s00 = Vector256.MultiplyAddEstimate(x, v0, s00);
            s01 = Vector256.MultiplyAddEstimate(x, v1, s01);
            x = Vector256.Create(x1[i]);
            s10 = Vector256.MultiplyAddEstimate(x, v0, s10);
            s11 = Vector256.MultiplyAddEstimate(x, v1, s11);
            x = Vector256.Create(x2[i]);
            s20 = Vector256.MultiplyAddEstimate(x, v0, s20);
            s21 = Vector256.MultiplyAddEstimate(x, v1, s21);
            x = Vector256.Create(x3[i]);
            s30 = Vector256.MultiplyAddEstimate(x, v0, s30);
            s31 = Vector256.MultiplyAddEstimate(x, v1, s31);
            x = Vector256.Create(x4[i]);
            s40 = Vector256.MultiplyAddEstimate(x, v0, s40);
            s41 = Vector256.MultiplyAddEstimate(x, v1, s41);
            x = Vector256.Create(x5[i]);
            s50 = Vector256.MultiplyAddEstimate(x, v0, s50);
            s51 = Vector256.MultiplyAddEstimate(x, v1, s51);
        }

        if (continues)
        {
            (s00, s01) = (s00 + sums[0], s01 + sums[1]);
            (s10, s11) = (s10 + sums[2], s11 + sums[3]);
            (s20, s21) = (s20 + sums[4], s21 + sums[5]);
            (s30, s31) = (s30 + sums[6], s31 + sums[7]);
            (s40, s41) = (s40 + sums[8], s41 + sums[9]);
            (s50, s51) = (s50 + sums[10], s51 + sums[11]);
        }

        (sums[0], sums[1]) = (s00, s01);
        (sums[2], sums[3]) = (s10, s11);
        (sums[4], sums[5]) = (s20, s21);
        (sums[6], sums[7]) = (s30, s31);
        (sums[8], sums[9]) = (s40, s41);
        (sums[10], sums[11]) = (s50, s51);
    }

    /// <summary>Five tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum5(float* x0, nint tile, float* filters, nint channels, Vector256<float>* sums, bool continues, float* fetch, nint step)
    {
        Vector256<float>
            s00 = default, s01 = default,
            s10 = default, s11 = default,
            s20 = default, s21 = default,
            s30 = default, s31 = default,
            s40 = default, s41 = default;
        var x1 = x0 + tile;
        var x2 = x1 + tile;
        var x3 = x2 + tile;
        var x4 = x3 + tile;
        for (nint i = 0; i < channels; i++, filters += WinogradWeights.Pair, fetch += step)
        {
            Prefetch.Line(fetch);
            var v0 = Vector256.Load(filters);
            var v1 = Vector256.Load(filters + Lanes.Count);
            var x = Vector256.Create(x0[i]);
            s00 = Vector256.MultiplyAddEstimate(x, v0, s00);
            s01 = Vector256.MultiplyAddEstimate(x, v1, s01);
            x = Vector256.Create(x1[i]);
            s10 = Vector256.MultiplyAddEstimate(x, v0, s10);
            s11 = Vector256.MultiplyAddEstimate(x, v1, s11);
            x = Vector256.Create(x2[i]);
            s20 = Vector256.MultiplyAddEstimate(x, v0, s20);
            s21 = Vector256.MultiplyAddEstimate(x, v1, s21);
            x = Vector256.Create(x3[i]);
            s30 = Vector256.MultiplyAddEstimate(x, v0, s30);
            s31 = Vector256.MultiplyAddEstimate(x, v1, s31);
            x = Vector256.Create(x4[i]);
            s40 = Vector256.MultiplyAddEstimate(x, v0, s40);
            s41 = Vector256.MultiplyAddEstimate(x, v1, s41);
        }

        if (continues)
        {
            (s00, s01) = (s00 + sums[0], s01 + sums[1]);
            (s10, s11) = (s10 + sums[2], s11 + sums[3]);
            (s20, s21) = (s20 + sums[4], s21 + sums[5]);
            (s30, s31) = (s30 + sums[6], s31 + sums[7]);
            (s40, s41) = (s40 + sums[8], s41 + sums[9]);
        }

        (sums[0], sums[1]) = (s00, s01);
        (sums[2], sums[3]) = (s10, s11);
        (sums[4], sums[5]) = (s20, s21);
        (sums[6], sums[7]) = (s30, s31);
        (sums[8], sums[9]) = (s40, s41);
    }

    /// <summary>Four tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum4(float* x0, nint tile, float* filters, nint channels, Vector256<float>* sums, bool continues, float* fetch, nint step)
    {
        Vector256<float>
            s00 = default, s01 = default,
            s10 = default, s11 = default,
            s20 = default, s21 = default,
            s30 = default, s31 = default;
        var x1 = x0 + tile;
        var x2 = x1 + tile;
        var x3 = x2 + tile;
        for (nint i = 0; i < channels; i++, filters += WinogradWeights.Pair, fetch += step)
        {
            Prefetch.Line(fetch);
            var v0 = Vector256.Load(filters);
            var v1 = Vector256.Load(filters + Lanes.Count);
            var x = Vector256.Create(x0[i]);
            s00 = Vector256.MultiplyAddEstimate(x, v0, s00);
            s01 = Vector256.MultiplyAddEstimate(x, v1, s01);
            x = Vector256.Create(x1[i]);
            s10 = Vector256.MultiplyAddEstimate(x, v0, s10);
            s11 = Vector256.MultiplyAddEstimate(x, v1, s11);
            x = Vector256.Create(x2[i]);
            s20 = Vector256.MultiplyAddEstimate(x, v0, s20);
            s21 = Vector256.MultiplyAddEstimate(x, v1, s21);
            x = Vector256.Create(x3[i]);
            s30 = Vector256.MultiplyAddEstimate(x, v0, s30);
            s31 = Vector256.MultiplyAddEstimate(x, v1, s31);
        }

        if (continues)
        {
            (s00, s01) = (s00 + sums[0], s01 + sums[1]);
            (s10, s11) = (s10 + sums[2], s11 + sums[3]);
            (s20, s21) = (s20 + sums[4], s21 + sums[5]);
            (s30, s31) = (s30 + sums[6], s31 + sums[7]);
        }

        (sums[0], sums[1]) = (s00, s01);
        (sums[2], sums[3]) = (s10, s11);
        (sums[4], sums[5]) = (s20, s21);
        (sums[6], sums[7]) = (s30, s31);
    }

    /// <summary>One tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum1(float* x0, nint tile, float* filters, nint channels, Vector256<float>* sums, bool continues, float* fetch, nint step)
    {
        Vector256<float>
            s00 = default, s01 = default;
        for (nint i = 0; i < channels; i++, filters += WinogradWeights.Pair, fetch += step)
        {
            Prefetch.Line(fetch);
            var v0 = Vector256.Load(filters);
            var v1 = Vector256.Load(filters + Lanes.Count);
            var x = Vector256.Create(x0[i]);
            s00 = Vector256.MultiplyAddEstimate(x, v0, s00);
            s01 = Vector256.MultiplyAddEstimate(x, v1, s01);
        }

        if (continues)
        {
            (s00, s01) = (s00 + sums[0], s01 + sums[1]);
        }

        (sums[0], sums[1]) = (s00, s01);
    }
}
