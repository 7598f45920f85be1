using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The innermost loops of depthwise convolutions: sums of pixels side by side in registers, for 8 channels after the other. Every sum is made of the same products
/// in the same order, kernel row and kernel column, whatever the tile.
/// </summary>
/// <remarks>Each takes the taps, all inside of the map; the number of blocks of 8 channels, the last of which may be moved back over the one before.</remarks>
internal static unsafe class DepthwiseTile
{
    /// <summary>Eight pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum8<TActivation>(in DepthwisePixels pixels, int blocks, TActivation activation) where TActivation : struct, IActivation
    {
        for (var block = 0; block < blocks; block++)
        {
            var channel = nint.Min((nint)block * Lanes.Count, pixels.LastChannel);
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            var line = pixels.Input + channel;
            var weights = pixels.Filters + channel;
            var step = pixels.Step;
            for (var row = pixels.Taps.Rows; row > 0; row--, line += pixels.Taps.RowInput, weights += pixels.RowWeights)
            {
                var x = line;
                var w = weights;
                var (tapInput, tapWeights) = (pixels.Taps.ColumnInput, pixels.TapLength);
                for (var column = pixels.Taps.Columns; column > 0; column--, x += tapInput, w += tapWeights)
                {
                    var tap = Vector256.Load(w);
                    var at = x;
                    s0 = Vector256.MultiplyAddEstimate(Vector256.Load(at), tap, s0);
                    s1 = Vector256.MultiplyAddEstimate(Vector256.Load(at + step), tap, s1);
                    s2 = Vector256.MultiplyAddEstimate(Vector256.Load(at + 2 * step), tap, s2);
                    at += 3 * step;
                    s3 = Vector256.MultiplyAddEstimate(Vector256.Load(at), tap, s3);
                    s4 = Vector256.MultiplyAddEstimate(Vector256.Load(at + step), tap, s4);
                    s5 = Vector256.MultiplyAddEstimate(Vector256.Load(at + 2 * step), tap, s5);
                    at += 3 * step;
                    s6 = Vector256.MultiplyAddEstimate(Vector256.Load(at), tap, s6);
                    s7 = Vector256.MultiplyAddEstimate(Vector256.Load(at + step), tap, s7);
                }
            }

            Store4(pixels, 0, channel, activation, s0, s1, s2, s3);
            Store4(pixels, 4, channel, activation, s4, s5, s6, s7);
        }
    }

    /// <summary>Four pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum4<TActivation>(in DepthwisePixels pixels, int blocks, TActivation activation) where TActivation : struct, IActivation
    {
        for (var block = 0; block < blocks; block++)
        {
            var channel = nint.Min((nint)block * Lanes.Count, pixels.LastChannel);
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
            var line = pixels.Input + channel;
            var weights = pixels.Filters + channel;
            var step = pixels.Step;
            for (var row = pixels.Taps.Rows; row > 0; row--, line += pixels.Taps.RowInput, weights += pixels.RowWeights)
            {
                var x = line;
                var w = weights;
                var (tapInput, tapWeights) = (pixels.Taps.ColumnInput, pixels.TapLength);
                for (var column = pixels.Taps.Columns; column > 0; column--, x += tapInput, w += tapWeights)
                {
                    var tap = Vector256.Load(w);
                    s0 = Vector256.MultiplyAddEstimate(Vector256.Load(x), tap, s0);
                    s1 = Vector256.MultiplyAddEstimate(Vector256.Load(x + step), tap, s1);
                    s2 = Vector256.MultiplyAddEstimate(Vector256.Load(x + 2 * step), tap, s2);
                    s3 = Vector256.MultiplyAddEstimate(Vector256.Load(x + 3 * step), tap, s3);
                }
            }

            Store4(pixels, 0, channel, activation, s0, s1, s2, s3);
        }
    }

