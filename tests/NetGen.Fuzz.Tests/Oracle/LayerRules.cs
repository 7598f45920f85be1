using System.Collections.Immutable;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>What a kind of layer does, after the documentation of its attribute.</summary>
/// <param name="Output">The shape that it makes of another, or null where it cannot.</param>
/// <param name="Run">What it computes.</param>
/// <param name="Tensors">Its weights.</param>
internal sealed record LayerRule(Func<Layer, Shape, Shape?> Output, Func<LayerCall, Map> Run, Func<Layer, Shape, ImmutableArray<Tensor>> Tensors)
{
    /// <summary>The shape that a join makes of those of its branches, and a crop to another map's size of its input and that; null for other layers.</summary>
    public Func<Layer, ImmutableArray<Shape>, Shape?>? Join { get; init; }

    /// <summary>Multiply-adds, for telling how long the oracle would take.</summary>
    public Func<Layer, Shape, long> Cost { get; init; } = (_, _) => 0;
}

/// <summary>The rule of every kind of layer.</summary>
internal static class LayerRules
{
    private static readonly Dictionary<string, LayerRule> ByKind = new()
    {
        ["Conv"] = new(ConvOutput, RunConv, ConvTensors)
        {
            Cost = (layer, x) => KernelArea(layer) * x.Channels / layer.Get("Groups", 1) * (ConvOutput(layer, x)?.Length ?? 0),
        },
        ["ConvTranspose"] = new(SpreadOutput, RunConvTranspose, ConvTensors)
        {
            Cost = (layer, x) => KernelArea(layer) * layer.Get("outChannels", 1) / layer.Get("Groups", 1) * x.Length,
        },
        ["Dense"] = new((layer, _) => new Shape(1, 1, layer.Get("outFeatures", 0)), call => call.Dense(), DenseTensors)
        {
            Cost = (layer, x) => x.Length * layer.Get("outFeatures", 0),
        },
        ["MaxPool"] = Weightless(PoolOutput, call => MaxPool.Run(call.X, WindowArguments.Read(call.Layer))),
        ["AveragePool"] = Weightless(PoolOutput, call => AveragePool.Run(call.X, WindowArguments.Read(call.Layer))),
        ["GlobalAveragePool"] = Weightless((_, x) => new Shape(1, 1, x.Channels), call => GlobalAveragePool.Run(call.X)),
        ["GlobalMaxPool"] = Weightless((_, x) => new Shape(1, 1, x.Channels), call => GlobalMaxPool.Run(call.X)),
        ["AdaptiveAveragePool"] = Weightless(
            (layer, x) => new Shape(layer.Get("height", 0), layer.Get("width", 0), x.Channels),
            call => AdaptiveAveragePool.Run(call.X, call.Layer.Get("height", 0), call.Layer.Get("width", 0))),
        ["BatchNorm"] = new((_, x) => x, RunBatchNorm, (layer, x) =>
        [
            .. AffineTensors(layer, x),
            new Tensor("running_mean", [x.Channels], TensorUse.Summand),
            new Tensor("running_var", [x.Channels], TensorUse.Variance),
        ]),
        ["InstanceNorm"] = new(
            (_, x) => x, call => InstanceNorm.Run(call.X, call.Weight("weight"), call.Weight("bias"), call.Layer.Get("Epsilon", 1e-5)), AffineTensors),
        ["GroupNorm"] = new(
            (layer, x) => Divides(layer.Get("groups", 0), x.Channels) ? x : null,
            call => GroupNorm.Run(call.X, call.Layer.Get("groups", 0), call.Weight("weight"), call.Weight("bias"), call.Layer.Get("Epsilon", 1e-5)),
            AffineTensors),
        ["LocalResponseNorm"] = Weightless((_, x) => x, call => LocalResponseNorm.Run(
            call.X, call.Layer.Get("size", 1), call.Layer.Get("Alpha", 1e-4), call.Layer.Get("Beta", 0.75), call.Layer.Get("K", 1.0))),
        ["Relu"] = Pointwise(_ => Activation.Relu),
        ["LeakyRelu"] = Pointwise(layer => x => Activation.LeakyRelu(x, layer.Get("slope", 0.01))),
        ["PRelu"] = new((_, x) => x, call => PRelu.Run(call.X, call.Weight("weight")!), (_, x) => [new Tensor("weight", [x.Channels], TensorUse.Summand)]),
        ["Elu"] = Pointwise(layer => x => Activation.Elu(x, layer.Get("alpha", 1.0))),
        ["Selu"] = Pointwise(_ => Activation.Selu),
        ["Sigmoid"] = Pointwise(_ => Activation.Sigmoid),
        ["HardSigmoid"] = Pointwise(_ => Activation.HardSigmoid),
        ["HardSwish"] = Pointwise(_ => Activation.HardSwish),
        ["Silu"] = Pointwise(_ => Activation.Silu),
        ["Mish"] = Pointwise(_ => Activation.Mish),
        ["Gelu"] = Pointwise(_ => Activation.Gelu),
        ["Tanh"] = Pointwise(_ => Activation.Tanh),
        ["Softplus"] = Pointwise(_ => Activation.Softplus),
        ["Clip"] = Pointwise(layer => x => Activation.Clip(x, layer.Get("minimum", 0.0), layer.Get("maximum", 0.0))),
        ["Softmax"] = Weightless((_, x) => x, call => Softmax.Run(call.X)),
        ["LogSoftmax"] = Weightless((_, x) => x, call => LogSoftmax.Run(call.X)),
        ["Upsample"] = Weightless((layer, x) => Times(x, layer.Get("scale", 0), x.Channels), RunUpsample),
        ["PixelShuffle"] = Weightless(
            (layer, x) => layer.Get("factor", 0) is var r && Divides(r * r, x.Channels) ? Times(x, r, x.Channels / (r * r)) : null,
            call => PixelShuffle.Run(call.X, call.Layer.Get("factor", 0))),
        ["ZeroPad"] = Weightless(
            (layer, x) => layer.Get("pad", 0) is var pad ? x with { Height = x.Height + (2 * pad), Width = x.Width + (2 * pad) } : null,
            call => ZeroPad.Run(call.X, call.Layer.Get("pad", 0))),
        ["Crop"] = Weightless(CropOutput, call => Crop.Run(
            call.X, call.Layer.Get("top", 0), call.Layer.Get("left", 0), call.Layer.Get("height", 0), call.Layer.Get("width", 0))),
        ["Add"] = Joining(call => Join.Add([.. call.Inputs]), Same),
        ["Multiply"] = Joining(call => Join.Multiply([.. call.Inputs]), Same),
        ["Concat"] = Joining(call => Join.Concat([.. call.Inputs]), SideBySide),
        ["CropLike"] = Joining(
            call => Crop.Run(call.X, call.Crop!.Value.Top, call.Crop.Value.Left, call.Crop.Value.Map.Height, call.Crop.Value.Map.Width),
            (layer, shapes) => shapes is [var x, var like] && layer.Get("Top", 0) + like.Height <= x.Height && layer.Get("Left", 0) + like.Width <= x.Width
                ? like with { Channels = x.Channels }
                : null),
        ["Dropout"] = Weightless((_, x) => x, call => call.X),
    };

