using NetGen.Kernels;
using NetGen.Reference;
using NetGen.Tests;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>One sound call of every kernel, for what is true of all of them.</summary>
internal static class KernelCalls
{
    public static readonly IReadOnlyDictionary<string, KernelCall> All = Build().ToDictionary(call => call.Name);

    public static IEnumerable<KernelCall> Build()
    {
        MapSize size = new(11, 13, 20);
        var length = (int)size.Length;
        var perChannel = new RandomSource(6).NextMap(1, 1, size.Channels).ToNhwc();
        foreach (var call in Windows(size)) yield return call;
        yield return Of("GlobalAveragePool", length, 20, (x, y) => NetGen.Kernels.GlobalAveragePool.Run(x, size, y, 3));
        yield return Of("GlobalMaxPool", length, 20, (x, y) => NetGen.Kernels.GlobalMaxPool.Run(x, size, y, 3));
        yield return Of(
            "AdaptiveAveragePool", length, 3 * 4 * 20, (x, y) => NetGen.Kernels.AdaptiveAveragePool.Run(x, size, y, new(3, 4, 20), 3));
        yield return InPlace("ChannelAffine", length, (x, y) => ChannelAffine.Run(x, size, perChannel, perChannel, y, default(Mish), 3));
        yield return InPlace("GroupNorm", length, (x, y) => NetGen.Kernels.GroupNorm.Run(x, size, 5, perChannel, perChannel, 1e-5f, y, 3));
        yield return InPlace("InstanceNorm", length, (x, y) => NetGen.Kernels.GroupNorm.Run(x, size, 20, perChannel, perChannel, 1e-5f, y, 3));
        yield return Of("LocalResponseNorm", length, length, (x, y) => NetGen.Kernels.LocalResponseNorm.Run(x, size, 5, 1, 0.75f, 1, y, 3));
        yield return InPlace("Activation", length, (x, y) => NetGen.Kernels.Activation.Run(x, y, default(Gelu), 3));
        yield return InPlace("PRelu", length, (x, y) => NetGen.Kernels.PRelu.Run(x, size, perChannel, y, 3));
        yield return InPlace("Softmax", length, (x, y) => NetGen.Kernels.Softmax.Run(x, size, y, 3));
        yield return InPlace("LogSoftmax", length, (x, y) => NetGen.Kernels.LogSoftmax.Run(x, size, y, 3));
        yield return Of("Upsample.Nearest", length, 4 * length, (x, y) => NetGen.Kernels.Upsample.Nearest(x, size, 2, y, 3));
        yield return Of("Upsample.Bilinear", length, 4 * length, (x, y) => NetGen.Kernels.Upsample.Bilinear(x, size, 2, false, y, 3));
        yield return Of("PixelShuffle", length, length, (x, y) => NetGen.Kernels.PixelShuffle.Run(x, size, 2, y, 3));
        yield return Of("ZeroPad", length, 15 * 17 * 20, (x, y) => NetGen.Kernels.ZeroPad.Run(x, size, 2, y, 3));
        yield return Of("Crop", length, 5 * 6 * 20, (x, y) => NetGen.Kernels.Crop.Run(x, size, 1, 2, y, new(5, 6, 20), 3));
        var other = new RandomSource(7).NextMap(1, 1, length).ToNhwc();
        yield return InPlace("Add", length, (x, y) => NetGen.Kernels.Add.Run(x, other, y, default(Relu), 3));
        yield return InPlace("Add of three", length, (x, y) => NetGen.Kernels.Add.Run(x, other, x, y, default(Relu), 3));
        yield return InPlace("Add of four", length, (x, y) => NetGen.Kernels.Add.Run(other, x, x, other, y, default(Identity), 3));
        yield return InPlace("Multiply", length, (x, y) => NetGen.Kernels.Multiply.Run(other, x, y, default(Silu), 3));
        yield return InPlace("Multiply of three", length, (x, y) => NetGen.Kernels.Multiply.Run(other, x, other, y, default(Identity), 3));
        yield return InPlace("Multiply of four", length, (x, y) => NetGen.Kernels.Multiply.Run(other, x, other, x, y, default(Identity), 3));
        yield return Of("Concat", length, length, (x, y) => NetGen.Kernels.Concat.Run(x, 20, y, size, 0, 3));
        yield return Of("NhwcToNchw", length, length, (x, y) => LayoutChange.NhwcToNchw(x, size, y, 3));
        yield return Of("NchwToNhwc", length, length, (x, y) => LayoutChange.NchwToNhwc(x, size, y, 3));
    }

