using System.Text.RegularExpressions;

namespace NetGen.Onnx.Import;

/// <summary>What the model calls a layer, where it calls it anything that a reader would want to see again.</summary>
internal static partial class LayerNaming
{
    /// <summary>The name of an operator, if it is one that somebody gave: not <c>Relu_12</c>, nor a path that a tracer made.</summary>
    public static string? OfNode(GraphNode node) => GivenName().IsMatch(node.Name) && !NumberedKind().IsMatch(node.Name) ? node.Name : null;

    /// <summary>
    /// The name of a layer with weights: what comes before <c>.weight</c> in the weight's name. Tracers that fold weights name them by number; the module
    /// is then in the path that is the operator's name.
    /// </summary>
    public static string? OfWeight(string weight, GraphNode node)
    {
        var dot = weight.LastIndexOf('.');
        if (dot > 0 && weight[(dot + 1)..] is "weight" or "scale" && IsName(weight[..dot])) return weight[..dot];
        return Module(node.Name) is { } module && IsName(module) ? module : OfNode(node);
    }

    /// <summary>The module in a tracer's path: <c>/layer1/layer1.0/conv1/Conv</c> is <c>layer1.0.conv1</c>. Parts of a sequence repeat its name.</summary>
    private static string? Module(string path)
    {
        if (!path.StartsWith('/')) return null;
        var modules = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1))
        {
            if (modules.Count > 0 && part.StartsWith($"{modules[^1]}.", StringComparison.Ordinal)) modules[^1] = part;
            else modules.Add(part);
        }

        return modules.Count == 0 ? null : string.Join('.', modules);
    }

    /// <summary>The name of a layer that puts an output of the model in order.</summary>
    public static string? OfOutput(string output) => IsName(output) ? output : null;

    private static bool IsName(string text) => ModuleName().IsMatch(text);

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]*([._][A-Za-z0-9]+)*\z")]
    private static partial Regex GivenName();

    [GeneratedRegex(@"^[A-Za-z]+_[0-9]+\z")]
    private static partial Regex NumberedKind();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*\z")]
    private static partial Regex ModuleName();
}
