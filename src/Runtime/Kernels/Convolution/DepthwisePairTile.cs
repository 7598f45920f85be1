using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The innermost loops of depthwise convolutions by 3×3 taps: sums of four pixels side by side, and of the four below them, in registers, for 8 channels after the other. What
/// the windows of two rows have in common is loaded once for both. Every sum is made of the same products in the same order as <see cref="DepthwiseTile"/>'s.
/// </summary>
/// <remarks>Taps outside of the map are those of the tile's border; they are left out.</remarks>
internal static unsafe class DepthwisePairTile
{
    /// <summary>Pixels of a row of a tile.</summary>
    public const int Columns = 4;

    /// <summary>Two rows of pixels, each window a row and a column after the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Slide<TActivation>(in DepthwisePair pair, int blocks, TActivation activation) where TActivation : struct, IActivation
    {
        for (var block = 0; block < blocks; block++)
        {
            var channel = nint.Min((nint)block * Lanes.Count, pair.LastChannel);
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
            var x = pair.Input + channel;
            var (row, step) = (pair.Row, pair.Step);
            var (left, right) = (pair.Left, pair.Right);
            var f = pair.Filters + channel;
            var tap = pair.TapLength;
            var (a0, a1, a2) = (Vector256.Load(f), Vector256.Load(f + tap), Vector256.Load(f + 2 * tap));
            if (pair.Top) SlidingRow.Add(x, step, left, right, a0, a1, a2, ref s0, ref s1, ref s2, ref s3);
            x += row;
            f += 3 * tap;
            var (b0, b1, b2) = (Vector256.Load(f), Vector256.Load(f + tap), Vector256.Load(f + 2 * tap));
            SlideBoth(x, step, left, right, b0, b1, b2, a0, a1, a2, ref s0, ref s1, ref s2, ref s3, ref t0, ref t1, ref t2, ref t3);
            x += row;
            f += 3 * tap;
            (a0, a1, a2) = (Vector256.Load(f), Vector256.Load(f + tap), Vector256.Load(f + 2 * tap));
            SlideBoth(x, step, left, right, a0, a1, a2, b0, b1, b2, ref s0, ref s1, ref s2, ref s3, ref t0, ref t1, ref t2, ref t3);
            x += row;
            if (pair.Bottom) SlidingRow.Add(x, step, left, right, a0, a1, a2, ref t0, ref t1, ref t2, ref t3);
            Store(pair, channel, 0, activation, s0, s1, s2, s3);
            Store(pair, channel, pair.OutputRow, activation, t0, t1, t2, t3);
        }
    }

    /// <summary>Two rows of pixels, each window two rows and two columns after the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Skip<TActivation>(in DepthwisePair pair, int blocks, TActivation activation) where TActivation : struct, IActivation
    {
        for (var block = 0; block < blocks; block++)
        {
            var channel = nint.Min((nint)block * Lanes.Count, pair.LastChannel);
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
            var x = pair.Input + channel;
            var (row, step) = (pair.Row, pair.Step);
            var (left, right) = (pair.Left, pair.Right);
            var f = pair.Filters + channel;
            var tap = pair.TapLength;
            var (a0, a1, a2) = (Vector256.Load(f), Vector256.Load(f + tap), Vector256.Load(f + 2 * tap));
            if (pair.Top) SkippingRow.Add(x, step, left, right, a0, a1, a2, ref s0, ref s1, ref s2, ref s3);
            x += row;
            f += 3 * tap;
            var (b0, b1, b2) = (Vector256.Load(f), Vector256.Load(f + tap), Vector256.Load(f + 2 * tap));
            SkippingRow.Add(x, step, left, right, b0, b1, b2, ref s0, ref s1, ref s2, ref s3);
            x += row;
            var g = f + 3 * tap;
            var (c0, c1, c2) = (Vector256.Load(g), Vector256.Load(g + tap), Vector256.Load(g + 2 * tap));
            SkipBoth(x, step, left, right, c0, c1, c2, a0, a1, a2, ref s0, ref s1, ref s2, ref s3, ref t0, ref t1, ref t2, ref t3);
            Store(pair, channel, 0, activation, s0, s1, s2, s3);
            x += row;
            (b0, b1, b2) = (Vector256.Load(f), Vector256.Load(f + tap), Vector256.Load(f + 2 * tap));
            SkippingRow.Add(x, step, left, right, b0, b1, b2, ref t0, ref t1, ref t2, ref t3);
            x += row;
            if (pair.Bottom) SkippingRow.Add(x, step, left, right, c0, c1, c2, ref t0, ref t1, ref t2, ref t3);
            Store(pair, channel, pair.OutputRow, activation, t0, t1, t2, t3);
        }
    }