    public static LayerRule Of(Layer layer) => ByKind[layer.Kind];

    public static IEnumerable<string> Kinds => ByKind.Keys;

    /// <summary>Whether layers of a kind take several values.</summary>
    public static bool IsJoin(string kind) => ByKind[kind].Join is not null;

    private static LayerRule Joining(Func<LayerCall, Map> run, Func<Layer, ImmutableArray<Shape>, Shape?> join) =>
        new((layer, x) => join(layer, [x, x]), run, (_, _) => []) { Join = join };

    private static Shape? Same(Layer layer, ImmutableArray<Shape> branches) => branches.All(branch => branch == branches[0]) ? branches[0] : null;

    private static Shape? SideBySide(Layer layer, ImmutableArray<Shape> branches) =>
        branches.All(branch => (branch.Height, branch.Width) == (branches[0].Height, branches[0].Width)) && branches.Sum(branch => (long)branch.Channels) is <= int.MaxValue and var channels
            ? branches[0] with { Channels = (int)channels }
            : null;

    private static LayerRule Weightless(Func<Layer, Shape, Shape?> output, Func<LayerCall, Map> run) => new(output, run, (_, _) => []);

    private static LayerRule Pointwise(Func<Layer, Func<double, double>> function) => Weightless((_, x) => x, call => call.X.Apply(function(call.Layer)));

    private static long KernelArea(Layer layer) => WindowArguments.Read(layer) is var window ? (long)window.KernelHeight * window.KernelWidth : 0;

    private static bool Divides(int divisor, int value) => divisor >= 1 && value % divisor == 0;

    private static Shape? Times(Shape x, int scale, int channels) =>
        (long)x.Height * scale <= int.MaxValue && (long)x.Width * scale <= int.MaxValue ? new Shape(x.Height * scale, x.Width * scale, channels) : null;

