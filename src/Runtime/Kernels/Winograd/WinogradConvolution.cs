using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): 36 multiplications for 16 outputs instead of 144. Its error is up to 6e-5 of the output's root mean
/// square, and depends on the place of an output in the grid of 4×4 tiles.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradConvolution
{
    /// <summary>Tiles that are transformed before their products are summed: their transforms stay in the cache.</summary>
    private const int TilesAtOnce = 48;

    /// <summary>Elements of scratch memory that one thread needs.</summary>
    public static int ScratchLength(int inChannels, int outChannels) =>
        checked(WinogradWeights.Points * TilesAtOnce * (inChannels + (outChannels + 2 * Lanes.Count - 1) / (2 * Lanes.Count) * 2 * Lanes.Count));

    /// <summary>y = activation(Σ x·w + bias).</summary>
    /// <param name="x">The input, H×W×in; the channels a multiple of 8.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry: 3×3, stride and dilation 1.</param>
    /// <param name="y">The output, rows×columns×out; the channels a multiple of 8.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation =>
        WinogradTiles<TActivation>.Run(x, xs, w, window, y, ys, activation, scratch, ScratchLength(xs.Channels, ys.Channels), TilesAtOnce, threads);
}
