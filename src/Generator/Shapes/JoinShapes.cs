using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Sums and products of branches of one shape.</summary>
internal sealed class ElementwiseShape : ShapeRule<JoinOperator>
{
    protected override LayerShape Infer(JoinOperator op, ShapeContext context)
    {
        var channels = context.Branches.Select(branch => branch.Shape.Channels).Where(known => known > 0).Distinct().ToList();
        return JoinedMaps.Infer(context, sameChannels: true, channels.Count == 1 ? channels[0] : 0);
    }
}

/// <summary>Channels of branches of one height and width, side by side.</summary>
internal sealed class ConcatShape : ShapeRule<JoinOperator>
{
    protected override LayerShape Infer(JoinOperator op, ShapeContext context)
    {
        var isKnown = context.Branches.All(branch => branch.Shape.Channels > 0);
        var channels = context.Branches.Sum(branch => (long)branch.Shape.Channels);
        if (isKnown && channels > int.MaxValue)
        {
            context.Report(Fault.Of(DiagnosticIds.SizeOverflow, context.Node.Target(), $"The output of '{context.Node.Name}', {channels.Text()} channels,"));
        }

        return JoinedMaps.Infer(context, sameChannels: false, isKnown && channels <= int.MaxValue ? (int)channels : 0);
    }
}

/// <summary>What joins have in common: each branch that is named must have the size of the one that is not.</summary>
internal static class JoinedMaps
{
    public static LayerShape Infer(ShapeContext context, bool sameChannels, int channels)
    {
        var joined = context.Branches[context.Branches.Count - 1];
        var (height, width) = (joined.Shape.Height, joined.Shape.Width);
        for (var index = 0; index < context.Branches.Count - 1; index++)
        {
            var branch = context.Branches[index];
            var rowsDiffer = Differ(joined.Shape.Height, branch.Shape.Height);
            var columnsDiffer = Differ(joined.Shape.Width, branch.Shape.Width);
            var channelsDiffer = sameChannels && joined.Shape.Channels > 0 && branch.Shape.Channels > 0 && joined.Shape.Channels != branch.Shape.Channels;
            if (rowsDiffer || columnsDiffer || channelsDiffer)
            {
                context.Report(Fault.Of(DiagnosticIds.BranchesDiffer, Target(context.Node, index), Text(context.Node, branch, joined)));
            }

            context.Agree(isHeight: true, joined.Shape.Height, branch.Shape.Height, isExact: true, index);
            context.Agree(isHeight: false, joined.Shape.Width, branch.Shape.Width, isExact: true, index);
            height = Joined(height, branch.Shape.Height, rowsDiffer);
            width = Joined(width, branch.Shape.Width, columnsDiffer);
        }

        return new LayerShape
        {
            Output = new TensorShape(height, width, channels),
            Rows = AxisStep.Pointwise,
            Columns = AxisStep.Pointwise,
            Agreements = context.Agreements,
        };
    }

    /// <summary>The argument that names a branch.</summary>
    public static FaultTarget Target(Node node, int branch) => node.Target(Declaration.ArgumentDeclaration.Element("layers", branch));

    /// <summary>As in <c>'add1' joins 'conv1', 16×16×32, with 'conv3', 14×14×32</c>.</summary>
    public static string Text(Node node, Branch branch, Branch joined) =>
        $"'{node.Name}' joins '{branch.Name}', {branch.Shape}, with '{joined.Name}', {joined.Shape}";

    private static bool Differ(Extent a, Extent b) => a.AsConstant is { } x && b.AsConstant is { } y && x != y;

    // What is known of any branch holds for the others, unless they contradict each other.
    private static Extent Joined(Extent known, Extent branch, bool differ) => differ ? Extent.Unknown : known.IsKnown ? known : branch;
}
