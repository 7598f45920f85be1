using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// Where the rows, or columns, of a map lie on the image: the centre of what row y sees is at First + y·Stride, in rows of the image from the centre of its
/// first. It is the inverse of a coordinate map of Caffe's, and exact: a border, a crop or an even kernel shifts it by whole or half pixels.
/// </summary>
/// <param name="First">The centre of the first row.</param>
/// <param name="Stride">From a row to the next.</param>
/// <param name="IsFixed">Whether it is the same for every size of image: SAME with a stride pads as the size demands.</param>
internal sealed record Centres(Rational First, Rational Stride, bool IsFixed)
{
    /// <summary>The image's own rows.</summary>
    private static readonly Centres Image = new(0, 1, IsFixed: true);

    /// <summary>The centres of a value, or null where its rows have none: behind a layer that reads the whole map.</summary>
    public static Centres? Of(NetworkGraph graph, int value, bool isHeight)
    {
        var known = new Dictionary<int, Centres?> { [Node.NetworkInput] = Image, [Node.Unresolved] = null };
        foreach (var node in graph.ConeOf(value)) known[node.Id] = Behind(node, Joined(node, known), isHeight);
        return known[value];
    }

    /// <summary>Of branches that do not line up, which is said elsewhere, those of the one that is not named: the others are joined to it.</summary>
    private static Centres? Joined(Node node, Dictionary<int, Centres?> known) =>
        node.Inputs.Reverse().Select(input => known[input]).FirstOrDefault(centres => centres is not null);

    private static Centres? Behind(Node node, Centres? input, bool isHeight)
    {
        var step = isHeight ? node.Shape!.Rows : node.Shape!.Columns;
        if (input is null || CentreOf(step) is not { } first) return null;
        return new Centres(
            input.First + (input.Stride * first),
            input.Stride * new Rational(step.Stride.Numerator, step.Stride.Denominator),
            input.IsFixed && step is not AxisStep.Slide { DependsOnSize: true });
    }

    /// <summary>The row of the input, or the place between two, that is at the centre of what the first output sees.</summary>
    private static Rational? CentreOf(AxisStep step) => step switch
    {
        AxisStep.Slide slide => (Rational.Half * (slide.Kernel - 1)) - slide.Before,
        AxisStep.Spread spread => (spread.Before - (Rational.Half * (spread.Kernel - 1))) / spread.Step,
        AxisStep.Enlarge enlarge => (Rational.Half * (1 - enlarge.Factor)) / enlarge.Factor,
        _ => null,
    };
}
