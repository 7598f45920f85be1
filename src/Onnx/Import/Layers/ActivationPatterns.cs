namespace NetGen.Onnx.Import;

/// <summary>Activations that came into ONNX late, or never, and are written out in models: they become the layers that they are.</summary>
internal static class ActivationPatterns
{
    private const float Near = 1e-5f;

    public static void Run(LayerList layers)
    {
        foreach (var layer in layers.ToArray()) TryHardSigmoid(layers, layer);
        foreach (var layer in layers.ToArray())
        {
            _ = TryGated(layers, layer) || TryHardSwish(layers, layer) || TryGelu(layers, layer);
        }
    }

    /// <summary>clip(x + 3, 0, 6) / 6.</summary>
    private static void TryHardSigmoid(LayerList layers, Layer last)
    {
        if (IsAffine(last, 1f / 6, 0) && Only(layers, last) is { } clip && RampOf(layers, clip) is { } x) Become(layers, last, "HardSigmoid", x);
    }

    /// <summary>x · sigmoid x, x · tanh(softplus x), x · hardsigmoid x.</summary>
    private static bool TryGated(LayerList layers, Layer product)
    {
        if (Factors(layers, product) is not { } factors) return false;
        foreach (var (x, gate) in factors)
        {
            var kind = gate.Kind switch
            {
                "Sigmoid" when gate.Inputs[0] == x => "Silu",
                "HardSigmoid" when gate.Inputs[0] == x => "HardSwish",
                "Tanh" when Only(layers, gate) is { Kind: "Softplus" } softplus && softplus.Inputs[0] == x => "Mish",
                _ => null,
            };
            if (kind is null) continue;
            Become(layers, product, kind, x);
            return true;
        }

        return false;
    }

    /// <summary>x · clip(x + 3, 0, 6) / 6, divided at the end.</summary>
    private static bool TryHardSwish(LayerList layers, Layer last)
    {
        if (!IsAffine(last, 1f / 6, 0) || Only(layers, last) is not { } product || Factors(layers, product) is not { } factors) return false;
        foreach (var (x, gate) in factors)
        {
            if (RampOf(layers, gate) != x) continue;
            Become(layers, last, "HardSwish", x);
            return true;
        }

        return false;
    }

    /// <summary>½x · (1 + erf(x/√2)), the half taken at the beginning, in the middle or at the end.</summary>
    private static bool TryGelu(LayerList layers, Layer last)
    {
        var isHalved = IsAffine(last, 0.5f, 0);
        var product = isHalved ? Only(layers, last) : last;
        if (product is null || Factors(layers, product) is not { } factors) return false;
        foreach (var (factor, distribution) in factors)
        {
            var shift = IsAffine(distribution, 1, 1) ? 1f : IsAffine(distribution, 0.5f, 0.5f) ? 0.5f : 0;
            if (shift == 0 || Only(layers, distribution) is not { Kind: Layer.Erf } erf) continue;
            if (Only(layers, erf) is not { } scaled || !IsAffine(scaled, MathF.Sqrt(0.5f), 0)) continue;
            var x = scaled.Inputs[0];
            var halfX = factor != x && IsAffine(factor, 0.5f, 0) && factor.Inputs[0] == x;
            if ((factor != x && !halfX) || (isHalved ? 1 : 0) + (halfX ? 1 : 0) + (shift == 0.5f ? 1 : 0) != 1) continue;
            Become(layers, last, "Gelu", x);
            return true;
        }

        return false;
    }

    private static IEnumerable<Layer> Parts(Layer layer, Layer input) =>
        layer == input ? [] : layer.Inputs.SelectMany(part => Parts(part, input)).Prepend(layer);

    /// <summary>x of clip(x + 3, 0, 6).</summary>
    private static Layer? RampOf(LayerList layers, Layer clip) =>
        clip.Kind == "Clip" && clip.Arguments is [0.0, 6.0] && Only(layers, clip) is { } shifted && IsAffine(shifted, 1, 3) ? shifted.Inputs[0] : null;

    /// <summary>Both ways to see a product of two as a value and its gate, which nothing else reads.</summary>
    private static (Layer Value, Layer Gate)[]? Factors(LayerList layers, Layer product)
    {
        if (product.Kind != "Multiply" || product.Inputs.Length != 2) return null;
        var (a, b) = (product.Inputs[0], product.Inputs[1]);
        return [.. new[] { (a, b), (b, a) }.Where(pair => layers.ReaderCount(pair.Item2) == 1)];
    }

    /// <summary>The layer that another one reads, if nothing else does.</summary>
    private static Layer? Only(LayerList layers, Layer reader) =>
        reader.Inputs is [var before] && before.Kind != Layer.Input && layers.ReaderCount(before) == 1 ? before : null;

    private static bool IsAffine(Layer layer, float scale, float shift) =>
        layer.Kind == Layer.Affine
        && layer.Weight("scale").All(value => Math.Abs(value - scale) <= Near) && layer.Weight("shift").All(value => Math.Abs(value - shift) <= Near);

    private static void Become(LayerList layers, Layer layer, string kind, Layer input)
    {
        // Exporters number the parts after the first.
        layer.Name = Parts(layer, input).Select(part => part.Name).OfType<string>().MinBy(name => name.Length);
        layer.Become(kind, [], [], []);
        layer.Inputs = [input];
        layers.RemoveUnread();
    }
}
