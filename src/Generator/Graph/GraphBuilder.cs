using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Graph;

/// <summary>Declaration → graph: reads each attribute into an operator and joins them in source order. Shapes are not known yet.</summary>
internal static class GraphBuilder
{
    /// <summary>The graph, or null where nothing can be said of the layers: no input, or none of them.</summary>
    public static NetworkGraph? Build(NetworkDeclaration declaration, List<Fault> faults)
    {
        var input = ReadInput(declaration, faults);
        var layers = Indexed(declaration.Attributes).Where(pair => pair.Attribute.Kind != KnownNames.Input).ToList();
        if (layers.Count == 0) faults.Add(Fault.Of(DiagnosticIds.NoLayer, FaultTarget.ClassName, declaration.DisplayName));

        var names = new LayerNames(faults);
        var nodes = new List<Node>();
        foreach (var (attribute, index) in layers) nodes.Add(ReadLayer(attribute, index, nodes.Count, names, faults));
        return input is null || nodes.Count == 0
            ? null
            : new NetworkGraph(input, nodes.ToEquatableArray(), EquatableArray.Of(nodes[nodes.Count - 1].Id));
    }

    private static Node ReadLayer(AttributeDeclaration attribute, int index, int id, LayerNames names, List<Fault> faults)
    {
        var name = names.Take(attribute, index);
        var arguments = new ArgumentReader(attribute, index, name, faults);
        var op = OperatorTable.ByKind(attribute.Kind).Read(arguments);
        return new Node
        {
            Id = id,
            Name = name,
            Attribute = index,
            Operator = op,
            Inputs = EquatableArray.Of(id == 0 ? Node.NetworkInput : id - 1),
            SizeIsOpen = arguments.SizeIsOpen,
            ChannelsAreOpen = arguments.ChannelsAreOpen,
        };
    }

    private static TensorShape? ReadInput(NetworkDeclaration declaration, List<Fault> faults)
    {
        var inputs = Indexed(declaration.Attributes).Where(pair => pair.Attribute.Kind == KnownNames.Input).ToList();
        void Misplaced(int attribute, string problem) =>
            faults.Add(Fault.Of(DiagnosticIds.InputMisplaced, new FaultTarget(attribute, null), declaration.DisplayName, problem));

        if (inputs.Count == 0)
        {
            Misplaced(FaultTarget.Class, "it has none");
            return null;
        }

        foreach (var (_, index) in inputs.Skip(1)) Misplaced(index, "this is another");
        var (input, first) = inputs[0];
        if (first > 0) Misplaced(first, $"it comes after '{declaration.Attributes[first - 1].Kind}'");

        var arguments = new ArgumentReader(input, first, "Input", faults);
        var channels = arguments.Integer("channels", 1, "the number of channels", 1);
        var shape = arguments.Has("height")
            ? new TensorShape(
                Extent.Constant(arguments.Integer("height", 1, "the height", 1)),
                Extent.Constant(arguments.Integer("width", 1, "the width", 1)),
                channels)
            : new TensorShape(Extent.Image, Extent.Image, channels);

        var isTooLarge = shape is { IsConstant: true, Length: > int.MaxValue };
        if (isTooLarge) faults.Add(Fault.Of(DiagnosticIds.SizeOverflow, new FaultTarget(first, null), $"The input, {shape},"));

        // Of several inputs, nobody knows which one is meant.
        return shape.Open(arguments.SizeIsOpen || isTooLarge || inputs.Count > 1, arguments.ChannelsAreOpen || inputs.Count > 1);
    }

    private static IEnumerable<(AttributeDeclaration Attribute, int Index)> Indexed(IEnumerable<AttributeDeclaration> attributes) =>
        attributes.Select((attribute, index) => (attribute, index));
}

/// <summary>Gives each layer its stated name, or its kind and ordinal, and reports names that are empty or taken.</summary>
internal sealed class LayerNames(List<Fault> faults)
{
    private readonly Dictionary<string, int> _ordinals = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Take(AttributeDeclaration attribute, int index)
    {
        _ordinals[attribute.Kind] = _ordinals.TryGetValue(attribute.Kind, out var last) ? last + 1 : 1;
        var byDefault = attribute.Kind.ToLowerInvariant() + _ordinals[attribute.Kind].Text();
        var stated = attribute.Arguments.FirstOrDefault(argument => argument.Name == "Name")?.Value as string;
        var name = stated ?? byDefault;

        void Report(string problem) =>
            faults.Add(Fault.Of(
                DiagnosticIds.ArgumentOutOfRange,
                new FaultTarget(index, "Name"),
                name.Length == 0 ? byDefault : name,
                problem));

        if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            Report("a layer's name must not be empty or hold white space");
        }
        else if (!IsText(name)) Report("a layer's name must not hold halves of characters or code points that stand for none");
        else if (!_taken.Add(name)) Report(stated is null
            ? "the default name of this layer is taken by another: give it a Name"
            : "two layers have this name, so their weights could not be told apart");
        return name;
    }

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
