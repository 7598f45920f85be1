using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Graph;

/// <summary>The names of layers: those stated, otherwise the kind in lower case and its ordinal.</summary>
internal static class LayerNames
{
    /// <summary>The name of each layer of a network or block, in order, and what it would be by default.</summary>
    public static IReadOnlyList<(string Name, string ByDefault)> Of(IEnumerable<AttributeDeclaration> layers)
    {
        var ordinals = new Dictionary<string, int>();
        return
        [
            .. layers.Select(layer =>
            {
                ordinals[layer.Kind] = ordinals.TryGetValue(layer.Kind, out var last) ? last + 1 : 1;
                var byDefault = layer.Kind.ToLowerInvariant() + ordinals[layer.Kind].Text();
                return (Stated(layer) ?? byDefault, byDefault);
            }),
        ];
    }

    /// <summary>What is wrong with a name, or null.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isTaken">Whether an earlier layer has it.</param>
    public static string? Problem(AttributeDeclaration layer, string name, bool isTaken)
    {
        if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))) return "a layer's name must not be empty or hold white space";
        if (!IsText(name)) return "a layer's name must not hold halves of characters or code points that stand for none";
        if (!isTaken) return null;
        return Stated(layer) is null
            ? "the default name of this layer is taken by another: give it a Name"
            : "two layers have this name, so their weights could not be told apart";
    }

    private static string? Stated(AttributeDeclaration layer) => layer.Arguments.FirstOrDefault(argument => argument.Name == "Name")?.Value as string;

    // Neither a weights file nor a documentation comment can hold anything else.
    private static bool IsText(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '\uFFFE' or '\uFFFF' || char.IsLowSurrogate(name[i])) return false;
            if (!char.IsHighSurrogate(name[i])) continue;
            if (++i == name.Length || !char.IsLowSurrogate(name[i])) return false;
        }

        return true;
    }
}
