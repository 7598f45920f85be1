using NetGen.Reference;
using Act = NetGen.Reference.Activation;

namespace NetGen.Networks.Tests.Support;

/// <summary>A network made of the reference operators, in double precision, built from the attributes of its class.</summary>
/// <param name="network">The network class.</param>
/// <param name="weights">Its weights, in PyTorch's order.</param>
internal sealed class Oracle(Type network, ITensorSource weights)
{
    private readonly Dictionary<string, double[]> _tensors = [];

    // The map that each dense layer is declared for, and with it the convolution that it equals.
    private readonly Dictionary<string, (int Height, int Width)> _denseInputs = [];

    /// <summary>The network as declared.</summary>
    public Map RunFixed(Map x) => Run(x, isFixed: true)[^1];

    /// <summary>The network with its dense layers as convolutions, on an image of any size.</summary>
    public Map RunAnySize(Map x) => RunAllOfAnySize(x)[^1];

    /// <summary>The same: what every layer gives.</summary>
    public IReadOnlyList<Map> RunAllOfAnySize(Map x)
    {
        var input = Declaration.Input(network);
        if (input.Height > 0 && _denseInputs.Count == 0 && Declaration.Layers(network).Any(layer => layer.Attribute is DenseAttribute))
            RunFixed(new Map(input.Height, input.Width, input.Channels));
        return Run(x, isFixed: false);
    }

    private List<Map> Run(Map x, bool isFixed)
    {
        var maps = new List<Map>();
        Map Of(int value) => value < 0 ? x : maps[value];
        foreach (var layer in Declaration.Layers(network))
        {
            var read = layer.Inputs.Select(Of).ToArray();
            if (isFixed && layer.Attribute is DenseAttribute) _denseInputs[layer.Name] = (read[0].Height, read[0].Width);
            maps.Add(layer.Attribute switch
            {
                AddAttribute => Join.Add(read),
                MultiplyAttribute => Join.Multiply(read),
                ConcatAttribute => Join.Concat(read),
                CropLikeAttribute a => CropLike(layer, a, read[0], Of(layer.Like)),
                _ => Apply(layer, read[0]),
            });
        }

        return maps;
    }

    /// <summary>A crop begins as far in as the coordinate maps of the two values are apart.</summary>
    private Map CropLike(DeclaredLayer layer, CropLikeAttribute crop, Map x, Map like)
    {
        var layers = Declaration.Layers(network);
        int First(int stated, Func<WindowSpec, AxisWindow> axis) => stated > 0
            ? stated
            : checked((int)Math.Round(Shift(layers, layer.Inputs[0], axis) - Shift(layers, layer.Like, axis)));
        return Crop.Run(x, First(crop.Top, window => window.Rows), First(crop.Left, window => window.Columns), like.Height, like.Width);
    }

    /// <summary>b of the map a·x + b from a position of the image to one of a value: FACTS' formulas, for layers without SAME.</summary>
    private static double Shift(IReadOnlyList<DeclaredLayer> layers, int value, Func<WindowSpec, AxisWindow> axis)
    {
        if (value < 0) return 0;
        var before = Shift(layers, layers[value].Inputs[^1], axis);
        switch (layers[value].Attribute)
        {
            case ConvTransposeAttribute a:
                var spread = axis(Declaration.Window(a));
                return (spread.Stride * before) + ((spread.Extent - 1) / 2.0) - spread.Begin;
            case WindowAttribute a:
                var window = axis(Declaration.Window(a));
                return (before + window.Begin - ((window.Extent - 1) / 2.0)) / window.Stride;
            case UpsampleAttribute a:
                return (a.Scale * before) + ((a.Scale - 1) / 2.0);
            case CropLikeAttribute:
                return Shift(layers, layers[value].Like, axis);
            default:
                return before;
        }
    }

