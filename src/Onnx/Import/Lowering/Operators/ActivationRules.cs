using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>Functions of each element.</summary>
internal static class ActivationRules
{
    public static Action<NodeContext> Plain(string kind) => node => node.Return(node.Each(0, map => node.Pointwise(map, kind)));

    public static void LeakyRelu(NodeContext node) => One(node, "LeakyRelu", node.Node.Number("alpha", 0.01f));

    public static void Elu(NodeContext node) => One(node, "Elu", node.Node.Number("alpha", 1));

    /// <summary>γ·x, or γα(eˣ − 1) below zero: with other numbers than those of the paper, an ELU and a factor.</summary>
    public static void Selu(NodeContext node)
    {
        var (alpha, gamma) = (node.Node.Number("alpha", SeluAlpha), node.Node.Number("gamma", SeluGamma));
        node.Return(node.Each(0, map => Near(alpha, SeluAlpha) && Near(gamma, SeluGamma)
            ? node.Pointwise(map, "Selu")
            : node.Affine(node.Pointwise(map, "Elu", [Short(alpha)]), gamma, 0)));
    }

    /// <summary>x, or α(e^(x/α) − 1) below zero: an ELU of x/α, times α.</summary>
    public static void Celu(NodeContext node)
    {
        var alpha = node.Node.Number("alpha", 1);
        if (alpha == 0) throw node.Invalid("alpha is 0");
        if (alpha < 0) throw node.Unsupported($"alpha is {alpha}; a factor of an ELU must not turn its sign");
        node.Return(node.Each(0, map => node.Affine(node.Pointwise(node.Affine(map, 1.0 / alpha, 0), "Elu", [1.0]), alpha, 0)));
    }

    /// <summary>max(0, min(1, αx + β)).</summary>
    public static void HardSigmoid(NodeContext node)
    {
        var (alpha, beta) = (node.Node.Number("alpha", 0.2f), node.Node.Number("beta", 0.5f));
        node.Return(node.Each(0, map => Near(alpha, 1f / 6) && Near(beta, 0.5f)
            ? node.Pointwise(map, "HardSigmoid")
            : node.Pointwise(node.Affine(map, alpha, beta), "Clip", [0.0, 1.0])));
    }

    /// <summary>x · sigmoid(αx): a SiLU of αx, divided by α.</summary>
    public static void Swish(NodeContext node)
    {
        var alpha = node.Node.Number("alpha", 1);
        if (alpha == 0) throw node.Unsupported("alpha is 0");
        node.Return(node.Each(0, map => alpha == 1
            ? node.Pointwise(map, "Silu")
            : node.Affine(node.Pointwise(node.Affine(map, alpha, 0), "Silu"), 1.0 / alpha, 0)));
    }

    public static void Gelu(NodeContext node)
    {
        var approximation = node.Node.Text("approximate", "none");
        if (approximation == "none") Plain("Gelu")(node);
        else if (approximation == "tanh") node.Return(node.Each(0, map => TanhGelu(node, map)));
        else throw node.Invalid($"the approximation '{approximation}' does not exist");
    }

    public static void Clip(NodeContext node)
    {
        var lower = node.Number("min", 1, float.MinValue);
        var upper = node.Number("max", 2, float.MaxValue);
        if (float.IsNaN(lower) || float.IsNaN(upper)) throw node.Invalid("a limit is not a number");
        if (lower > upper) throw node.Unsupported($"its lower limit {lower} is above the upper one, {upper}");
        (lower, upper) = (Math.Max(lower, float.MinValue), Math.Min(upper, float.MaxValue));
        node.Return(node.Each(0, map => lower == float.MinValue && upper == float.MaxValue ? map
            : lower == 0 && upper == float.MaxValue ? node.Pointwise(map, "Relu")
            : node.Pointwise(map, "Clip", [Short(lower), Short(upper)])));
    }

    public static void PRelu(NodeContext node)
    {
        var (map, slope) = (node.Map(0), node.Constant(1, "the slope"));

        // Before broadcasting, slopes were those of the channels.
        if (node.OperatorSet < 7 && slope.Rank == 1 && slope.Length > 1)
            slope = slope.Reshaped([slope.Length, .. Enumerable.Repeat(1L, Math.Max(map.Layout.Rank - 2, 0))]);
        var channels = map.Layout.Size.Channels;
        var vector = ChannelVector.Of(node, map.Layout, slope);
        var rectified = node.Pointwise(map, "PRelu");
        rectified.Layer.Name = LayerNaming.OfWeight(slope.Name, node.Node);
        rectified.Layer.SetWeight("weight", [channels], vector);
        node.Return(rectified);
    }

    /// <summary>½x(1 + tanh(√(2/π)(x + 0.044715x³))) = x · sigmoid(x · (2√(2/π) + 2√(2/π)·0.044715x²)).</summary>
    private static Mapped TanhGelu(NodeContext node, Mapped map)
    {
        var factor = 2 * Math.Sqrt(2 / Math.PI);
        Mapped Times(Mapped a, Mapped b) => a with { Layer = node.Add("Multiply", a.Layer.Output, [a.Layer, b.Layer]) };
        var inner = Times(node.Affine(Times(map, map), factor * 0.044715, factor), map);
        return Times(node.Pointwise(inner, "Sigmoid"), map);
    }

    private static void One(NodeContext node, string kind, float parameter)
    {
        if (!float.IsFinite(parameter)) throw node.Invalid("alpha is no finite number");
        node.Return(node.Each(0, map => node.Pointwise(map, kind, [Short(parameter)])));
    }

    /// <summary>The shortest number that is the same in single precision: 0.1, not 0.10000000149.</summary>
    public static double Short(float value) => Math.Abs(value) == float.MaxValue
        ? value
        : double.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 1e-6f;

    private const float SeluAlpha = 1.67326319217681884765625f;
    private const float SeluGamma = 1.05070102214813232421875f;
}
