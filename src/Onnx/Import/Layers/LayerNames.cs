using System.Collections.Immutable;
using System.Globalization;

namespace NetGen.Onnx.Import;

/// <summary>Makes names unique, as the compiler asks: those that the model suggests, or the kind and its ordinal.</summary>
internal static class LayerNames
{
    public static ImmutableArray<NamedLayer> Of(IEnumerable<Layer> layers)
    {
        var all = layers.ToArray();
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        var byDefault = all.Select(layer =>
        {
            ordinals[layer.Kind] = ordinals.GetValueOrDefault(layer.Kind) + 1;
            return $"{layer.Kind.ToLowerInvariant()}{ordinals[layer.Kind].ToString(CultureInfo.InvariantCulture)}";
        }).ToArray();

        var defaults = byDefault.ToHashSet(StringComparer.Ordinal);

        // Default names are taken by the layers that keep them: a suggested name must not be one of another layer.
        var taken = new HashSet<string>(StringComparer.Ordinal) { Layer.Input, "input" };
        var stated = new string?[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Name is { } name && name != byDefault[i] && !defaults.Contains(name) && taken.Add(name)) stated[i] = name;
        }

        return [.. all.Select((layer, i) => stated[i] is { } name
            ? new NamedLayer(layer, name, true)
            : taken.Add(byDefault[i]) ? new NamedLayer(layer, byDefault[i], false) : new NamedLayer(layer, Free(taken, byDefault[i]), true))];
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
