namespace NetGen.Generator.Tests.Snapshots;

/// <summary>Networks that together use every layer, both kinds of input, every option and every kind of class. Other tests run over them too.</summary>
internal static class SnapshotNetworks
{
    /// <summary>The network of the manual: a classifier that slides, crop-exact.</summary>
    public const string Classifier = """
        using NetGen;

        namespace Digits;

        [Network]
        [Input(28, 28, 1)]
        [Conv(5, 1, 8, Name = "conv1"), Relu]
        [MaxPool(2)]
        [Conv(5, 8, 16, Name = "conv2"), Relu]
        [MaxPool(2)]
        [Dense(10, Name = "fc"), Softmax]
        public sealed partial class DigitNet;
        """;

    /// <summary>Any size in, four times as large out; spans in planes, exact kernels, nested in a record and an interface.</summary>
    public const string ImageToImage = """
        using NetGen;

        namespace Photos.@internal
        {
            public partial record Editor
            {
                internal partial interface IStage
                {
                    [Network(Layout = Layout.Nchw, Precision = Precision.Strict)]
                    [Input(3)]
                    [ZeroPad(1), Conv(3, 3, 16, Stride = 2, Bias = false), InstanceNorm, HardSwish]
                    [Conv(3, 16, Same = true, Groups = 16), BatchNorm, Clip(0, 6)]
                    [Conv(1, 16, 32), GroupNorm(4, Affine = false), Mish]
                    [Upsample(2, Mode = UpsampleMode.Bilinear)]
                    [ConvTranspose(4, 32, 12, Stride = 2, Pad = 1), PRelu]
                    [PixelShuffle(2), Tanh]
                    internal sealed partial class Sharpen;
                }
            }
        }
        """;

    /// <summary>TensorFlow's order of weights, in the global namespace, named by a keyword.</summary>
    public const string Keyword = """
        using NetGen;

        [Network(Weights = WeightOrder.TensorFlow, Layout = Layout.Nchw)]
        [Input(9, 12, 3)]
        [Conv(3, 3, 4, Same = true, StrideHeight = 2, KernelWidth = 5), BatchNorm(Epsilon = 1e-3), LeakyRelu(0.2)]
        [AveragePool(2, Ceil = true, Pad = 1, CountPad = true)]
        [Dense(84, 6, Bias = false), Elu(0.5)]
        [Dropout(0.3), Dense(3, Name = "class"), LogSoftmax]
        partial class @class;
        """;

    /// <summary>A record with members and a comment of its own; pools that read the whole map.</summary>
    public const string Pools = """
        using NetGen;

        namespace Backbones;

        /// <summary>The author's own words.</summary>
        [Network]
        [Input(32, 40, 8)]
        [LocalResponseNorm(5, Alpha = 2e-4, K = 2)]
        [MaxPool(3, Stride = 2, Ceil = true, Dilation = 2), Selu]
        [AdaptiveAveragePool(6, 7), Sigmoid]
        [Crop(1, 1, 4, 5), HardSigmoid]
        [GlobalAveragePool]
        [Conv(1, 4, Name = "Equals"), Gelu]
        [GlobalMaxPool, Softplus]
        public partial record Backbone
        {
            private int Conv1 => _threads2;
            private readonly int _threads2 = 1;
        }
        """;

    /// <summary>Convolutions whose kernels run the pools after them.</summary>
    public const string PooledTrunk = """
        using NetGen;

        namespace Backbones;

        [Network]
        [Input(33, 30, 3)]
        [Conv(3, 3, 16, Pad = 1), Relu]
        [Conv(3, 16, 32, Pad = 1), BatchNorm, Relu, MaxPool(2)]
        [Conv(3, 32, 32, Pad = 1), MaxPool(2)]
        [Dense(10)]
        public sealed partial class Trunk;
        """;

    /// <summary>No weights: enlarged twice, activated on its own.</summary>
    public const string Weightless = """
        using NetGen;

        namespace Plain;

        [Network]
        [Input(2)]
        [Silu, Upsample(3)]
        [Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true)]
        public sealed partial class Enlarge;
        """;

    /// <summary>Nothing at all to do when run.</summary>
    public const string Identity = """
        using NetGen;

        namespace Plain;

        [Network]
        [Input(4, 4, 2)]
        [Dropout]
        public sealed partial class Nothing;
        """;

    /// <summary>Residual units put in twice, a gate, and an output beside the last layer.</summary>
    public const string Residual = """
        using NetGen;

        namespace Branches;

        [Network]
        [Input(12, 16, 3)]
        [Conv(3, 8), BatchNorm, Relu(Name = "stem")]
        [Use(typeof(Unit), Name = "unit1"), Use(typeof(Unit))]
        [Conv(1, 8, From = "stem"), Sigmoid(Name = "gate"), Output("gate")]
        [Multiply("gate", From = "use2")]
        [Dense(5, Name = "class"), Output("unit1.add1"), Dropout]
        public sealed partial class Tower;

        /// <summary>Two convolutions and what arrives.</summary>
        [Network]
        [Input(8)]
        [Conv(3, 8, Pad = 1, Bias = false), BatchNorm, Relu, Conv(3, 8, Pad = 1, Bias = false), BatchNorm]
        [Add("Input"), Relu]
        public sealed partial class Unit;
        """;

    /// <summary>Any size, in planes: a map enlarged again and joined with one from before, and more branches than one call joins.</summary>
    public const string Hourglass = """
        using NetGen;

        namespace Branches;

        [Network(Layout = Layout.Nchw)]
        [Input(2)]
        [Conv(3, 6), Relu(Name = "skip")]
        [MaxPool(2), Conv(3, 6), ConvTranspose(2, 6, Stride = 2, Name = "up")]
        [CropLike("up", From = "skip"), Concat("up", "up")]
        [Conv(1, 4, Name = "a"), Tanh(Name = "b"), Silu(Name = "c"), Elu(Name = "d"), Selu(Name = "e")]
        [Add("a", "b", "c", "d", From = "e"), Relu, Output("up")]
        public sealed partial class Hourglass;
        """;

    /// <summary>One size, for which alone the branches agree.</summary>
    public const string EvenOnly = """
        using NetGen;

        namespace Branches;

        [Network]
        [Input(8, 8, 4)]
        [Relu(Name = "skip"), MaxPool(2), Upsample(2), Add("skip"), Output("skip")]
        public sealed partial class EvenOnly;
        """;

    public static IReadOnlyList<string> All { get; } = [Classifier, ImageToImage, Keyword, Pools, PooledTrunk, Weightless, Identity, Residual, Hourglass, EvenOnly];

    public static TheoryData<string> Sources => [.. All];
}
