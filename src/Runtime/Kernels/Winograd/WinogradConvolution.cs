using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Convolution of stride 1 by one of Winograd's algorithms, of groups or without. F(4×4, 3×3) takes 36 multiplications for 16 outputs instead of 144, F(2×2, 5×5) 36 for 4
/// instead of 100, F(2×2, 7×7) 64 for 4 instead of 196. Their errors are up to 6e-5 of the output's root mean square, and depend on the place of an
/// output in the grid of tiles. On small maps, whose filters take longer to fetch than to multiply, F(2×2, 3×3) has 16 points to read instead of 36: 16
/// multiplications for 4 outputs instead of 36, with an error of up to 1e-5.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WinogradConvolution
{
    private const int CacheLine = 16;

    /// <summary>Pairs of output channels whose products are held at a time: of all points of some tiles, which for thousands of channels would take too much memory.</summary>
    internal const int PairsAtOnce = 32;

    /// <summary>Elements of scratch memory that one thread needs.</summary>
    /// <param name="w">The weights.</param>
    public static int ScratchLength(WinogradWeights w)
    {
        ArgumentNullException.ThrowIfNull(w);
        var tiles = TilesAtOnce(w);
        return checked(w.Points * (InputPointLength(w.InChannels, tiles) + ProductPointLength(w.PairsPerGroup * w.Groups, tiles)));
    }

    /// <summary>
    /// Tiles that are transformed before their products are summed, groups of six. More read the filters less often; the transforms of fewer stay nearer in the
    /// cache. Where memory has to deliver the filters, 54 cover a map of 28×28 at once, and 66, of tiles of 2×2, one of 16×16.
    /// </summary>
    internal static int TilesAtOnce(WinogradWeights w) => (w.Points, (long)w.GroupInChannels * w.OutChannels) switch
    {
        (16, _) => 48,
        (_, <= 128 * 256) => 18,
        (_, <= 256 * 256) => 30,
        (36, _) => 54,
        _ => 66,
    };

    /// <summary>
    /// Elements from a tile's inputs to the next one's: a cache line more than its channels, since tiles a power of 2 apart would compete for a few sets of
    /// the cache.
    /// </summary>
    internal static int TileLength(int inChannels) => checked(inChannels + CacheLine);

    /// <summary>Elements from a point's inputs to the next one's.</summary>
    internal static int InputPointLength(int inChannels, int tiles) => OddLines(checked(TileLength(inChannels) * tiles));

    /// <summary>Elements from a point's products to the next one's.</summary>
    internal static int ProductPointLength(int pairs, int tiles) => OddLines(checked(Math.Min(pairs, PairsAtOnce) * WinogradWeights.Pair * tiles));

    /// <summary>An odd number of cache lines: the points of a tile, which are written and read together, then lie in different sets of the cache.</summary>
    private static int OddLines(int elements) => checked(((elements + CacheLine - 1) / CacheLine | 1) * CacheLine);

    /// <summary>y = activation(Σ x·w + bias).</summary>
    /// <param name="x">The input, H×W×in; the channels a multiple of 8.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry: the size of the filters, stride and dilation 1.</param>
    /// <param name="y">The output, rows×columns×out; the channels a multiple of 8.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation =>
        RunTiles(x, xs, w, window, pooled: false, default, y, ys, activation, scratch, threads);

    /// <summary>y = activation((Σ x·w + bias) + added): to the bit what <see cref="Run"/> and <see cref="Add"/> give, without the map between them.</summary>
    /// <param name="x">The input, H×W×in; the channels a multiple of 8.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry: the size of the filters, stride and dilation 1.</param>
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
        RunTiles(x, xs, w, window, pooled: false, added, y, ys, activation, scratch, threads);
    }

    /// <summary>
    /// y = the largest of each 2×2 of activation(Σ x·w + bias): to the bit what <see cref="Run"/> and a <see cref="MaxPool"/> of kernel and stride 2 give, without
    /// the map between them.
    /// </summary>
    /// <param name="x">The input, H×W×in; the channels a multiple of 8.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry of the convolution: the size of the filters, stride and dilation 1.</param>
    /// <param name="y">The pooled output, rows×columns×out; the channels a multiple of 8.</param>
    /// <param name="ys">Its size, that of the convolution's output halved and rounded down.</param>
    /// <param name="activation">Applied to every output of the convolution.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void RunMaxPooled<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation =>
        RunTiles(x, xs, w, window, pooled: true, default, y, ys, activation, scratch, threads);

    /// <summary>
    /// As <see cref="Run"/>, to the bit, into some channels of a map that several branches share: what <see cref="Concat"/> would copy there. Its other channels
    /// stay as they are.
    /// </summary>
    /// <param name="x">The input, H×W×in; the channels a multiple of 8.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry: the size of the filters, stride and dilation 1.</param>
    /// <param name="y">The whole map, rows×columns×channels.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="first">The first of the channels that are written.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void RunJoined<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, Span<float> y, MapSize ys, int first, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        threads = Check(x, xs, w, window, y, ys, scratch, threads);
        Guard.Within(first, w.OutChannels, ys.Channels, nameof(first));
        RunChecked(x, xs, w, window, pooled: false, default, y[first..], ys, activation, scratch, threads);
    }

    private static void RunTiles<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, bool pooled, ReadOnlySpan<float> added, Span<float> y, MapSize ys, TActivation activation,
        Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        threads = Check(x, xs, w, window, y, ys, scratch, threads);
        Guard.Equal(ys.Channels, w.OutChannels, "The number of output channels", nameof(ys));
        RunChecked(x, xs, w, window, pooled, added, y, ys, activation, scratch, threads);
    }

    private static void RunChecked<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, bool pooled, ReadOnlySpan<float> added, Span<float> y, MapSize ys, TActivation activation,
        Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        switch (w.KernelSize, w.OutputSize)
        {
            case (3, 4): WinogradTiles<WinogradFour3, TActivation>.Run(x, xs, w, window, pooled, added, y, ys, activation, scratch, threads); break;
            case (3, 2): WinogradTiles<WinogradTwo<WinogradTwo3>, TActivation>.Run(x, xs, w, window, pooled, added, y, ys, activation, scratch, threads); break;
            case (5, 2): WinogradTiles<WinogradTwo<WinogradTwo5>, TActivation>.Run(x, xs, w, window, pooled, added, y, ys, activation, scratch, threads); break;
            case (7, 2): WinogradTiles<WinogradTwo<WinogradTwo7>, TActivation>.Run(x, xs, w, window, pooled, added, y, ys, activation, scratch, threads); break;
            default: throw new InvalidOperationException($"No transform gives {w.OutputSize}×{w.OutputSize} outputs with filters of {w.KernelSize}×{w.KernelSize}.");
        }

        GC.KeepAlive(w);
    }

    /// <summary>Checks that everything fits, but for the channels of the output, which may be some of a map's.</summary>
    /// <returns>How many threads there is scratch memory for, of those allowed.</returns>
    private static int Check(
        ReadOnlySpan<float> x, MapSize xs, WinogradWeights w, in Window window, ReadOnlySpan<float> y, MapSize ys, ReadOnlySpan<float> scratch, int threads)
    {
        var scratchLength = ScratchLength(w);
        if (scratch.Length < scratchLength) throw new ArgumentException($"The scratch memory needs {scratchLength} values for each thread, but the span has {scratch.Length}.", nameof(scratch));
        Guard.Map(x.Length, xs, nameof(x));
        Guard.Map(y.Length, ys, nameof(y));
        Guard.Apart(x, y);
        Guard.Window(window);
        Guard.Positive(threads, nameof(threads));
        Guard.Equal(xs.Channels, w.InChannels, "The number of input channels", nameof(xs));
        Guard.Equal(xs.Channels % Lanes.Count, 0, "The rest of the input channels divided by 8", nameof(xs));
        Guard.Equal(w.GroupOutChannels % Lanes.Count, 0, "The rest of a group's output channels divided by 8", nameof(ys));
        Guard.Equal(window.KernelHeight, w.KernelSize, "The kernel height", nameof(window));
        Guard.Equal(window.KernelWidth, w.KernelSize, "The kernel width", nameof(window));
        Guard.Equal(window.StrideHeight * (long)window.StrideWidth * window.DilationHeight * window.DilationWidth, 1, "The product of strides and dilations", nameof(window));
        Guard.Apart(x, scratch);
        Guard.Apart(y, scratch);
        return Math.Min(Math.Min(threads, ScratchParts.Most), scratch.Length / scratchLength);
    }
}