    /// <summary>Kernels that slide a window, on so many threads that work is shared out.</summary>
    private static IEnumerable<KernelCall> Windows(MapSize size)
    {
        var geometry = new WindowCase(size.Height, size.Width, new WindowSpec(3, 4) { PadTop = 1, PadRight = 2 });
        MapSize output = new(geometry.OutputHeight, geometry.OutputWidth, 40), same = output with { Channels = size.Channels };
        var test = ConvolutionCase.Next(new RandomSource(8), geometry, size.Channels, output.Channels, 1);
        var perChannel = ConvolutionCase.Next(new RandomSource(9), geometry, size.Channels, size.Channels, size.Channels);
        var depthwise = ConvolutionTests.PackDepthwise(perChannel);
        var (weights, window, length) = (test.Pack(), geometry.Window, (int)size.Length);
        var transposed = new MapSize(12, 14, 40);
        yield return Of("Convolution", length, (int)output.Length, (x, y) =>
            Convolution.Run(x, size, weights, window, y, output, default(Silu), 3));
        yield return Of("Convolution into channels", length, (int)output.Length, (x, y) =>
            Convolution.RunJoined(x, size, weights, window, y, output, 0, default(Silu), 3));
        var scratch = new GuardedFloats(3 * Convolution.ScratchLength(window, size.Channels), GuardedMemory.Edge);
        yield return Of("Convolution into channels with scratch memory", length, (int)output.Length, (x, y) =>
            Convolution.RunJoined(x, size, weights, window, y, output, 0, default(Silu), scratch.Span, 3));
        yield return Of("Convolution with scratch memory", length, (int)output.Length, (x, y) =>
            Convolution.Run(x, size, weights, window, y, output, default(Silu), scratch.Span, 3));
        var added = new GuardedFloats(new RandomSource(10).NextMap(output.Height, output.Width, output.Channels).ToNhwc(), GuardedMemory.Edge);
        yield return Of("Convolution with a map added", length, (int)output.Length, (x, y) =>
            Convolution.RunAdded(x, size, weights, window, added.Span, y, output, default(Silu), 3));
        yield return Of("Convolution with a map added and scratch memory", length, (int)output.Length, (x, y) =>
            Convolution.RunAdded(x, size, weights, window, added.Span, y, output, default(Silu), scratch.Span, 3));
        var tiles = new TiledConvolutionTests.ScalarTiles(new TileShape(size.Channels, output.Channels, 3, 4, Pixels: 4));
        yield return Of("TiledConvolution", length, (int)output.Length, (x, y) =>
            TiledConvolution.Run(tiles, x, size, weights, window, y, output, 3));
        foreach (var call in Enlarged(size)) yield return call;
        foreach (var call in Winograd()) yield return call;
        yield return Of("DepthwiseConvolution", length, (int)same.Length, (x, y) =>
            DepthwiseConvolution.Run(x, size, depthwise, window, y, same, default(HardSwish), 3));
        yield return Of("TransposedConvolution", length, (int)transposed.Length, (x, y) =>
            TransposedConvolution.Run(x, size, weights, window, y, transposed, new Elu(1), 3));
        yield return Of("MaxPool", length, (int)same.Length, (x, y) => NetGen.Kernels.MaxPool.Run(x, size, window, y, same, 3));
        yield return Of(
            "AveragePool", length, (int)same.Length, (x, y) => NetGen.Kernels.AveragePool.Run(x, size, window, true, y, same, 3));
    }

    private static IEnumerable<KernelCall> Enlarged(MapSize size)
    {
        var random = new RandomSource(10);
        var enlarged = new MapSize(2 * size.Height, 2 * size.Width, 6);
        var test = ConvolutionCase.Next(random, new WindowCase(enlarged.Height, enlarged.Width, WindowSpec.Square(3, pad: 1)), size.Channels, 6, 1);
        var weights = EnlargedWeights.Allocate(2, joinsColumns: false, 6, size.Channels, 3, 3, 1, 1);
        for (var output = 0; output < 6; output++) weights.SetOutput(output, test.Filter(output));
        weights.SetBias(RandomSource.ToSingle(test.Bias));
        var phase = weights.Phases[0];
        var shape = new TileShape(size.Channels, phase.OutChannels, phase.KernelHeight, phase.KernelWidth, Pixels: 4, OutputStep: 2);
        var tiles = new TiledConvolutionTests.ScalarTiles(shape);
        yield return Of("TiledConvolution, enlarged", (int)size.Length, (int)enlarged.Length, (x, y) =>
            TiledConvolution.RunEnlarged(tiles, x, size, weights, y, enlarged, 3));
    }

    private static IEnumerable<KernelCall> Winograd()
    {
        MapSize size = new(11, 13, 24), output = size with { Channels = 40 }, pooled = new(5, 6, 40);
        var test = ConvolutionCase.Next(new RandomSource(11), new WindowCase(size.Height, size.Width, WindowSpec.Square(3, pad: 1)), size.Channels, output.Channels, 1);
        var (weights, window) = (WinogradWeights.From(test.Pack()), test.Geometry.Window);
        var scratch = new GuardedFloats(3 * WinogradConvolution.ScratchLength(weights), GuardedMemory.Edge);
        yield return Of("WinogradConvolution", (int)size.Length, (int)output.Length, (x, y) =>
            WinogradConvolution.Run(x, size, weights, window, y, output, default(Silu), scratch.Span, 3));
        var added = new GuardedFloats(new RandomSource(13).NextMap(output.Height, output.Width, output.Channels).ToNhwc(), GuardedMemory.Edge);
        yield return Of("WinogradConvolution with a map added", (int)size.Length, (int)output.Length, (x, y) =>
            WinogradConvolution.RunAdded(x, size, weights, window, added.Span, y, output, default(Silu), scratch.Span, 3));
        yield return Of("WinogradConvolution into channels", (int)size.Length, (int)output.Length, (x, y) =>
            WinogradConvolution.RunJoined(x, size, weights, window, y, output, 0, default(Silu), scratch.Span, 3));
        yield return Of("WinogradConvolution, pooled", (int)size.Length, (int)pooled.Length, (x, y) =>
            WinogradConvolution.RunMaxPooled(x, size, weights, window, y, pooled, default(Silu), scratch.Span, 3));
    }

    private static KernelCall Of(string name, int inputLength, int outputLength, Kernel kernel) =>
        new(name, inputLength, outputLength, false, kernel);

    private static KernelCall InPlace(string name, int length, Kernel kernel) => new(name, length, length, true, kernel);
}

/// <param name="Name">The kernel.</param>
/// <param name="InputLength">Elements that it needs.</param>
/// <param name="OutputLength">Elements that it gives.</param>
/// <param name="InPlace">Whether both may be the same memory.</param>
/// <param name="Run">The call.</param>
internal sealed record KernelCall(string Name, int InputLength, int OutputLength, bool InPlace, Kernel Run);