    /// <summary>One pixel; four blocks of channels together where there are so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum1<TActivation>(in DepthwisePixels pixels, int blocks, TActivation activation) where TActivation : struct, IActivation
    {
        for (var block = 0; block < blocks; block += 4)
        {
            // Blocks past the end are the last one again: sums that stand side by side cost no time.
            var c0 = nint.Min((nint)block * Lanes.Count, pixels.LastChannel);
            var c1 = nint.Min((nint)Math.Min(block + 1, blocks - 1) * Lanes.Count, pixels.LastChannel);
            var c2 = nint.Min((nint)Math.Min(block + 2, blocks - 1) * Lanes.Count, pixels.LastChannel);
            var c3 = nint.Min((nint)Math.Min(block + 3, blocks - 1) * Lanes.Count, pixels.LastChannel);
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
            var line = pixels.Input;
            var weights = pixels.Filters;
            for (var row = pixels.Taps.Rows; row > 0; row--, line += pixels.Taps.RowInput, weights += pixels.RowWeights)
            {
                var x = line;
                var w = weights;
                var (tapInput, tapWeights) = (pixels.Taps.ColumnInput, pixels.TapLength);
                for (var column = pixels.Taps.Columns; column > 0; column--, x += tapInput, w += tapWeights)
                {
                    s0 = Vector256.MultiplyAddEstimate(Vector256.Load(x + c0), Vector256.Load(w + c0), s0);
                    s1 = Vector256.MultiplyAddEstimate(Vector256.Load(x + c1), Vector256.Load(w + c1), s1);
                    s2 = Vector256.MultiplyAddEstimate(Vector256.Load(x + c2), Vector256.Load(w + c2), s2);
                    s3 = Vector256.MultiplyAddEstimate(Vector256.Load(x + c3), Vector256.Load(w + c3), s3);
                }
            }

            var bias = pixels.Bias;
            var output = pixels.Output;
            activation.Invoke(s0 + Vector256.Load(bias + c0)).Store(output + c0);
            activation.Invoke(s1 + Vector256.Load(bias + c1)).Store(output + c1);
            activation.Invoke(s2 + Vector256.Load(bias + c2)).Store(output + c2);
            activation.Invoke(s3 + Vector256.Load(bias + c3)).Store(output + c3);
        }
    }

    /// <summary>One pixel of fewer than 8 channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumPart<TActivation>(in DepthwisePixels pixels, int channels, TActivation activation) where TActivation : struct, IActivation
    {
        var sum = Vector256<float>.Zero;
        var line = pixels.Input;
        var weights = pixels.Filters;
        for (var row = pixels.Taps.Rows; row > 0; row--, line += pixels.Taps.RowInput, weights += pixels.RowWeights)
        {
            for (nint column = 0; column < pixels.Taps.Columns; column++)
            {
                var x = Lanes.Load(line + column * pixels.Taps.ColumnInput, channels);
                sum = Vector256.MultiplyAddEstimate(x, Vector256.Load(weights + column * pixels.TapLength), sum);
            }
        }

        Lanes.Store(activation.Invoke(sum + Vector256.Load(pixels.Bias)), pixels.Output, channels);
    }

    // The sums of four pixels side by side, of which first is the first's place in the tile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4<TActivation>(
        in DepthwisePixels pixels, nint first, nint channel, TActivation activation,
        Vector256<float> s0, Vector256<float> s1, Vector256<float> s2, Vector256<float> s3)
        where TActivation : struct, IActivation
    {
        var bias = Vector256.Load(pixels.Bias + channel);
        var next = pixels.OutputStep;
        var output = pixels.Output + first * next + channel;
        activation.Invoke(s0 + bias).Store(output);
        activation.Invoke(s1 + bias).Store(output + next);
        activation.Invoke(s2 + bias).Store(output + 2 * next);
        activation.Invoke(s3 + bias).Store(output + 3 * next);
    }
}

/// <summary>Pixels side by side that the same taps meet. Distances are in elements.</summary>
internal unsafe struct DepthwisePixels
{
    /// <summary>The taps, all inside of the map.</summary>
    public WindowTaps Taps;

    /// <summary>The first channel at the first tap of the first pixel.</summary>
    public float* Input;

    /// <summary>From a pixel to the next, in the input.</summary>
    public nint Step;

    /// <summary>The first channel at the first tap.</summary>
    public float* Filters;

    /// <summary>From a tap to the next, in the weights.</summary>
    public nint TapLength;

    /// <summary>From a kernel row to the next, in the weights.</summary>
    public nint RowWeights;

    /// <summary>The first channel's bias.</summary>
    public float* Bias;

    /// <summary>The first channel of the first pixel.</summary>
    public float* Output;

    /// <summary>From a pixel to the next, in the output: the channels.</summary>
    public nint OutputStep;

    /// <summary>Where the last 8 channels begin.</summary>
    public nint LastChannel;
}