    /// <summary>One row of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One<TRow, TActivation>(in DepthwisePair pair, int blocks, TActivation activation)
        where TRow : struct, IDepthwiseRow
        where TActivation : struct, IActivation
    {
        for (var block = 0; block < blocks; block++)
        {
            var channel = nint.Min((nint)block * Lanes.Count, pair.LastChannel);
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
            var x = pair.Input + channel;
            var f = pair.Filters + channel;
            var tap = pair.TapLength;
            for (var row = 0; row < 3; row++, x += pair.Row, f += 3 * tap)
            {
                if ((row == 0 && !pair.Top) || (row == 2 && !pair.Bottom)) continue;
                var (w0, w1, w2) = (Vector256.Load(f), Vector256.Load(f + tap), Vector256.Load(f + 2 * tap));
                TRow.Add(x, pair.Step, pair.Left, pair.Right, w0, w1, w2, ref s0, ref s1, ref s2, ref s3);
            }

            Store(pair, channel, 0, activation, s0, s1, s2, s3);
        }
    }

    // A row of the input that meets both rows of windows. To add it to one and then to the other took 8 to 16 % longer, or 3 to 6 % where windows skip pixels, and tiles of
    // single rows 8 to 30 %.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SlideBoth(
        float* x, nint step, bool left, bool right,
        Vector256<float> w0, Vector256<float> w1, Vector256<float> w2, Vector256<float> u0, Vector256<float> u1, Vector256<float> u2,
        ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3,
        ref Vector256<float> t0, ref Vector256<float> t1, ref Vector256<float> t2, ref Vector256<float> t3)
    {
        Vector256<float> v;
        if (left)
        {
            v = Vector256.Load(x);
            s0 = Vector256.MultiplyAddEstimate(v, w0, s0);
            t0 = Vector256.MultiplyAddEstimate(v, u0, t0);
        }

        v = Vector256.Load(x + step);
        s1 = Vector256.MultiplyAddEstimate(v, w0, s1);
        s0 = Vector256.MultiplyAddEstimate(v, w1, s0);
        t1 = Vector256.MultiplyAddEstimate(v, u0, t1);
        t0 = Vector256.MultiplyAddEstimate(v, u1, t0);
        v = Vector256.Load(x + 2 * step);
        s2 = Vector256.MultiplyAddEstimate(v, w0, s2);
        s1 = Vector256.MultiplyAddEstimate(v, w1, s1);
        s0 = Vector256.MultiplyAddEstimate(v, w2, s0);
        t2 = Vector256.MultiplyAddEstimate(v, u0, t2);
        t1 = Vector256.MultiplyAddEstimate(v, u1, t1);
        t0 = Vector256.MultiplyAddEstimate(v, u2, t0);
        x += 3 * step;
        v = Vector256.Load(x);
        s3 = Vector256.MultiplyAddEstimate(v, w0, s3);
        s2 = Vector256.MultiplyAddEstimate(v, w1, s2);
        s1 = Vector256.MultiplyAddEstimate(v, w2, s1);
        t3 = Vector256.MultiplyAddEstimate(v, u0, t3);
        t2 = Vector256.MultiplyAddEstimate(v, u1, t2);
        t1 = Vector256.MultiplyAddEstimate(v, u2, t1);
        v = Vector256.Load(x + step);
        s3 = Vector256.MultiplyAddEstimate(v, w1, s3);
        s2 = Vector256.MultiplyAddEstimate(v, w2, s2);
        t3 = Vector256.MultiplyAddEstimate(v, u1, t3);
        t2 = Vector256.MultiplyAddEstimate(v, u2, t2);
        if (right)
        {
            v = Vector256.Load(x + 2 * step);
            s3 = Vector256.MultiplyAddEstimate(v, w2, s3);
            t3 = Vector256.MultiplyAddEstimate(v, u2, t3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SkipBoth(
        float* x, nint step, bool left, bool right,
        Vector256<float> w0, Vector256<float> w1, Vector256<float> w2, Vector256<float> u0, Vector256<float> u1, Vector256<float> u2,
        ref Vector256<float> s0, ref Vector256<float> s1, ref Vector256<float> s2, ref Vector256<float> s3,
        ref Vector256<float> t0, ref Vector256<float> t1, ref Vector256<float> t2, ref Vector256<float> t3)
    {
        Vector256<float> v;
        if (left)
        {
            v = Vector256.Load(x);
            s0 = Vector256.MultiplyAddEstimate(v, w0, s0);
            t0 = Vector256.MultiplyAddEstimate(v, u0, t0);
        }

        v = Vector256.Load(x + step);
        s0 = Vector256.MultiplyAddEstimate(v, w1, s0);
        t0 = Vector256.MultiplyAddEstimate(v, u1, t0);
        x += 2 * step;
        v = Vector256.Load(x);
        s1 = Vector256.MultiplyAddEstimate(v, w0, s1);
        s0 = Vector256.MultiplyAddEstimate(v, w2, s0);
        t1 = Vector256.MultiplyAddEstimate(v, u0, t1);
        t0 = Vector256.MultiplyAddEstimate(v, u2, t0);
        v = Vector256.Load(x + step);
        s1 = Vector256.MultiplyAddEstimate(v, w1, s1);
        t1 = Vector256.MultiplyAddEstimate(v, u1, t1);
        x += 2 * step;
        v = Vector256.Load(x);
        s2 = Vector256.MultiplyAddEstimate(v, w0, s2);
        s1 = Vector256.MultiplyAddEstimate(v, w2, s1);
        t2 = Vector256.MultiplyAddEstimate(v, u0, t2);
        t1 = Vector256.MultiplyAddEstimate(v, u2, t1);
        v = Vector256.Load(x + step);
        s2 = Vector256.MultiplyAddEstimate(v, w1, s2);
        t2 = Vector256.MultiplyAddEstimate(v, u1, t2);
        x += 2 * step;
        v = Vector256.Load(x);
        s3 = Vector256.MultiplyAddEstimate(v, w0, s3);
        s2 = Vector256.MultiplyAddEstimate(v, w2, s2);
        t3 = Vector256.MultiplyAddEstimate(v, u0, t3);
        t2 = Vector256.MultiplyAddEstimate(v, u2, t2);
        v = Vector256.Load(x + step);
        s3 = Vector256.MultiplyAddEstimate(v, w1, s3);
        t3 = Vector256.MultiplyAddEstimate(v, u1, t3);
        if (right)
        {
            v = Vector256.Load(x + 2 * step);
            s3 = Vector256.MultiplyAddEstimate(v, w2, s3);
            t3 = Vector256.MultiplyAddEstimate(v, u2, t3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TActivation>(
        in DepthwisePair pair, nint channel, nint row, TActivation activation, Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, Vector256<float> s3)
        where TActivation : struct, IActivation
    {
        var bias = Vector256.Load(pair.Bias + channel);
        var next = pair.OutputStep;
        var output = pair.Output + row + channel;
        activation.Invoke(s0 + bias).Store(output);
        activation.Invoke(s1 + bias).Store(output + next);
        activation.Invoke(s2 + bias).Store(output + 2 * next);
        activation.Invoke(s3 + bias).Store(output + 3 * next);
    }
}

/// <summary>A tile of two rows of pixels, or one. Distances are in elements.</summary>
internal unsafe struct DepthwisePair
{
    /// <summary>The first channel at the first tap of the first pixel; outside of the map where that tap is.</summary>
    public float* Input;

    /// <summary>From a pixel of the input to the one at its right.</summary>
    public nint Step;

    /// <summary>From a pixel of the input to the one below.</summary>
    public nint Row;

    /// <summary>The first channel at the first tap.</summary>
    public float* Filters;

    /// <summary>From a tap to the next, in the weights.</summary>
    public nint TapLength;

    /// <summary>The first channel's bias.</summary>
    public float* Bias;

    /// <summary>The first channel of the first pixel.</summary>
    public float* Output;

    /// <summary>From a pixel of the output to the one at its right: the channels.</summary>
    public nint OutputStep;

    /// <summary>From a pixel of the output to the one below.</summary>
    public nint OutputRow;

    /// <summary>Where the last 8 channels begin.</summary>
    public nint LastChannel;

    /// <summary>Whether the outermost taps of the tile's outermost pixels lie inside of the map.</summary>
    public bool Left, Top, Right, Bottom;
}
