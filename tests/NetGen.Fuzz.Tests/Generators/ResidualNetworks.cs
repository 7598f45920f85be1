using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Fuzz.Tests;

/// <summary>
/// Networks whose convolutions are added to what came before: by all kernels that can add, with branches that are read again, that are the convolution's own input,
/// that are the network's input, or that are computed after it; with what may stand between and after.
/// </summary>
internal static class ResidualNetworks
{
    private static readonly Gen<int> Channels = Gen.Elements(8, 16, 24, 33, 40, 48);

    public static Gen<NetworkModel> Any { get; } =
        from height in Gen.Elements(1, 2, 3, 5, 8, 11)
        from width in Gen.Elements(1, 2, 4, 7, 9, 14, 25)
        from channels in Channels
        from inner in Channels
        from isFixed in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from precision in Gen.Elements(Precision.Fast, Precision.Strict)
        from layout in Gen.Frequency((3, Gen.Constant(Layout.Nhwc)), (1, Gen.Constant(Layout.Nchw)))
        from kernels in Gen.Choose(1, 4).ArrayOf(2)
        from groups in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(channels % 2 == 0 && inner % 2 == 0 ? 2 : 1)))
        from branch in Gen.Elements("Input", "a", "a", "b", "c")
        from between in Gen.Frequency((3, Gen.Constant("")), (2, Gen.Constant("BatchNorm")), (1, Gen.Constant("Relu")))
        from after in Gen.Elements("", "Relu", "HardSwish", "Tanh", "MaxPool", "Output")
        let input = isFixed ? Layer.Of("Input", ("height", height), ("width", width), ("channels", channels)) : Layer.Of("Input", ("channels", channels))
        let header = Layer.Of("Network").With("Precision", precision)
        select new NetworkModel(layout == Layout.Nhwc ? header : header.With("Layout", layout), [input, .. Layers(channels, inner, kernels, groups, branch, between, after)]);

    private static IEnumerable<Layer> Layers(int channels, int inner, int[] kernels, int groups, string branch, string between, string after)
    {
        // The branch "b" has another number of channels unless they happen to be the same: it is refused then.
        yield return Convolution("a", 1, channels);
        yield return Convolution("b", kernels[0], branch == "b" ? channels : inner);
        var last = Convolution("c", kernels[1], channels);
        yield return groups == 1 ? last : last.With("Groups", groups);
        if (between.Length > 0) yield return Layer.Of(between).With("Name", "between");
        var name = between.Length > 0 ? "between" : "c";
        if (branch == "c")
        {
            // Computed after what it is added to.
            yield return Convolution("d", 1, channels).With("From", "a");
            yield return Layer.Of("Add", ("layers", new[] { name }));
        }
        else
        {
            yield return Layer.Of("Add", ("layers", new[] { branch }));
        }

        if (after == "MaxPool") yield return Layer.Of("MaxPool", ("kernel", 2));
        else if (after == "Output") yield return Layer.Of("Output", ("layer", "a"));
        else if (after.Length > 0) yield return Layer.Of(after);
    }

    private static Layer Convolution(string name, int kernel, int outChannels) =>
        Layer.Of("Conv", ("kernel", kernel), ("outChannels", outChannels)).With("Same", true).With("Name", name);
}
