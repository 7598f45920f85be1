using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Graph;

/// <summary>Declaration → graph: reads each attribute into an operator and joins them by name and source order. Shapes are not known yet.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Fault> _faults;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _taken = new(System.StringComparer.Ordinal);

    private GraphBuilder(List<Fault> faults) => _faults = faults;

    /// <summary>The graph, or null where nothing can be said of the layers: no input, or none of them.</summary>
    public static NetworkGraph? Build(NetworkDeclaration declaration, List<Fault> faults)
    {
        var input = ReadInput(declaration, faults);
        if (!declaration.Attributes.Any(IsLayer)) faults.Add(Fault.Of(DiagnosticIds.NoLayer, FaultTarget.ClassName, declaration.DisplayName));

        var before = faults.Count;
        var builder = new GraphBuilder(faults);
        var outputs = builder.ReadLayers(declaration.Attributes);
        if (input is null || builder._nodes.Count == 0) return null;

        var graph = new NetworkGraph(input, builder._nodes.ToEquatableArray(), outputs);

        // Where a name led nowhere, layers that it meant would seem unread.
        if (!faults.Skip(before).Any(fault => fault.Id is DiagnosticIds.UnknownLayer or DiagnosticIds.ArgumentOutOfRange)) ReportUnread(graph, faults);
        return graph;
    }

    private static bool IsLayer(AttributeDeclaration attribute) => attribute.Kind is not (KnownNames.Input or KnownNames.Output);

    /// <returns>The outputs: that of the last layer, and those of each [Output].</returns>
    private EquatableArray<int> ReadLayers(EquatableArray<AttributeDeclaration> attributes)
    {
        var scope = new LayerScope("", Node.NetworkInput, attributes.Where(IsLayer), _faults);
        var stated = new List<(int Value, FaultTarget Target, string Name)>();
        for (var index = 0; index < attributes.Count; index++)
        {
            if (attributes[index].Kind == KnownNames.Output) ReadOutput(attributes[index], index, scope, stated);
            else if (IsLayer(attributes[index])) ReadLayer(attributes[index], new FaultTarget(index, null), scope);
        }

        foreach (var (_, target, name) in stated.Where(output => output.Value == scope.Last))
        {
            _faults.Add(Fault.Of(
                DiagnosticIds.ArgumentOutOfRange, target, "Output", $"'{name}' is the last layer, whose output is the network's: an [Output] is one beside it"));
        }

        return stated.Select(output => output.Value).Prepend(scope.Last).ToEquatableArray();
    }

    private void ReadOutput(AttributeDeclaration attribute, int index, LayerScope scope, List<(int Value, FaultTarget Target, string Name)> stated)
    {
        var target = new FaultTarget(index, "layer");
        var name = new ArgumentReader(attribute, target, "Output", _faults).Text("layer");
        var value = scope.Resolve(name, "Output", target, layersOnly: true);
        if (value == Node.Unresolved) return;
        if (stated.Any(output => output.Value == value))
        {
            _faults.Add(Fault.Of(DiagnosticIds.ArgumentOutOfRange, target, "Output", $"'{name}' is an output already"));
        }
        else
        {
            stated.Add((value, target, name!));
        }
    }

    private void ReadLayer(AttributeDeclaration attribute, FaultTarget target, LayerScope scope)
    {
        var (name, byDefault) = scope.Next();
        CheckName(attribute, target, name, byDefault);
        var arguments = new ArgumentReader(attribute, target, name, _faults);
        var from = arguments.Text("From") is { } stated ? scope.Resolve(stated, name, target.At("From")) : scope.Last;
        if (attribute.Kind == KnownNames.Use)
        {
            scope.Add(name, ReadBlock(attribute, arguments, target, name, from, scope));
            return;
        }

        var entry = OperatorTable.ByKind(attribute.Kind);
        var branches = entry.Traits.HasFlag(OperatorTraits.Joins)
            ? arguments.Elements("layers").Select(branch => scope.Resolve(branch.Value as string, name, target.At(branch.Name))).ToList()
            : [];
        var like = entry.Traits.HasFlag(OperatorTraits.TakesSizeOfLayer)
            ? EquatableArray.Of(scope.Resolve(arguments.Text("layer"), name, target.At("layer")))
            : default;
        var op = entry.Read(arguments);
        scope.Add(name, AddNode(new Node
        {
            Id = _nodes.Count,
            Name = name,
            Place = target,
            Operator = op,
            Inputs = branches.Append(from).ToEquatableArray(),
            SizesOf = like,
            SizeIsOpen = arguments.SizeIsOpen,
            ChannelsAreOpen = arguments.ChannelsAreOpen,
        }));
    }

    /// <summary>Puts in the layers of another network class, after a node that stands for its [Input].</summary>
    /// <returns>The value of the block's last layer.</returns>
    private int ReadBlock(AttributeDeclaration use, ArgumentReader arguments, FaultTarget target, string name, int from, LayerScope outer)
    {
        var inner = target with { Argument = "block", IsInlined = true };
        var problem = use.Block is null ? "the block is null, but must be a network class" : use.Block.Problem;
        if (problem is null && _nodes.Count > AttributeReader.MostLayers) problem = $"'{use.Block!.Name}' cannot be put in: {AttributeReader.TooMany}";
        if (use.Block is not { } block || problem is not null)
        {
            _faults.Add(Fault.Of(DiagnosticIds.ArgumentOutOfRange, inner, name, problem!));
            return Node.Unresolved;
        }

        var input = block.Attributes.First(attribute => attribute.Kind == KnownNames.Input);
        var reader = new ArgumentReader(input, inner, name + ".Input", _faults);
        var scope = new LayerScope(
            name + ".",
            AddNode(new Node
            {
                Id = _nodes.Count,
                Name = name + ".Input",
                Place = inner,
                Operator = new UseOperator(block.Name, name, ReadShape(reader)),
                Inputs = EquatableArray.Of(from),
                SizeIsOpen = reader.SizeIsOpen,
                ChannelsAreOpen = reader.ChannelsAreOpen,
            }),
            block.Attributes.Where(IsLayer),
            _faults);
        foreach (var attribute in block.Attributes.Where(IsLayer)) ReadLayer(attribute, inner, scope);
        outer.AddInner(scope);
        return scope.Last;
    }

    private int AddNode(Node node)
    {
        _nodes.Add(node);
        return node.Id;
    }

    private void CheckName(AttributeDeclaration attribute, FaultTarget target, string name, string byDefault)
    {
        if (LayerNames.Problem(attribute, name, isTaken: !_taken.Add(name)) is not { } problem) return;
        _faults.Add(Fault.Of(DiagnosticIds.ArgumentOutOfRange, target.At("Name"), name.Length == 0 ? byDefault : name, problem));
    }

    private static TensorShape? ReadInput(NetworkDeclaration declaration, List<Fault> faults)
    {
        var inputs = declaration.Attributes
            .Select((attribute, index) => (attribute, index))
            .Where(pair => pair.attribute.Kind == KnownNames.Input)
            .ToList();
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

        var arguments = new ArgumentReader(input, new FaultTarget(first, null), "Input", faults);
        var shape = ReadShape(arguments);
        var isTooLarge = shape is { IsConstant: true, Length: > int.MaxValue };
        if (isTooLarge) faults.Add(Fault.Of(DiagnosticIds.SizeOverflow, new FaultTarget(first, null), $"The input, {shape},"));

        // Of several inputs, nobody knows which one is meant.
        return shape.Open(arguments.SizeIsOpen || isTooLarge || inputs.Count > 1, arguments.ChannelsAreOpen || inputs.Count > 1);
    }

    private static TensorShape ReadShape(ArgumentReader arguments)
    {
        var channels = arguments.Integer("channels", 1, "the number of channels", 1);
        return arguments.Has("height")
            ? new TensorShape(
                Extent.Constant(arguments.Integer("height", 1, "the height", 1)),
                Extent.Constant(arguments.Integer("width", 1, "the width", 1)),
                channels)
            : new TensorShape(Extent.Image, Extent.Image, channels);
    }

    private static void ReportUnread(NetworkGraph graph, List<Fault> faults)
    {
        var read = new HashSet<int>(graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs));
        foreach (var node in graph.Nodes.Where(node => !read.Contains(node.Id)))
        {
            faults.Add(Fault.Of(DiagnosticIds.UnreadLayer, node.Target(), node.Name));
        }
    }
}
