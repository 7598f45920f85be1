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
    public static string? OfWeight(string weight, GraphNode node, string suffix = "weight")
    {
        if (weight.Length > suffix.Length + 1 && weight.EndsWith($".{suffix}", StringComparison.Ordinal) && IsName(weight[..^(suffix.Length + 1)]))
            return weight[..^(suffix.Length + 1)];
        var segments = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 1 && IsName(segments[^2]) ? segments[^2] : OfNode(node);
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
