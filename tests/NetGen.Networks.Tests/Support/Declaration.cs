using System.Reflection;
using NetGen.Reference;

namespace NetGen.Networks.Tests.Support;

/// <summary>A layer of a network class, as its author wrote it.</summary>
internal sealed record DeclaredLayer(string Name, LayerAttribute Attribute);

/// <summary>The attributes of a network class, read at run time: a way to the layers that the compiler has no part in.</summary>
internal static class Declaration
{
    public static InputAttribute Input(Type network) => network.GetCustomAttribute<InputAttribute>()!;

    public static bool IsChannelsLast(Type network) => network.GetCustomAttribute<NetworkAttribute>()!.Weights == WeightOrder.TensorFlow;

    /// <summary>The layers in source order, in which metadata holds them; those without a name have their kind and ordinal.</summary>
    public static IReadOnlyList<DeclaredLayer> Layers(Type network)
    {
        var ordinals = new Dictionary<string, int>();
        var layers = new List<DeclaredLayer>();
        foreach (var attribute in network.GetCustomAttributes<LayerAttribute>())
        {
            var kind = attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal).ToLowerInvariant();
            var ordinal = ordinals[kind] = ordinals.GetValueOrDefault(kind) + 1;
            layers.Add(new DeclaredLayer(attribute.Name ?? $"{kind}{ordinal}", attribute));
        }

        return layers;
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
