using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): 36 multiplications for 16 outputs instead of 144. Its error is up to 6e-5 of the output's root mean
/// square, and depends on the place of an output in the grid of 4×4 tiles. On small maps, whose filters take longer to fetch than to multiply, F(2×2, 3×3) has
/// 16 points to read instead of 36: 16 multiplications for 4 outputs instead of 36, with an error of up to 1e-5.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradConvolution
{
    private const int CacheLine = 16;

    /// <summary>Elements of scratch memory that one thread needs.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="outputSize">Rows and columns of outputs that a tile gives: <see cref="WinogradWeights.OutputSize"/>.</param>
    public static int ScratchLength(int inChannels, int outChannels, int outputSize = 4)
    {
        var tiles = TilesAtOnce(inChannels, outChannels, outputSize);
        var points = (outputSize + 2) * (outputSize + 2);
        return checked(points * (InputPointLength(inChannels, tiles) + ProductPointLength(outChannels, tiles)));
    }

    /// <summary>
    /// Tiles that are transformed before their products are summed, groups of six. More read the filters less often; the transforms of fewer stay nearer in the
    /// cache. Where memory has to deliver the filters, 54 cover a map of 28×28 at once.
    /// </summary>
    internal static int TilesAtOnce(int inChannels, int outChannels, int outputSize) => ((long)inChannels * outChannels) switch
    {
        _ when outputSize == 2 => 48,
        <= 128 * 256 => 18,
        <= 256 * 256 => 30,
        _ => 54,
    };

    /// <summary>
    /// Elements from a tile's inputs to the next one's: a cache line more than its channels, since tiles a power of 2 apart would compete for a few sets of
    /// the cache.
    /// </summary>
    internal static int TileLength(int inChannels) => checked(inChannels + CacheLine);

    /// <summary>Elements from a point's inputs to the next one's.</summary>
    internal static int InputPointLength(int inChannels, int tiles) => OddLines(checked(TileLength(inChannels) * tiles));

    /// <summary>Elements from a point's products to the next one's.</summary>
    internal static int ProductPointLength(int outChannels, int tiles) =>
        OddLines(checked((outChannels + WinogradWeights.Pair - 1) / WinogradWeights.Pair * WinogradWeights.Pair * tiles));

    /// <summary>An odd number of cache lines: the points of a tile, which are written and read together, then lie in different sets of the cache.</summary>
    private static int OddLines(int elements) => checked(((elements + CacheLine - 1) / CacheLine | 1) * CacheLine);

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
        WinogradTiles<TActivation>.Run(x, xs, w, window, pooled: false, default, y, ys, activation, scratch, threads);

    /// <summary>y = activation((Σ x·w + bias) + added): to the bit what <see cref="Run"/> and <see cref="Add"/> give, without the map between them.</summary>
    /// <param name="x">The input, H×W×in; the channels a multiple of 8.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry: 3×3, stride and dilation 1.</param>
    /// <param name="added">What is added, rows×columns×out; it may be the same memory as the output.</param>
    /// <param name="y">The output, rows×columns×out; the channels a multiple of 8.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or spans overlap that may not.</exception>
    public static void RunAdded<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, ReadOnlySpan<float> added, Span<float> y, MapSize ys, TActivation activation,
        Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        AddedMap.Check(added, y, ys);
        Guard.Apart(added, scratch);
        WinogradTiles<TActivation>.Run(x, xs, w, window, pooled: false, added, y, ys, activation, scratch, threads);
    }

    /// <summary>
    /// y = the largest of each 2×2 of activation(Σ x·w + bias): to the bit what <see cref="Run"/> and a <see cref="MaxPool"/> of kernel and stride 2 give, without
    /// the map between them.
    /// </summary>
    /// <param name="x">The input, H×W×in; the channels a multiple of 8.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry of the convolution: 3×3, stride and dilation 1.</param>
    /// <param name="y">The pooled output, rows×columns×out; the channels a multiple of 8.</param>
    /// <param name="ys">Its size, that of the convolution's output halved and rounded down.</param>
    /// <param name="activation">Applied to every output of the convolution.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void RunMaxPooled<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation =>
        WinogradTiles<TActivation>.Run(x, xs, w, window, pooled: true, default, y, ys, activation, scratch, threads);
}
