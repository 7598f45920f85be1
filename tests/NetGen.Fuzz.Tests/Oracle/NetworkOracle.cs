using System.Collections.Immutable;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>A network computed in double precision, layer by layer, as the attributes document them.</summary>
internal sealed class NetworkOracle
{
    /// <summary>Sizes at which the channels of an any-size network are looked up: at the first that it takes.</summary>
    private static readonly ImmutableArray<int> NominalSizes = [48, 300, 5000, 200_000];

    private readonly NetworkModel _model;
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<Shape> _shapes;
    private readonly Dictionary<string, double[]> _values = [];

    private NetworkOracle(NetworkModel model, Shape native, ulong seed)
    {
        (_model, _names, Native) = (model, model.LayerNames(), native);
        _shapes = Shapes(model.Layers, native)!.Value;
        var source = new RandomSource(seed);
        Weights = new DrawnWeights(model.IsTensorFlow);
        for (var i = 0; i < model.Layers.Length; i++)
            foreach (var tensor in LayerRules.Of(model.Layers[i]).Tensors(model.Layers[i], _shapes[i]))
            {
                var values = Draw(tensor, source);
                _values.Add($"{_names[i]}.{tensor.Suffix}", values);
                Weights.Add($"{_names[i]}.{tensor.Suffix}", tensor.Shape, values);
            }
    }

    /// <summary>Draws weights such that values stay near 1.</summary>
    /// <returns>Null for a network of any size that takes none of the sizes tried.</returns>
    /// <exception cref="NetworkFailure">By the documentation, a layer cannot take what arrives at the declared size.</exception>
    public static NetworkOracle? For(NetworkModel model, ulong seed)
    {
        var channels = model.Input.Get("channels", 0);
        var sizes = model.IsFixed
            ? [new Shape(model.Input.Get("height", 0), model.Input.Get("width", 0), channels)]
            : NominalSizes.Select(size => new Shape(size, size, channels)).ToArray();
        foreach (var size in sizes)
        {
            if (Shapes(model.Layers, size) is not null) return new NetworkOracle(model, size, seed);
        }

        return model.IsFixed ? throw new NetworkFailure(model, $"It was accepted, but by the documentation it cannot run at {sizes[0]}.") : null;
    }

    /// <summary>The declared input, or one of nominal size.</summary>
    public Shape Native { get; }

    /// <summary>The weights, as the network loads them.</summary>
    public DrawnWeights Weights { get; }

    /// <summary>The shape of the output for an input, or null where the network cannot run.</summary>
    public Shape? Output(int height, int width, bool slides) => Shapes(height, width, slides) is { } shapes ? shapes[^1] : null;

    /// <summary>Multiply-adds, and elements of all maps, for an input.</summary>
    public long Cost(int height, int width, bool slides)
    {
        if (Shapes(height, width, slides) is not { } shapes) return 0;
        var cost = shapes.Sum(shape => (double)shape.Length);
        for (var i = 0; i < _model.Layers.Length; i++) cost += LayerRules.Of(Effective(i, slides)).Cost(Effective(i, slides), shapes[i]);
        return (long)Math.Min(cost, long.MaxValue / 2);
    }

    /// <summary>Computes the output.</summary>
    /// <param name="x">The input.</param>
    /// <param name="slides">Whether dense layers are the convolutions that they equal at the declared size.</param>
    /// <param name="between">Sees, and may change, what each layer reads (null for the last output) and gives.</param>
    public Map Run(Map x, bool slides, Func<Layer?, Map, Map> between)
    {
        for (var i = 0; i < _model.Layers.Length; i++)
        {
            var (layer, name) = (_model.Layers[i], _names[i]);
            var call = new LayerCall(
                layer,
                between(i == 0 ? null : _model.Layers[i - 1], x),
                suffix => _values.GetValueOrDefault($"{name}.{suffix}"),
                _shapes[i],
                slides,
                _model.IsTensorFlow);
            x = LayerRules.Of(layer).Run(call);
        }

        return between(_model.Layers[^1], x);
    }

    private ImmutableArray<Shape>? Shapes(int height, int width, bool slides) =>
        Shapes([.. Enumerable.Range(0, _model.Layers.Length).Select(index => Effective(index, slides))], new Shape(height, width, Native.Channels));

    /// <summary>The shapes of the input and of each layer's output.</summary>
    private static ImmutableArray<Shape>? Shapes(ImmutableArray<Layer> layers, Shape input)
    {
        var shapes = ImmutableArray.Create(input);
        foreach (var layer in layers)
        {
            if (LayerRules.Of(layer).Output(layer, shapes[^1]) is not { } output) return null;
            shapes = shapes.Add(output);
        }

        return shapes;
    }

    /// <summary>The layer, with a dense one as the convolution that slides.</summary>
    private Layer Effective(int index, bool slides)
    {
        var layer = _model.Layers[index];
        if (!slides || layer.Kind != "Dense") return layer;
        return Layer.Of("Conv", ("kernel", _shapes[index].Height), ("outChannels", layer.Get("outFeatures", 0))).With("KernelWidth", _shapes[index].Width);
    }

    private static double[] Draw(Tensor tensor, RandomSource source)
    {
        var count = tensor.Shape.Aggregate(1, (product, extent) => product * extent);
        var amplitude = Math.Sqrt(3.0 / Math.Max(1, tensor.FanIn));
        return tensor.Use switch
        {
            TensorUse.Kernel or TensorUse.Matrix => source.NextValues(count, -amplitude, amplitude),
            TensorUse.Factor => [.. source.NextValues(count, 0.5, 1.5).Select(value => source.NextInt(0, 1) == 0 ? value : -value)],
            TensorUse.Variance => source.NextValues(count, 0.5, 1.5),
            _ => source.NextValues(count, -0.5, 0.5),
        };
    }
}
