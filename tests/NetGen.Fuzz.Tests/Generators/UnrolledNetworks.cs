using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// Networks of one convolution with few channels, whose loops are unrolled: kernels from 1×1 to 7×7, all strides, dilations and borders, maps from a pixel to a few
/// tiles, with what runs within such a convolution before and after it.
/// </summary>
internal static class UnrolledNetworks
{
    private static readonly Gen<int> Widths = Gen.Elements(1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 16, 23, 24, 25, 28, 31, 37, 49);
    private static readonly Gen<int> Channels = Gen.Elements(1, 2, 3, 4, 6, 8, 16, 17);
    private static readonly Gen<int> OutChannels = Gen.Elements(1, 2, 3, 4, 6, 7, 8, 9, 10, 15, 16, 17, 24, 32);

    public static Gen<NetworkModel> Any { get; } =
        from height in Gen.Choose(1, 9)
        from width in Widths
        from channels in Channels
        from isFixed in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from scale in Gen.Frequency((2, Gen.Constant(1)), (1, Gen.Constant(2)), (1, Gen.Constant(3)), (1, Gen.Constant(4)))
        from conv in Convolutions(keepsSize: scale > 1)
        from activation in Gen.Elements("", "", "Relu", "LeakyRelu", "HardSwish", "Tanh", "BatchNorm")
        from pools in Gen.Elements(true, false)
        let input = isFixed ? Layer.Of("Input", ("height", height), ("width", width), ("channels", channels)) : Layer.Of("Input", ("channels", channels))
        let before = scale > 1 ? new[] { Layer.Of("Upsample", ("scale", scale)) } : []
        let after = activation.Length > 0 ? new[] { Layer.Of(activation) } : []
        let last = pools ? new[] { Layer.Of("MaxPool", ("kernel", 2)) } : []
        select new NetworkModel(Layer.Of("Network").With("Precision", Precision.Strict), [input, .. before, conv, .. after, .. last]);

    private static Gen<Layer> Convolutions(bool keepsSize) =>
        from height in Gen.Choose(1, 7)
        from width in Gen.Choose(1, 7)
        from outChannels in OutChannels
        from strideHeight in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from strideWidth in Gen.Frequency((2, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from dilationHeight in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Constant(2)))
        from dilationWidth in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from pads in Gen.Choose(0, 4).ArrayOf(4)
        from padding in Gen.Choose(0, 3)
        from bias in Gen.Elements(true, false)
        let kernel = Layer.Of("Conv", ("kernel", height), ("outChannels", outChannels)).With("KernelWidth", width)
        let strided = keepsSize ? kernel : kernel
            .With("StrideHeight", strideHeight).With("StrideWidth", strideWidth).With("DilationHeight", dilationHeight).With("DilationWidth", dilationWidth)
        let padded = (keepsSize, padding) switch
        {
            (true, 0) => strided.With("PadTop", height - 1).With("PadRight", width - 1),
            (true, 1) => strided.With("PadTop", (height - 1) / 2).With("PadBottom", height / 2).With("PadLeft", width / 2).With("PadRight", (width - 1) / 2),
            (true, _) => strided.With("Same", true),
            (false, 0) => strided,
            (false, 1) => strided.With("Same", true),
            _ => strided.With("PadTop", pads[0]).With("PadBottom", pads[1]).With("PadLeft", pads[2]).With("PadRight", pads[3]),
        }
        select bias ? padded : padded.With("Bias", false);
}
