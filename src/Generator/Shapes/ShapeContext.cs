using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>What a shape rule sees of the network, and where it reports to.</summary>
internal sealed class ShapeContext(Node node, TensorShape input, string inputName, List<Fault> faults)
{
    private readonly List<SizeRequirement> _requirements = [];

    public Node Node => node;

    /// <summary>The shape of what the layer reads.</summary>
    public TensorShape Input => input;

    /// <summary>The name of the layer that gives it.</summary>
    public string InputName => inputName;

    public EquatableArray<SizeRequirement> Requirements => _requirements.ToEquatableArray();

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

    /// <summary>The channels that arrive, compared with those stated (NG0101).</summary>
    /// <returns>The channels to go on with: those that arrive, if any are known.</returns>
    public int CheckChannels(int? stated)
    {
        if (stated is not { } channels) return input.Channels;
        if (input.Channels == 0) return channels;
        if (channels != input.Channels)
        {
            Report(
                Fault.Of(
                    DiagnosticIds.InputMismatch,
                    node.Target("inChannels"),
                    node.Name,
                    channels.Text(),
                    "channels",
                    inputName,
                    input.Channels.Text())
                    .WithFix(("Arriving", input.Channels.Text())));
        }

        return input.Channels;
    }

    /// <summary>Whether groups divide the channels that arrive, which is reported otherwise (NG0005).</summary>
    public void CheckGroups(int channels, int groups, string argument)
    {
        if (channels > 0 && channels % groups != 0)
        {
            OutOfRange(argument, $"{groups.Text()} groups do not divide the {channels.Text()} input channels");
        }
    }
}
