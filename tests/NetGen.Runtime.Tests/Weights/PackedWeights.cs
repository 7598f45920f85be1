using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Weights;

/// <summary>Looks into packed weights.</summary>
internal static class PackedWeights
{
    /// <summary>The filters of a convolution, unpacked: output channel, kernel row, kernel column, input channel of the group.</summary>
    public static float[] Filters(this ConvolutionWeights weights)
    {
        var packed = Copy(FiltersOf(weights));
        var length = (int)weights.FilterLength;
        var filters = new float[weights.OutChannels * length];
        for (var o = 0; o < weights.OutChannels; o++)
        {
            for (var i = 0; i < length; i++)
                filters[o * length + i] = packed[(Block(weights, o) * length + i) * Lanes.Count + Lane(weights, o)];
        }
        return filters;
    }

    public static float[] Biases(this ConvolutionWeights weights)
    {
        var packed = Copy(BiasOf(weights));
        return [.. Enumerable.Range(0, weights.OutChannels).Select(o => packed[Block(weights, o) * Lanes.Count + Lane(weights, o)])];
    }

    /// <summary>The filters of a depthwise convolution, unpacked: channel, kernel row, kernel column.</summary>
    public static float[] Filters(this DepthwiseWeights weights)
    {
        var packed = Copy(FiltersOf(weights));
        var (taps, pitch) = ((int)weights.FilterLength, packed.Length / (int)weights.FilterLength);
        return [.. Enumerable.Range(0, weights.Channels * taps).Select(i => packed[i % taps * pitch + i / taps])];
    }

    public static float[] Biases(this DepthwiseWeights weights) => Copy(BiasOf(weights))[..weights.Channels];

    private static int Block(ConvolutionWeights weights, int output) =>
        output / weights.GroupOutChannels * weights.BlocksPerGroup + output % weights.GroupOutChannels / Lanes.Count;

    private static int Lane(ConvolutionWeights weights, int output) => output % weights.GroupOutChannels % Lanes.Count;

    private static float[] Copy(NativeBuffer buffer)
    {
        var copy = new float[buffer.Length];
        Marshal.Copy(buffer.DangerousGetHandle(), copy, 0, copy.Length);
        GC.KeepAlive(buffer);
        return copy;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_filters")]
    private static extern ref NativeBuffer FiltersOf(ConvolutionWeights weights);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bias")]
    private static extern ref NativeBuffer BiasOf(ConvolutionWeights weights);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_filters")]
    private static extern ref NativeBuffer FiltersOf(DepthwiseWeights weights);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bias")]
    private static extern ref NativeBuffer BiasOf(DepthwiseWeights weights);
}
