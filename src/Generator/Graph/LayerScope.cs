using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Graph;

/// <summary>The layers that those of a network, or of a block within it, can name: the ones before them, and the input.</summary>
/// <param name="prefix">The block's name and a dot; empty for the network itself.</param>
/// <param name="input">The value that arrives.</param>
/// <param name="layers">All of its layers.</param>
/// <param name="faults">Receives names that lead nowhere (NG0006).</param>
internal sealed class LayerScope(string prefix, int input, IEnumerable<AttributeDeclaration> layers, List<Fault> faults)
{
    private readonly IReadOnlyList<(string Name, string ByDefault)> _names = LayerNames.Of(layers);
    private readonly List<(string Name, int Value)> _known = [];
    private readonly int _input = input;
    private int _next;

    /// <summary>The value of the layer before the next.</summary>
    public int Last { get; private set; } = input;

    /// <summary>The name of the next layer, unique in the network if it has no fault, and what it would be if none were stated.</summary>
    public (string Name, string ByDefault) Next()
    {
        var (name, byDefault) = _names[_next++];
        return (prefix + name, prefix + byDefault);
    }

    /// <summary>Makes a layer known to those after it.</summary>
    public void Add(string name, int value)
    {
        _known.Add((name.Substring(prefix.Length), value));
        Last = value;
    }

    /// <summary>Makes the layers of a block known: its name, a dot, and theirs.</summary>
    public void AddInner(LayerScope block) => _known.AddRange(block._known.Select(layer => (block.Qualified(layer.Name).Substring(prefix.Length), layer.Value)));

    /// <summary>The value that a name stands for, or <see cref="Node.Unresolved"/> after a report of why there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="by">The layer that states it.</param>
    /// <param name="target">Where.</param>
    /// <param name="layersOnly">Whether the input does not count.</param>
    public int Resolve(string? name, string by, FaultTarget target, bool layersOnly = false)
    {
        var found = _known.Where(layer => layer.Name == name).Select(layer => layer.Value).ToList();
        if (!layersOnly && name is "Input" or "input") found.Add(_input);
        if (found.Count == 1) return found[0];
        faults.Add(Fault.Of(DiagnosticIds.UnknownLayer, target, by, name is null ? "null" : $"'{name}'", Problem(name, by, found.Count)));
        return Node.Unresolved;
    }

    private string Problem(string? name, string by, int found)
    {
        if (found > 1) return $"but {found.Text()} layers before it have this name";
        if (name is null) return "but a layer is named by its name";
        if (prefix + name == by) return "which is this layer itself";
        var isLater = _names.Skip(_next).Any(later => later.Name == name || name.StartsWith(later.Name + ".", StringComparison.Ordinal));
        return isLater ? "which comes later: only layers before it can be read" : $"but no layer {(prefix.Length == 0 ? "" : "of its block ")}has this name";
    }

    private string Qualified(string name) => prefix + name;
}
