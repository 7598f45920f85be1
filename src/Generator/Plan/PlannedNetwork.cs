using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Plan;

/// <summary>A network ready to be written: what runs, with which kernel, from where to where.</summary>
/// <param name="Graph">The graph after all passes.</param>
/// <param name="Steps">What runs, in order.</param>
/// <param name="Buffers">The buffers of the workspace, each shared by values that do not live at the same time.</param>
internal sealed record PlannedNetwork(NetworkGraph Graph, EquatableArray<Step> Steps, EquatableArray<Buffer> Buffers)
{
    /// <summary>Floats of scratch memory, after the buffers, for each thread that takes part in a call.</summary>
    public long Scratch => Steps.Select(step => step.Kernel.Scratch).DefaultIfEmpty(0).Max();

    /// <summary>Bytes of workspace that a call on one thread takes for an image of a size.</summary>
    public long WorkspaceBytes(long height, long width)
    {
        var buffers = Buffers.Select(buffer => buffer.Values.Max(shape => Numbers.SaturatingProduct(
            shape.Height.Evaluate(height), shape.Width.Evaluate(width), shape.Channels)));
        return (buffers.Sum(length => (length + Buffer.Alignment - 1) / Buffer.Alignment * Buffer.Alignment) + Scratch) * sizeof(float);
    }
}

/// <summary>One call of a kernel.</summary>
/// <param name="Node">What it computes.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Reads">The values that it reads.</param>
/// <param name="InputShapes">Their shapes.</param>
/// <param name="Sources">Where they are.</param>
/// <param name="Target">Where its output goes: a source itself where it runs in place.</param>
internal sealed record Step(
    Node Node, KernelChoice Kernel, EquatableArray<int> Reads, EquatableArray<TensorShape> InputShapes, EquatableArray<Location> Sources, Location Target)
{
    /// <summary>The layers that it runs band by band, its node's the last of them; none where it runs that alone.</summary>
    public EquatableArray<Stage> Stages { get; init; }

    /// <summary>The nodes that it runs.</summary>
    public IEnumerable<Node> Layers => Stages.Count > 0 ? Stages.Select(stage => stage.Node) : [Node];

    /// <summary>The shape of the one value that it reads, or of the first.</summary>
    public TensorShape InputShape => InputShapes[0];

    /// <summary>Whether its kernel is told the size of what it reads: joins are not, whose branches it is that of.</summary>
    public bool TakesInputSize => Node.Operator is not JoinOperator;

    /// <summary>The shape of what its output is written to: of a map whose channels it shares with others, the whole.</summary>
    public TensorShape TargetShape => Node.Slice?.Shape ?? Node.Output;
}

/// <summary>One of the layers that a step runs band by band.</summary>
/// <param name="Node">What it computes.</param>
/// <param name="Kernel">The kernel that it runs for a band.</param>
/// <param name="InputShape">The shape of what it reads.</param>
internal sealed record Stage(Node Node, KernelChoice Kernel, TensorShape InputShape);

/// <summary>Where a value is kept.</summary>
/// <param name="Kind">In the caller's spans or the workspace.</param>
/// <param name="Index">The index of the workspace's buffer, or of the output.</param>
internal sealed record Location(LocationKind Kind, int Index)
{
    public static Location Input { get; } = new(LocationKind.Input, 0);

    public static Location Output(int index) => new(LocationKind.Output, index);
}

internal enum LocationKind
{
    Input,
    Output,
    Workspace,
}

/// <summary>A part of the workspace, as large as the largest of the values that it holds in turn.</summary>
/// <param name="Values">The shapes of the values.</param>
internal sealed record Buffer(EquatableArray<TensorShape> Values)
{
    /// <summary>Buffers begin at multiples of so many floats: a cache line.</summary>
    public const int Alignment = 16;
}