    private static Shape? ConvOutput(Layer layer, Shape x)
    {
        var (outChannels, groups) = (layer.Get("outChannels", 0), layer.Get("Groups", 1));
        if (!Divides(groups, x.Channels) || !Divides(groups, outChannels) || layer.Get("inChannels", x.Channels) != x.Channels) return null;
        return PoolOutput(layer, x) is { } output ? output with { Channels = outChannels } : null;
    }

    private static Shape? PoolOutput(Layer layer, Shape x)
    {
        var window = WindowArguments.Read(layer);
        return (WindowArguments.Slide(window.Rows, x.Height), WindowArguments.Slide(window.Columns, x.Width)) is ({ } height, { } width)
            ? new Shape(height, width, x.Channels)
            : null;
    }

    private static Shape? SpreadOutput(Layer layer, Shape x)
    {
        var (outChannels, groups, window) = (layer.Get("outChannels", 0), layer.Get("Groups", 1), WindowArguments.Read(layer));
        if (!Divides(groups, x.Channels) || !Divides(groups, outChannels) || layer.Get("inChannels", x.Channels) != x.Channels) return null;
        var outputPad = layer.Get("OutputPad", 0);
        return (WindowArguments.Spread(window.Rows, x.Height, outputPad), WindowArguments.Spread(window.Columns, x.Width, outputPad)) is ({ } height, { } width)
            ? new Shape(height, width, outChannels)
            : null;
    }

    private static Shape? CropOutput(Layer layer, Shape x)
    {
        var (height, width) = (layer.Get("height", 0), layer.Get("width", 0));
        return (long)layer.Get("top", 0) + height <= x.Height && (long)layer.Get("left", 0) + width <= x.Width ? new Shape(height, width, x.Channels) : null;
    }

    private static Map RunConv(LayerCall call) => Conv.Run(
        call.X, call.Weight("weight")!, call.Weight("bias"), WindowArguments.Read(call.Layer), call.Layer.Get("outChannels", 0), call.Layer.Get("Groups", 1));

    private static Map RunConvTranspose(LayerCall call)
    {
        var (layer, outputPad) = (call.Layer, call.Layer.Get("OutputPad", 0));
        return ConvTranspose.Run(
            call.X, call.Weight("weight")!, call.Weight("bias"), WindowArguments.Read(layer), layer.Get("outChannels", 0), layer.Get("Groups", 1), outputPad, outputPad);
    }

    private static Map RunBatchNorm(LayerCall call) => BatchNorm.Run(
        call.X, call.Weight("weight"), call.Weight("bias"), call.Weight("running_mean")!, call.Weight("running_var")!, call.Layer.Get("Epsilon", 1e-5));

    private static Map RunUpsample(LayerCall call) => call.Layer.Get("Mode", UpsampleMode.Nearest) == UpsampleMode.Bilinear
        ? Upsample.Bilinear(call.X, call.Layer.Get("scale", 1), call.Layer.Get("AlignCorners", false))
        : Upsample.Nearest(call.X, call.Layer.Get("scale", 1));

    private static ImmutableArray<Tensor> ConvTensors(Layer layer, Shape x)
    {
        var (outChannels, groups, window) = (layer.Get("outChannels", 0), layer.Get("Groups", 1), WindowArguments.Read(layer));
        var fanIn = x.Channels / groups * window.KernelHeight * window.KernelWidth;
        ImmutableArray<int> shape = layer.Kind == "Conv"
            ? [outChannels, x.Channels / groups, window.KernelHeight, window.KernelWidth]
            : [x.Channels, outChannels / groups, window.KernelHeight, window.KernelWidth];
        return WithBias(layer, new Tensor("weight", shape, TensorUse.Kernel, fanIn), outChannels);
    }

    private static ImmutableArray<Tensor> DenseTensors(Layer layer, Shape x)
    {
        var features = layer.Get("outFeatures", 0);
        return WithBias(layer, new Tensor("weight", [features, (int)x.Length], TensorUse.Matrix, (int)x.Length), features);
    }

    private static ImmutableArray<Tensor> WithBias(Layer layer, Tensor weight, int channels) =>
        layer.Get("Bias", true) ? [weight, new Tensor("bias", [channels], TensorUse.Summand)] : [weight];

    private static ImmutableArray<Tensor> AffineTensors(Layer layer, Shape x) => layer.Get("Affine", true)
        ? [new Tensor("weight", [x.Channels], TensorUse.Factor), new Tensor("bias", [x.Channels], TensorUse.Summand)]
        : [];
}
