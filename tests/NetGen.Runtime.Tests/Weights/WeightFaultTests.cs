using System.Globalization;
using NetGen.Kernels;
using static NetGen.Runtime.Tests.Weights.FileBytes;
using static NetGen.Runtime.Tests.Weights.SourceExtensions;

namespace NetGen.Runtime.Tests.Weights;

/// <summary>What the loader says of weights that cannot be used.</summary>
public sealed class WeightFaultTests
{
    private static readonly TensorSpec[] Network =
    [
        new("conv1.weight", [8, 1, 5, 5]), new("conv1.bias", [8]),
        new("bn1.weight", [8]), new("bn1.bias", [8]), new("bn1.running_mean", [8]), new("bn1.running_var", [8]),
        new("fc.weight", [10, 128]), new("fc.bias", [10]),
    ];

    [Fact]
    public void ListsMissingExtraAndMisshapenTensorsAtOnce()
    {
        var source = new MemorySource()
            .AddCount("conv1.weight", 8, 1, 3, 3).AddCount("conv1.bias", 9).AddCount("conv2.weight", 2)
            .AddCount("bn1.weight", 8).AddCount("bn1.bias", 2, 4).AddCount("bn1.running_var", 8).AddCount("bn1.num_batches_tracked")
            .AddCount("bn2.num_batches_tracked").AddCount("fc.weight", 128, 10).AddCount("fc.bias", 10);
        var exception = Assert.Throws<WeightsException>(() => new WeightLoader(source, Network, WeightOrder.PyTorch).ThrowIfFaulty());
        Assert.Equal(
            [
                "'conv1.weight' has the shape (8, 1, 3, 3), but (8, 1, 5, 5) is expected.",
                "'conv1.bias' has the shape (9), but (8) is expected.",
                "'bn1.bias' has the shape (2, 4), but (8) is expected.",
                "'bn1.running_mean' (8) is missing.",
                "'fc.weight' has the shape (128, 10), but (10, 128) is expected in PyTorch's order; it would fit in TensorFlow's.",
                "'conv2.weight' (2) belongs to no layer.",
                "'bn2.num_batches_tracked' () belongs to no layer.",
            ],
            exception.Faults);
        Assert.All(exception.Faults, fault => Assert.Contains(fault, exception.Message));
    }

