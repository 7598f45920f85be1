using System.Reflection;
using NetGen.Reference;

namespace NetGen.Networks.Tests.Support;

/// <summary>A layer of a network class, as its author wrote it.</summary>
/// <param name="Name">Its name, with those of the blocks that it is in.</param>
/// <param name="Attribute">Its attribute.</param>
/// <param name="Inputs">The values it reads: -1 is the input, others are indices of layers. A join reads the layers that it names first.</param>
/// <param name="Like">The value whose size a [CropLike] takes.</param>
internal sealed record DeclaredLayer(string Name, LayerAttribute Attribute, int[] Inputs, int Like = Declaration.Input0);

/// <summary>The attributes of a network class, read at run time: a way to the layers that the compiler has no part in.</summary>
internal static class Declaration
{
    /// <summary>Stands for the input among the values that layers read.</summary>
    public const int Input0 = -1;

    public static InputAttribute Input(Type network) => network.GetCustomAttribute<InputAttribute>()!;

    public static bool IsChannelsLast(Type network) => network.GetCustomAttribute<NetworkAttribute>()!.Weights == WeightOrder.TensorFlow;

    /// <summary>The layers in source order, in which metadata holds them, those of blocks in place; those without a name have their kind and ordinal.</summary>
    public static IReadOnlyList<DeclaredLayer> Layers(Type network) => Read(network).Layers;

    /// <summary>The indices of the layers whose outputs are outputs beside the last, in source order.</summary>
    public static IReadOnlyList<int> ExtraOutputs(Type network)
    {
        var (_, names) = Read(network);
        return [.. network.GetCustomAttributes<OutputAttribute>().Select(output => names[output.Layer])];
    }

    private static (List<DeclaredLayer> Layers, Dictionary<string, int> Names) Read(Type network)
    {
        var layers = new List<DeclaredLayer>();
        return (layers, Read(network, "", Input0, layers));
    }

    /// <returns>The values of the names that layers after the block may use.</returns>
    private static Dictionary<string, int> Read(Type block, string prefix, int input, List<DeclaredLayer> layers)
    {
        var ordinals = new Dictionary<string, int>();
        var known = new Dictionary<string, int> { ["Input"] = input };
        var last = input;
        foreach (var attribute in block.GetCustomAttributes<LayerAttribute>())
        {
            var kind = attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal).ToLowerInvariant();
            var ordinal = ordinals[kind] = ordinals.GetValueOrDefault(kind) + 1;
            var name = attribute.Name ?? $"{kind}{ordinal}";
            var from = attribute.From is null ? last : known[attribute.From];
            if (attribute is UseAttribute use)
            {
                var inner = Read(use.Block, $"{prefix}{name}.", from, layers);
                foreach (var (layer, value) in inner.Where(pair => pair.Key != "Input")) known.Add($"{name}.{layer}", value);
            }
            else
            {
                var branches = attribute is JoinAttribute join ? join.Layers.Select(layer => known[layer]) : [];
                layers.Add(new DeclaredLayer(prefix + name, attribute, [.. branches, from], attribute is CropLikeAttribute crop ? known[crop.Layer] : Input0));
            }

            known.Add(name, last = layers.Count - 1);
        }

        return known;
    }

    /// <summary>The window of a convolution or pool, its overriding properties applied.</summary>
    public static WindowSpec Window(WindowAttribute a) => new(Or(a.KernelHeight, a.Kernel), Or(a.KernelWidth, a.Kernel))
    {
        StrideHeight = Or(a.StrideHeight, a.Stride), StrideWidth = Or(a.StrideWidth, a.Stride),
        DilationHeight = Or(a.DilationHeight, a.Dilation), DilationWidth = Or(a.DilationWidth, a.Dilation),
        PadTop = Or(a.PadTop, a.Pad), PadLeft = Or(a.PadLeft, a.Pad), PadBottom = Or(a.PadBottom, a.Pad), PadRight = Or(a.PadRight, a.Pad),
        Same = a.Same,
        Ceil = a is PoolAttribute { Ceil: true },
        CountPad = a is AveragePoolAttribute { CountPad: true },
    };

    private static int Or(int own, int common) => own != 0 ? own : common;
}
