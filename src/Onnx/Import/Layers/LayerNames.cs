using System.Collections.Immutable;
using System.Globalization;

namespace NetGen.Onnx.Import;

/// <summary>Makes names unique, as the compiler asks: those that the model suggests, or the kind and its ordinal.</summary>
internal static class LayerNames
{
    /// <summary>The names of layers or blocks, and whether each has to be stated.</summary>
    /// <param name="layers">The kind of each, and the name that the model suggests.</param>
    public static ImmutableArray<(string Name, bool IsStated)> Of(IReadOnlyList<(string Kind, string? Name)> layers)
    {
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        var byDefault = layers.Select(layer =>
        {
            ordinals[layer.Kind] = ordinals.GetValueOrDefault(layer.Kind) + 1;
            return $"{layer.Kind.ToLowerInvariant()}{ordinals[layer.Kind].ToString(CultureInfo.InvariantCulture)}";
        }).ToArray();
        var defaults = byDefault.ToHashSet(StringComparer.Ordinal);

        // Default names are taken by the layers that keep them: a suggested name must not be one of another layer.
        var taken = new HashSet<string>(StringComparer.Ordinal) { Layer.Input, "input" };
        var stated = new string?[layers.Count];
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].Name is { } name && name != byDefault[i] && !defaults.Contains(name) && taken.Add(name)) stated[i] = name;
        }

        return [.. byDefault.Select((name, i) => stated[i] is { } other ? (other, true) : taken.Add(name) ? (name, false) : (Free(taken, name), true))];
    }

    private static string Free(HashSet<string> taken, string name)
    {
        for (var i = 2; ; i++)
        {
            var next = $"{name}_{i.ToString(CultureInfo.InvariantCulture)}";
            if (taken.Add(next)) return next;
        }
    }
}