    [Fact]
    public void ListsTheFaultsOfADamagedFileWithAllOthers()
    {
        // Cut off within c; b states a type that does not exist; d overlaps a, holds a NaN, and is of another shape; e is missing; f is extra.
        var header = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F33","shape":[2],"data_offsets":[8,16]},
            "d":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"f":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},
            "c":{"dtype":"F32","shape":[3],"data_offsets":[20,32]},"n":{"dtype":"I64","shape":[2],"data_offsets":[8,24]}}
            """;
        var source = WeightsFile.Read(new MemoryStream(SafeTensors(header, Singles(1, float.NaN, 3, 4, 5, 6))), "cut");
        TensorSpec[] network = [new("a", [2]), new("b", [2]), new("c", [2]), new("d", [2]), new("e", [2]), new("n", [2])];
        var loader = new WeightLoader(source, network, WeightOrder.PyTorch);
        foreach (var spec in network) loader.Vector(spec.Name, 2);
        var faults = Assert.Throws<WeightsException>(loader.ThrowIfFaulty).Faults;
        Assert.Equal(
            [
                "'b' has the dtype 'F33', which the format does not know.",
                "'c' has the data_offsets [20, 32]; they should lie, in this order, within 24 bytes of data.",
                "'d' at [4, 8] overlaps 'a', which ends at 8.",
                "'f' at [16, 20] overlaps 'n', which ends at 24.",
                "'n' holds elements of type 'I64'; weights are floats of 16 or 32 bits (in .npy also 64).",
                "'c' has the shape (3), but (2) is expected.",
                "'e' (2) is missing.",
                "'f' (1) belongs to no layer.",
                "'a' has 1 of 2 values that are not finite; the first is NaN at index 1, (1).",
                "'d' has the shape (1), but (2) is expected.",
            ],
            faults);
    }

    [Fact]
    public void ListsTheFaultsOfADamagedArchiveWithAllOthers()
    {
        var cut = Npy("<f4", "(3,)", Singles(1, 2, 3))[..^4];
        var source = WeightsFile.Read(new MemoryStream(Zip(("a.npy", Npy("<f4", "(2,)", Singles(1, float.NaN))), ("b.npy", cut), ("f.npy", Npy("<f4", "(1,)", Singles(1))))), "cut");
        TensorSpec[] network = [new("a", [2]), new("b", [2]), new("e", [2])];
        var loader = new WeightLoader(source, network, WeightOrder.PyTorch);
        foreach (var spec in network) loader.Vector(spec.Name, 2);
        var faults = Assert.Throws<WeightsException>(loader.ThrowIfFaulty).Faults;
        Assert.Equal(4, faults.Count);
        Assert.StartsWith("'b' is not a valid .npy array: its shape (3) of <f4 takes 12 bytes, but 8 follow the header.", faults[0]);
        Assert.Equal("'e' (2) is missing.", faults[1]);
        Assert.Equal("'f' (1) belongs to no layer.", faults[2]);
        Assert.StartsWith("'a' has 1 of 2 values that are not finite", faults[3]);
    }

    [Fact]
    public void SaysWhatACheckpointOfPyTorchIs()
    {
        var exception = Assert.Throws<WeightsException>(() => WeightsFile.Read(new MemoryStream(Zip(("archive/data.pkl", [1])))));
        Assert.Contains("safetensors.torch.save_file", Assert.Single(exception.Faults));
    }

    [Fact]
    public void ExpectsShapesInTheOrderOfTheFile()
    {
        var source = new MemorySource().AddCount("conv1.weight", 8, 1, 5, 5).AddCount("fc.weight", 120, 10);
        var loader = new WeightLoader(source, [Network[0], Network[6]], WeightOrder.TensorFlow);
        Assert.Equal(
            [
                "'conv1.weight' has the shape (8, 1, 5, 5), but (5, 5, 1, 8) is expected in TensorFlow's order; it would fit in PyTorch's.",
                "'fc.weight' has the shape (120, 10), but (128, 10) is expected.",
            ],
            loader.Faults);
    }

    [Fact]
    public void KeepsGoingAndListsEveryKindOfFault()
    {
        var source = new MemorySource()
            .AddCount("conv1.weight", 8, 1, 5, 5).AddCount("conv1.bias", 8)
            .AddCount("bn1.weight", 8).AddCount("bn1.bias", 8).AddCount("bn1.running_mean", 8).AddCount("bn1.running_var", 8)
            .AddCount("fc.weight", 10, 128);
        source.Values("conv1.weight")[31] = float.NaN;
        source.Values("conv1.weight")[130] = float.PositiveInfinity;
        source.Values("bn1.running_mean")[7] = float.NegativeInfinity;
        source.Values("bn1.running_var")[3] = -0.5f;
        source.Values("fc.weight")[5] = float.PositiveInfinity;
        var loader = new WeightLoader(source, Network, WeightOrder.PyTorch);
        loader.Convolution("conv1", 8, 1, 1, 5, 5, bias: true, new BatchNormFold("bn1", 1e-5, Affine: true));
        loader.Dense("fc", 10, 4, 4, 8, bias: true);
        Assert.Equal(
            [
                "'fc.bias' (10) is missing.",
                "'bn1.running_mean' has 1 of 8 values that are not finite; the first is -infinity at index 7, (7).",
                "'bn1.running_var' has 1 of 8 values below 0; the first is -0.5 at index 3.",
                "'conv1.weight' has 2 of 200 values that are not finite; the first is NaN at index 31, (1, 0, 1, 1).",
                "'fc.weight' has 1 of 1280 values that are not finite; the first is infinity at index 5, (0, 5).",
            ],
            FaultsOf(loader.ThrowIfFaulty));
    }

    [Theory]
    [InlineData(WeightOrder.PyTorch)]
    [InlineData(WeightOrder.TensorFlow)]
    public void CountsWhatIsNotFiniteOnceWhereverItLies(WeightOrder order)
    {
        int[] shape = order == WeightOrder.PyTorch ? [30, 7, 3, 3] : [3, 3, 7, 30];
        var source = new MemorySource().AddCount("l.weight", shape);
        foreach (var index in (int[])[1889, 17, 900, 16]) source.Values("l.weight")[index] = float.NaN;
        var loader = new WeightLoader(source, [new("l.weight", [30, 7, 3, 3])], order);
        loader.Convolution("l", 30, 7, 1, 3, 3, bias: false);
        Assert.StartsWith("'l.weight' has 4 of 1890 values that are not finite; the first is NaN at index 16,", Assert.Single(loader.Faults));
    }

    [Fact]
    public void ListsOverflowOfFolding()
    {
        var source = new MemorySource()
            .Add("l.weight", [2, 1, 1, 1], 1, 1e30f).Add("bn.running_mean", [2], 1e30f, 0).Add("bn.running_var", [2], 1e-20f, 1e-20f);
        TensorSpec[] network = [new("l.weight", [2, 1, 1, 1]), new("bn.running_mean", [2]), new("bn.running_var", [2])];
        var loader = new WeightLoader(source, network, WeightOrder.PyTorch);
        loader.Convolution("l", 2, 1, 1, 1, 1, bias: false, new BatchNormFold("bn", 0, Affine: false));
        Assert.Equal(
            [
                "Folding 'bn' into 'l.weight' overflows single precision in 1 of 2 channels, first in channel 1.",
                "Folding 'bn' into the bias of 'l' overflows single precision in 1 of 2 channels, first in channel 0.",
            ],
            loader.Faults);
    }

    [Fact]
    public void WritesFiguresAlikeWhereThereIsADecimalComma()
    {
        var source = new MemorySource().Add("bn.running_mean", [1], 0).Add("bn.running_var", [1], -0.5f);
        var loader = new WeightLoader(source, [new("bn.running_mean", [1]), new("bn.running_var", [1])], WeightOrder.PyTorch);
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            loader.ChannelAffine(new BatchNormFold("bn", 1e-5, Affine: false), 1);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
        Assert.Contains("the first is -0.5 at", Assert.Single(loader.Faults));
    }

    [Fact]
    public void RejectsAVarianceThatLeavesNothingToDivideBy()
    {
        var source = new MemorySource().Add("bn.running_mean", [2], 1, 1).Add("bn.running_var", [2], 1, 0);
        TensorSpec[] network = [new("bn.running_mean", [2]), new("bn.running_var", [2])];
        var loader = new WeightLoader(source, network, WeightOrder.PyTorch);
        loader.ChannelAffine(new BatchNormFold("bn", 0, Affine: false), 2);
        Assert.Contains("'bn.running_var' is 0 at index 1", Assert.Single(FaultsOf(loader.ThrowIfFaulty)));
    }

    [Fact]
    public void ListsATensorOfAnUnknownTypeOnceAndToleratesCounters()
    {
        var bytes = SafeTensors(
            """
            {"bn.running_mean":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
             "bn.running_var":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[4,5]},
             "bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[5,13]}}
            """, new byte[13]);
        using var file = NetGen.SafeTensors.Read(new MemoryStream(bytes), "net.safetensors");
        var loader = new WeightLoader(file, [new("bn.running_mean", [1]), new("bn.running_var", [1])], WeightOrder.PyTorch);
        loader.ChannelAffine(new BatchNormFold("bn", 1e-5, Affine: false), 1);
        var exception = Assert.Throws<WeightsException>(loader.ThrowIfFaulty);
        Assert.Contains("'bn.running_var' holds elements of type 'F8_E4M3'", Assert.Single(exception.Faults));
        Assert.Contains("net.safetensors", exception.Message);
    }

    [Fact]
    public void ListsWhatCannotBeUnpackedAndGoesOn()
    {
        var array = Npy("<f4", "(2,)", Singles(1, 2));
        var bytes = Zip(("a.npy", array), ("b.npy", Npy("<f4", "(2,)", Singles(float.NaN, 2))));
        bytes[bytes.AsSpan().IndexOf(Singles(1, 2)) + 2] ^= 1;
        using var file = Npz.Read(new MemoryStream(bytes));
        var loader = new WeightLoader(file, [new("a", [2]), new("b", [2])], WeightOrder.PyTorch);
        loader.Vector("a", 2);
        loader.Vector("b", 2);
        Assert.Collection(
            FaultsOf(loader.ThrowIfFaulty),
            fault => Assert.Contains("'a' cannot be unpacked", fault),
            fault => Assert.Contains("'b' has 1 of 2 values that are not finite", fault));
    }

    [Fact]
    public void ListsANameThatAppearsTwice()
    {
        var loader = new WeightLoader(new TwiceSource(), [new("a", [2])], WeightOrder.PyTorch);
        Assert.Equal(["'a' appears twice."], loader.Faults);
    }

    private sealed class TwiceSource : ITensorSource
    {
        public IReadOnlyList<TensorSpec> Tensors { get; } = [new("a", [2]), new("a", [3])];

        public void Read(string name, long start, Span<float> destination) => destination.Clear();
    }
}
