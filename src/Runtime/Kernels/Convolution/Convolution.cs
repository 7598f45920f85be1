using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Convolution in single precision. A dense layer is a convolution whose window covers the whole map.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Convolution
{
    /// <summary>A part of the input that is larger is not copied: 8 MiB.</summary>
    private const int LargestCopy = 1 << 21;

    /// <summary>
    /// Elements of scratch memory that one thread needs where windows reach past the border of the map, whatever its size: a copy of a part of the input with zeros
    /// around it. 0 for windows so large that it does not pay.
    /// </summary>
    public static int ScratchLength(in Window window, int inChannels)
    {
        var length = ConvolutionBlocks<Identity>.LargestInput(window, inChannels);
        return length > LargestCopy ? 0 : (int)length;
    }

    /// <summary>
    /// y = activation(Σ x·w + bias), the sum over the window's taps inside of the map in the fixed order kernel row, kernel column, input
    /// channel: to the bit the same wherever the window lies and however many threads take part.
    /// </summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window,
        Span<float> y, MapSize ys, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        ConvolutionRows<TActivation>.Check(x, xs, w, window, y, ys, threads);
        RunChecked(x, xs, w, window, default, y, ys, activation, threads);
    }

    /// <summary>
    /// y = activation((Σ x·w + bias) + added): to the bit what <see cref="Run{TActivation}(ReadOnlySpan{float}, MapSize, ConvolutionWeights, in Window, Span{float}, MapSize, TActivation, int)"/>
    /// and <see cref="Add"/> give, without the map between them.
    /// </summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="added">What is added, rows×columns×out; it may be the same memory as the output.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or spans overlap that may not.</exception>
    public static void RunAdded<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, ReadOnlySpan<float> added,
        Span<float> y, MapSize ys, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        ConvolutionRows<TActivation>.Check(x, xs, w, window, y, ys, threads);
        AddedMap.Check(added, y, ys);
        RunChecked(x, xs, w, window, added, y, ys, activation, threads);
    }

    /// <summary>
    /// As <see cref="Run{TActivation}(ReadOnlySpan{float}, MapSize, ConvolutionWeights, in Window, Span{float}, MapSize, TActivation, int)"/>, to the bit, into some channels of a
    /// map that several branches share: what <see cref="Concat"/> would copy there. Its other channels stay as they are.
    /// </summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="y">The whole map, rows×columns×channels.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="first">The first of the channels that are written.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="threads">At most so many threads, the caller's included.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void RunJoined<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window,
        Span<float> y, MapSize ys, int first, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        ConvolutionRows<TActivation>.CheckJoined(x, xs, w, window, y, ys, threads);
        Guard.Within(first, w.OutChannels, ys.Channels, nameof(first));
        RunChecked(x, xs, w, window, default, y[first..], ys, activation, threads);
    }

    private static void RunChecked<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, ReadOnlySpan<float> added,
        Span<float> y, MapSize ys, TActivation activation, int threads)
        where TActivation : struct, IActivation
    {
        if (ConvolutionBlocks<TActivation>.Pays(w, ys) && ConvolutionBlocks<TActivation>.StaysInside(xs, window, ys))
        {
            ConvolutionBlocks<TActivation>.Run(x, xs, w, window, added, y, ys, activation, default, 0, threads);
        }
        else
        {
            ConvolutionRows<TActivation>.Run(x, xs, w, window, transposed: false, added, y, ys, activation, threads);
        }
    }

    /// <summary>As <see cref="Run{TActivation}(ReadOnlySpan{float}, MapSize, ConvolutionWeights, in Window, Span{float}, MapSize, TActivation, int)"/>, to the bit, and faster where windows reach past the border.</summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void Run<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window,
        Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        ConvolutionRows<TActivation>.Check(x, xs, w, window, y, ys, threads);
        RunChecked(x, xs, w, window, default, y, ys, activation, scratch, threads);
    }

    /// <summary>As <see cref="RunAdded{TActivation}(ReadOnlySpan{float}, MapSize, ConvolutionWeights, in Window, ReadOnlySpan{float}, Span{float}, MapSize, TActivation, int)"/>, to the bit, and faster where windows reach past the border.</summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="added">What is added, rows×columns×out; it may be the same memory as the output.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or spans overlap that may not.</exception>
    public static void RunAdded<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, ReadOnlySpan<float> added,
        Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        ConvolutionRows<TActivation>.Check(x, xs, w, window, y, ys, threads);
        AddedMap.Check(added, y, ys);
        Guard.Apart(added, scratch);
        RunChecked(x, xs, w, window, added, y, ys, activation, scratch, threads);
    }

    /// <summary>
    /// As <see cref="Run{TActivation}(ReadOnlySpan{float}, MapSize, ConvolutionWeights, in Window, Span{float}, MapSize, TActivation, Span{float}, int)"/>, to the bit, into some channels of a
    /// map that several branches share: what <see cref="Concat"/> would copy there. Its other channels stay as they are.
    /// </summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="w">The weights.</param>
    /// <param name="window">The geometry; output row 0 begins <see cref="Window.PadTop"/> rows above the map.</param>
    /// <param name="y">The whole map, rows×columns×channels.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="first">The first of the channels that are written.</param>
    /// <param name="activation">Applied to every output.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths, sizes or weights do not fit each other, or the spans overlap.</exception>
    public static void RunJoined<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window,
        Span<float> y, MapSize ys, int first, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        ConvolutionRows<TActivation>.CheckJoined(x, xs, w, window, y, ys, threads);
        Guard.Within(first, w.OutChannels, ys.Channels, nameof(first));
        RunChecked(x, xs, w, window, default, y[first..], ys, activation, scratch, threads);
    }

    private static void RunChecked<TActivation>(
        ReadOnlySpan<float> x, MapSize xs, ConvolutionWeights w, in Window window, ReadOnlySpan<float> added,
        Span<float> y, MapSize ys, TActivation activation, Span<float> scratch, int threads)
        where TActivation : struct, IActivation
    {
        var length = ScratchLength(window, xs.Channels);
        if (scratch.Length < length) throw new ArgumentException($"The scratch memory needs {length} values for each thread, but the span has {scratch.Length}.", nameof(scratch));
        Guard.Apart(x, scratch);
        Guard.Apart(y, scratch);
        if (length == 0 || !ConvolutionBlocks<TActivation>.Pays(w, ys))
        {
            ConvolutionRows<TActivation>.Run(x, xs, w, window, transposed: false, added, y, ys, activation, threads);
            return;
        }

        ConvolutionBlocks<TActivation>.Run(x, xs, w, window, added, y, ys, activation, scratch, length, threads);
    }
}
