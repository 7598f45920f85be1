using System.Collections.Immutable;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>A network computed in double precision, layer by layer, as the attributes document them.</summary>
internal sealed class NetworkOracle
{
    /// <summary>Sizes at which the channels of an any-size network are looked up: at the first that it takes.</summary>
    private static readonly ImmutableArray<int> NominalSizes = [48, 300, 5000, 200_000];

    private readonly NetworkModel _model;
    private readonly Wiring _wiring;
    private readonly ImmutableArray<Shape> _shapes;
    private readonly Dictionary<string, double[]> _values = [];

    private NetworkOracle(NetworkModel model, Wiring wiring, Shape native, ulong seed)
    {
        (_model, _wiring, Native) = (model, wiring, native);
        _shapes = Shapes(wiring.Wires, native)!.Value;
        var source = new RandomSource(seed);
        Weights = new DrawnWeights(model.IsTensorFlow);
        foreach (var wire in wiring.Wires)
            foreach (var tensor in LayerRules.Of(wire.Layer).Tensors(wire.Layer, ShapeOf(_shapes, wire.Inputs[^1])))
            {
                var values = Draw(tensor, source);
                _values.Add($"{wire.Name}.{tensor.Suffix}", values);
                Weights.Add($"{wire.Name}.{tensor.Suffix}", tensor.Shape, values);
            }
    }

    /// <summary>Draws weights such that values stay near 1.</summary>
    /// <returns>Null for a network of any size that takes none of the sizes tried.</returns>
    /// <exception cref="NetworkFailure">By the documentation, a layer cannot take what arrives at the declared size.</exception>
    public static NetworkOracle? For(NetworkModel model, ulong seed)
    {
        var channels = model.Input.Get("channels", 0);
        var wiring = WithCrops(model, Wiring.Of(model));
        var sizes = model.IsFixed
            ? [new Shape(model.Input.Get("height", 0), model.Input.Get("width", 0), channels)]
            : NominalSizes.Select(size => new Shape(size, size, channels)).ToArray();
        foreach (var size in sizes)
        {
            if (Shapes(wiring.Wires, size) is not null) return new NetworkOracle(model, wiring, size, seed);
        }

        return model.IsFixed ? throw new NetworkFailure(model, $"It was accepted, but by the documentation it cannot run at {sizes[0]}.") : null;
    }

    /// <summary>The declared input, or one of nominal size.</summary>
    public Shape Native { get; }

    /// <summary>The weights, as the network loads them.</summary>
    public DrawnWeights Weights { get; }

    /// <summary>The names of the layers whose outputs are outputs beside the last.</summary>
    public ImmutableArray<string> ExtraOutputs => _wiring.OutputNames;

    /// <summary>The shapes of the outputs for an input, or null where the network cannot run.</summary>
    public ImmutableArray<Shape>? Outputs(int height, int width, bool slides) =>
        Shapes(height, width, slides) is { } shapes ? [.. _wiring.Outputs.Select(output => ShapeOf(shapes, output))] : null;

