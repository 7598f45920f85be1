using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>An operation of a network. All that flows from step to step hangs on nodes, and each step fills in its part.</summary>
internal sealed record Node
{
    /// <summary>The value that stands for the network's input.</summary>
    public const int NetworkInput = -1;

    /// <summary>A value that a name should stand for, but does not: its shape is unknown.</summary>
    public const int Unresolved = -2;

    /// <summary>Identifies the node, and the value it computes, through all passes.</summary>
    public required int Id { get; init; }

    /// <summary>The layer's name, unique in the network.</summary>
    public required string Name { get; init; }

    /// <summary>The attribute that declares it, or puts in its block, for faults.</summary>
    public required FaultTarget Place { get; init; }

    public required Operator Operator { get; init; }

    /// <summary>The values it reads; of a join, those named first; of another with a sum within it, what is added last.</summary>
    public required EquatableArray<int> Inputs { get; init; }

    /// <summary>Values that it does not read, but takes the height and width of.</summary>
    public EquatableArray<int> SizesOf { get; init; }

    /// <summary>Whether a fault in its arguments leaves open what height and width it gives.</summary>
    public bool SizeIsOpen { get; init; }

    /// <summary>Whether a fault in its arguments leaves open how many channels it gives.</summary>
    public bool ChannelsAreOpen { get; init; }

    /// <summary>What the shape rule found; null before shapes are inferred.</summary>
    public LayerShape? Shape { get; init; }

    /// <summary>Nodes that run within this one, on what it reads, in order: an enlargement.</summary>
    public EquatableArray<Node> Prologue { get; init; }

    /// <summary>Nodes that run within this one, before anything is stored, in order: a folded batch norm, a sum, an activation, a pool.</summary>
    public EquatableArray<Node> Epilogue { get; init; }

    /// <summary>The map whose channels it writes, with others; null where its value is a map of its own.</summary>
    public Slice? Slice { get; init; }

    /// <summary>The node that it runs for, band by band of rows: its value, which that node alone reads in the end, is never there as a whole. Null for others.</summary>
    public int? RunsFor { get; init; }

    /// <summary>Whether a value is added to what it computes: the last of its inputs.</summary>
    public bool AddsMap => Epilogue.Any(fused => fused.Operator is JoinOperator);

    /// <summary>The shape of the value that is stored: what the last of the group gives. What the node by itself gives is in its <see cref="Shape"/>.</summary>
    public TensorShape Output => Group.Last().Shape!.Output;

    /// <summary>Whether it stores the largest of each 2×2 of its results: its <see cref="Output"/> is then the pool's.</summary>
    public bool PoolsMaxima => Epilogue.Any(fused => fused.Operator is MaxPoolOperator);

    /// <summary>Itself and what runs within it.</summary>
    public IEnumerable<Node> Group => Prologue.Concat([this]).Concat(Epilogue);

    public FaultTarget Target(string? argument = null) => Place.At(argument);
}

/// <summary>A network as a directed acyclic graph, nodes in an order in which they can run.</summary>
/// <param name="Input">The shape of the input.</param>
/// <param name="Nodes">The operations.</param>
/// <param name="Outputs">The values that the network returns: that of the last layer first.</param>
internal sealed record NetworkGraph(TensorShape Input, EquatableArray<Node> Nodes, EquatableArray<int> Outputs)
{
    /// <summary>The input that the network is declared for, of a form for any size; null where it is declared for any, too.</summary>
    public TensorShape? DeclaredInput { get; init; }

    /// <summary>The height and width of a shape at the size that the network is declared for; null where there is none.</summary>
    public (long Height, long Width)? DeclaredSize(TensorShape shape)
    {
        if (shape.IsConstant) return (shape.Height.AsConstant!.Value, shape.Width.AsConstant!.Value);
        return DeclaredInput is { } input ? (shape.Height.Evaluate(input.Height.AsConstant!.Value), shape.Width.Evaluate(input.Width.AsConstant!.Value)) : null;
    }

    public TensorShape ShapeOf(int value) => value switch
    {
        Node.NetworkInput => Input,
        Node.Unresolved => TensorShape.Unknown,
        _ => NodeOf(value).Output,
    };

    /// <summary>The output of the last layer; others are those of [Output]s.</summary>
    public TensorShape OutputShape => ShapeOf(Outputs[0]);

    /// <summary>The node that computes a value.</summary>
    public Node NodeOf(int value) => Nodes.First(node => node.Id == value);

    /// <summary>The nodes that a value is computed from, that of the value itself last.</summary>
    public IReadOnlyList<Node> ConeOf(int value)
    {
        var needed = new HashSet<int> { value };
        var cone = new List<Node>();
        for (var index = Nodes.Count - 1; index >= 0; index--)
        {
            var node = Nodes[index];
            if (!needed.Contains(node.Id)) continue;
            cone.Add(node);
            needed.UnionWith(node.Inputs);
        }

        cone.Reverse();
        return cone;
    }

    public IEnumerable<Node> ConsumersOf(int value) => Nodes.Where(node => node.Inputs.Contains(value));

    /// <summary>The name of what computes a value.</summary>
    public string NameOf(int value) => value switch
    {
        Node.NetworkInput => "Input",
        Node.Unresolved => "?",
        _ => NodeOf(value).Name,
    };
}

/// <summary>Some channels of a map that several nodes write.</summary>
/// <param name="Value">The value that the map is: a concatenation's.</param>
/// <param name="Shape">The map's shape.</param>
/// <param name="First">The first of the channels.</param>
internal sealed record Slice(int Value, TensorShape Shape, int First);