    private Map Apply(DeclaredLayer layer, Map x) => layer.Attribute switch
    {
        ConvAttribute a => Conv.Run(
            x, Tensor(layer, "weight"), Optional(layer, "bias", a.Bias), Declaration.Window(a), a.OutChannels, a.Groups),
        ConvTransposeAttribute a => ConvTranspose.Run(
            x, Tensor(layer, "weight"), Optional(layer, "bias", a.Bias), Declaration.Window(a), a.OutChannels, a.Groups, a.OutputPad,
            a.OutputPad),
        DenseAttribute a => RunDense(layer, a, x),
        MaxPoolAttribute a => MaxPool.Run(x, Declaration.Window(a)),
        AveragePoolAttribute a => AveragePool.Run(x, Declaration.Window(a)),
        GlobalAveragePoolAttribute => GlobalAveragePool.Run(x),
        GlobalMaxPoolAttribute => GlobalMaxPool.Run(x),
        AdaptiveAveragePoolAttribute a => AdaptiveAveragePool.Run(x, a.Height, a.Width),
        BatchNormAttribute a => BatchNorm.Run(
            x, Optional(layer, "weight", a.Affine), Optional(layer, "bias", a.Affine),
            Tensor(layer, "running_mean"), Tensor(layer, "running_var"), a.Epsilon),
        InstanceNormAttribute a => InstanceNorm.Run(x, Optional(layer, "weight", a.Affine), Optional(layer, "bias", a.Affine), a.Epsilon),
        GroupNormAttribute a => GroupNorm.Run(x, a.Groups, Optional(layer, "weight", a.Affine), Optional(layer, "bias", a.Affine),
            a.Epsilon),
        LocalResponseNormAttribute a => LocalResponseNorm.Run(x, a.Size, a.Alpha, a.Beta, a.K),
        UpsampleAttribute { Mode: UpsampleMode.Nearest } a => Upsample.Nearest(x, a.Scale),
        UpsampleAttribute a => Upsample.Bilinear(x, a.Scale, a.AlignCorners),
        PixelShuffleAttribute a => PixelShuffle.Run(x, a.Factor),
        ZeroPadAttribute a => ZeroPad.Run(x, a.Pad),
        CropAttribute a => Crop.Run(x, a.Top, a.Left, a.Height, a.Width),
        PReluAttribute => PRelu.Run(x, Tensor(layer, "weight")),
        SoftmaxAttribute => Softmax.Run(x),
        LogSoftmaxAttribute => LogSoftmax.Run(x),
        DropoutAttribute => x,
        var attribute => x.Apply(Function(attribute)),
    };

    private static Func<double, double> Function(LayerAttribute attribute) => attribute switch
    {
        ReluAttribute => Act.Relu,
        LeakyReluAttribute a => value => Act.LeakyRelu(value, a.Slope),
        EluAttribute a => value => Act.Elu(value, a.Alpha),
        SeluAttribute => Act.Selu,
        SigmoidAttribute => Act.Sigmoid,
        HardSigmoidAttribute => Act.HardSigmoid,
        HardSwishAttribute => Act.HardSwish,
        SiluAttribute => Act.Silu,
        MishAttribute => Act.Mish,
        GeluAttribute => Act.Gelu,
        TanhAttribute => Act.Tanh,
        SoftplusAttribute => Act.Softplus,
        ClipAttribute a => value => Act.Clip(value, a.Minimum, a.Maximum),
        _ => throw new ArgumentException($"There is no reference for {attribute.GetType().Name}."),
    };

    private Map RunDense(DeclaredLayer layer, DenseAttribute dense, Map x)
    {
        var (weight, bias) = (Tensor(layer, "weight"), Optional(layer, "bias", dense.Bias));
        var (height, width) = _denseInputs[layer.Name];
        var channelsLast = Declaration.IsChannelsLast(network);
        if ((height, width) != (x.Height, x.Width))
        {
            var kernel = channelsLast ? ChannelsFirst(weight, height, width, x.Channels) : weight;
            return Conv.Run(x, kernel, bias, new WindowSpec(height, width), dense.OutFeatures);
        }

        return channelsLast
            ? Dense.RunChannelsLast(x, weight, bias, dense.OutFeatures)
            : Dense.RunChannelsFirst(x, weight, bias, dense.OutFeatures);
    }

    // (out, (row, column, channel)) → (out, channel, row, column)
    private static double[] ChannelsFirst(double[] weight, int height, int width, int channels)
    {
        var features = height * width * channels;
        var result = new double[weight.Length];
        for (var i = 0; i < weight.Length; i++)
        {
            var (o, feature) = (i / features, i % features);
            var (pixel, c) = (feature / channels, feature % channels);
            result[o * features + c * height * width + pixel] = weight[i];
        }

        return result;
    }

    private double[]? Optional(DeclaredLayer layer, string tensor, bool exists) => exists ? Tensor(layer, tensor) : null;

    private double[] Tensor(DeclaredLayer layer, string tensor)
    {
        var name = $"{layer.Name}.{tensor}";
        if (_tensors.TryGetValue(name, out var values)) return values;
        var read = new float[weights.Tensors.Single(spec => spec.Name == name).Length];
        weights.Read(name, 0, read);
        return _tensors[name] = Array.ConvertAll(read, value => (double)value);
    }
}