    /// <summary>Multiply-adds, and elements of all maps, for an input.</summary>
    public long Cost(int height, int width, bool slides)
    {
        if (Shapes(height, width, slides) is not { } shapes) return 0;
        var cost = shapes.Sum(shape => (double)shape.Length);
        foreach (var wire in Effective(slides)) cost += LayerRules.Of(wire.Layer).Cost(wire.Layer, ShapeOf(shapes, wire.Inputs[^1]));
        return (long)Math.Min(cost, long.MaxValue / 2);
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="x">The input.</param>
    /// <param name="slides">Whether dense layers are the convolutions that they equal at the declared size.</param>
    /// <param name="between">Sees, and may change, the input (of no layer) and what each layer gives.</param>
    public ImmutableArray<Map> Run(Map x, bool slides, Func<Layer?, Map, Map> between)
    {
        var maps = new List<Map> { between(null, x) };
        foreach (var wire in _wiring.Wires)
        {
            var call = new LayerCall(
                wire.Layer,
                [.. wire.Inputs.Select(input => maps[input + 1])],
                suffix => _values.GetValueOrDefault($"{wire.Name}.{suffix}"),
                ShapeOf(_shapes, wire.Inputs[^1]),
                slides,
                _model.IsTensorFlow)
            {
                Crop = wire.SizeOf is { } sizeOf ? (maps[sizeOf + 1], wire.Layer.Get("Top", 0), wire.Layer.Get("Left", 0)) : null,
            };
            maps.Add(between(wire.Layer, LayerRules.Of(wire.Layer).Run(call)));
        }

        return [.. _wiring.Outputs.Select(output => maps[output + 1])];
    }

    /// <summary>The layers, crops with where they begin. SAME with a stride would let that depend on the size, and is refused before.</summary>
    private static Wiring WithCrops(NetworkModel model, Wiring wiring)
    {
        for (var index = 0; index < wiring.Wires.Length; index++)
        {
            var wire = wiring.Wires[index];
            if (wire.SizeOf is not { } like) continue;
            var crop = wire.Layer;
            foreach (var (property, isHeight) in new[] { ("Top", true), ("Left", false) })
            {
                if (crop.Has(property)) continue;
                var before = wiring.Wires[..index];
                var sizes = Enumerable.Repeat(new Shape(1, 1, 1), index + 1).ToImmutableArray();
                var maps = CoordinateMap.Of(before, sizes, of => (of.Layer.Get("Top", 0), of.Layer.Get("Left", 0)), isHeight);
                if ((maps[wire.Inputs[0] + 1], maps[like + 1]) is not ({ } own, { } other)) throw new NetworkFailure(model, $"'{wire.Name}' has no place to begin.");
                var first = Math.Round(own.Shift - other.Shift, 6);
                if (first < 0 || first != Math.Floor(first)) throw new NetworkFailure(model, $"'{wire.Name}' would begin at {first}.");
                crop = crop.With(property, (int)first);
            }

            wiring = wiring with { Wires = wiring.Wires.SetItem(index, wire with { Layer = crop }) };
        }

        return wiring;
    }

    private ImmutableArray<Shape>? Shapes(int height, int width, bool slides) => Shapes(Effective(slides), new Shape(height, width, Native.Channels));

    /// <summary>The shapes of the input and of each layer's output.</summary>
    private static ImmutableArray<Shape>? Shapes(ImmutableArray<Wire> wires, Shape input)
    {
        var shapes = ImmutableArray.Create(input);
        foreach (var wire in wires)
        {
            var rule = LayerRules.Of(wire.Layer);
            var inputs = wire.Inputs.Select(value => ShapeOf(shapes, value)).ToImmutableArray();
            if (wire.SizeOf is { } sizeOf) inputs = inputs.Add(ShapeOf(shapes, sizeOf));
            if ((rule.Join is { } join ? join(wire.Layer, inputs) : rule.Output(wire.Layer, inputs[^1])) is not { } output) return null;
            shapes = shapes.Add(output);
        }

        return shapes;
    }

    private static Shape ShapeOf(ImmutableArray<Shape> shapes, int value) => shapes[value + 1];

    /// <summary>The layers, dense ones as the convolutions that slide.</summary>
    private ImmutableArray<Wire> Effective(bool slides) => slides
        ? [.. _wiring.Wires.Select(wire => wire.Layer.Kind == "Dense" ? wire with { Layer = Sliding(wire.Layer, ShapeOf(_shapes, wire.Inputs[^1])) } : wire)]
        : _wiring.Wires;

    private static Layer Sliding(Layer dense, Shape x) =>
        Layer.Of("Conv", ("kernel", x.Height), ("outChannels", dense.Get("outFeatures", 0))).With("KernelWidth", x.Width);

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
