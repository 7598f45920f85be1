using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>A value that a layer reads.</summary>
/// <param name="Value">It.</param>
/// <param name="Name">The name of the layer that gives it.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record Branch(int Value, string Name, TensorShape Shape);

/// <summary>What a shape rule sees of the network, and where it reports to.</summary>
/// <param name="node">The layer.</param>
/// <param name="graph">The network with the shapes of the layers before it.</param>
/// <param name="faults">Receives what is wrong.</param>
internal sealed class ShapeContext(Node node, NetworkGraph graph, List<Fault> faults)
{
    private readonly List<SizeRequirement> _requirements = [];
    private readonly List<SizeAgreement> _agreements = [];

    public Node Node => node;

    /// <summary>The network with the shapes of the layers before this one.</summary>
    public NetworkGraph Graph => graph;

    /// <summary>All that the layer reads; a join reads the branches that it names first.</summary>
    public IReadOnlyList<Branch> Branches { get; } = [.. node.Inputs.Select(value => BranchOf(graph, value))];

    /// <summary>The layers whose sizes it takes.</summary>
    public IReadOnlyList<Branch> SizesOf { get; } = [.. node.SizesOf.Select(value => BranchOf(graph, value))];

    /// <summary>The shape of what the layer reads, or of the branch that a join does not name.</summary>
    public TensorShape Input { get; } = graph.ShapeOf(node.Inputs[node.Inputs.Count - 1]).Open(node.SizeIsOpen, channels: false);

    /// <summary>The name of the layer that gives it.</summary>
    public string InputName => Branches[Branches.Count - 1].Name;

    public EquatableArray<SizeRequirement> Requirements => _requirements.ToEquatableArray();

    public EquatableArray<SizeAgreement> Agreements => _agreements.ToEquatableArray();

    public void Report(Fault fault) => faults.Add(fault);

    public void OutOfRange(string? argument, string message) =>
        Report(Fault.Of(DiagnosticIds.ArgumentOutOfRange, node.Target(argument), node.Name, message));

    /// <summary>
    /// States that the layer needs an extent of at least a minimum. Where the extent is constant it is checked at once (NG0102); otherwise
    /// the smallest image follows from it.
    /// </summary>
    /// <param name="isHeight">Whether the extent is in rows.</param>
    /// <param name="extent">The input's extent.</param>
    /// <param name="added">Padding that counts towards the minimum.</param>
    /// <param name="minimum">The extent that is needed, padding included.</param>
    /// <param name="argument">The argument that asks for it.</param>
    /// <returns>Whether the layer can work, as far as is known.</returns>
    public bool Require(bool isHeight, Extent extent, long added, long minimum, string argument)
    {
        if (!extent.IsKnown) return false;
        if (extent.AsConstant is not { } constant)
        {
            _requirements.Add(new SizeRequirement(isHeight, extent, minimum - added));
            return true;
        }

        if (constant + added >= minimum) return true;
        Report(Fault.Of(
            DiagnosticIds.KernelTooLarge,
            node.Target(argument),
            node.Name,
            minimum.Text(),
            isHeight ? "rows" : "columns",
            added == 0 ? "input" : "padded input",
            (constant + added).Text()));
        return false;
    }

    /// <summary>
    /// Notes that an extent must be another, or at least another, where that depends on the image. Whether it is so for every image is decided when
    /// the smallest image is known.
    /// </summary>
    /// <param name="isHeight">Whether the extents are rows.</param>
    /// <param name="extent">The extent.</param>
    /// <param name="other">The other.</param>
    /// <param name="isExact">Whether they must be equal.</param>
    /// <param name="branch">The branch that the other is of.</param>
    public void Agree(bool isHeight, Extent extent, Extent other, bool isExact, int branch)
    {
        if (extent.IsKnown && other.IsKnown && extent != other && (extent.AsConstant is null || other.AsConstant is null))
        {
            _agreements.Add(new SizeAgreement(isHeight, extent, other, isExact, branch));
        }
    }

    /// <summary>The channels that arrive, compared with those stated (NG0101).</summary>
    /// <returns>The channels to go on with: those that arrive, if any are known.</returns>
    public int CheckChannels(int? stated)
    {
        if (stated is not { } channels) return Input.Channels;
        if (Input.Channels == 0) return channels;
        if (channels != Input.Channels)
        {
            Report(
                Fault.Of(
                    DiagnosticIds.InputMismatch,
                    node.Target("inChannels"),
                    node.Name,
                    channels.Text(),
                    "channels",
                    InputName,
                    Input.Channels.Text())
                    .WithFix(("Arriving", Input.Channels.Text())));
        }

        return Input.Channels;
    }

    /// <summary>Whether groups divide the channels that arrive, which is reported otherwise (NG0005).</summary>
    public void CheckGroups(int channels, int groups, string argument)
    {
        if (channels > 0 && channels % groups != 0)
        {
            OutOfRange(argument, $"{groups.Text()} groups do not divide the {channels.Text()} input channels");
        }
    }

    private static Branch BranchOf(NetworkGraph graph, int value) => new(value, graph.NameOf(value), graph.ShapeOf(value));
}
