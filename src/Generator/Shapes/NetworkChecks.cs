using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>What can be said of a network as a whole once its shapes are known: NG0105 for sums, NG0201, NG0203 and NG0204.</summary>
internal static class NetworkChecks
{
    /// <param name="declaration">The network.</param>
    /// <param name="declared">Its shapes for the input declared, without errors.</param>
    /// <param name="anySize">The same layers for an image of any size.</param>
    /// <param name="anySizeFaults">What shape inference said of them.</param>
    /// <param name="faults">Receives what there is to say.</param>
    public static void Run(
        NetworkDeclaration declaration,
        NetworkGraph declared,
        NetworkGraph anySize,
        IReadOnlyList<Fault> anySizeFaults,
        List<Fault> faults)
    {
        var isFixed = declared.Input.IsConstant;
        if (isFixed)
        {
            foreach (var fault in anySizeFaults.Where(fault => fault.Id == DiagnosticIds.DenseAfterAnySize))
            {
                ReportDense(declared, fault, faults);
            }
        }
        else if (MinimumSize.Of(anySize, isHeight: true) is null || MinimumSize.Of(anySize, isHeight: false) is null)
        {
            faults.Add(Fault.Of(
                DiagnosticIds.SizeOverflow,
                FaultTarget.ClassName,
                $"The smallest image that '{declaration.DisplayName}' could take"));
        }

        if (!new[] { true, false }.All(isHeight => ReceptiveField.Of(declared, declared.Outputs[0], isHeight).IsExpressible))
        {
            faults.Add(Fault.Of(
                DiagnosticIds.SizeOverflow,
                FaultTarget.ClassName,
                $"The receptive field or the stride of '{declaration.Type.Name}'"));
        }

        ReportVerdict(declaration, declared, isFixed, faults);
    }

    /// <summary>The any-size form found a [Dense] whose map would grow with the image: at the declared size, it is what fixes it.</summary>
    private static void ReportDense(NetworkGraph declared, Fault anySize, List<Fault> faults)
    {
        var node = declared.Nodes.First(candidate => candidate.Name == anySize.Arguments[0]);
        var input = declared.ShapeOf(node.Inputs[0]);
        var conv = ConvText.For(
            (DenseOperator)node.Operator,
            input.Height.AsConstant!.Value,
            input.Width.AsConstant!.Value,
            input.Channels);
        var image = $"{declared.Input.Height.ToText("H")}×{declared.Input.Width.ToText("W")}";
        faults.Add(Fault.Of(DiagnosticIds.DenseFixesSize, node.Target(), node.Name, image, input.ToString(), conv.Text).WithFix(conv.Fix));
    }

    private static void ReportVerdict(NetworkDeclaration declaration, NetworkGraph declared, bool isFixed, List<Fault> faults)
    {
        var verdict = Verdict.Of(declared);
        if (verdict.Map == MapVerdict.NotTileable)
        {
            var node = verdict.Culprits[0];
            faults.Add(Fault.Of(
                DiagnosticIds.NotTileable,
                node.Target(),
                declaration.DisplayName,
                node.Name,
                node.Shape!.NotTileableBecause!,
                verdict.Culprits.Count.Text()));
        }
        else if (verdict.Map == MapVerdict.DenseOnly && isFixed)
        {
            var node = verdict.Culprits[0];
            var rows = ReceptiveField.Of(declared, declared.Outputs[0], isHeight: true);
            var columns = ReceptiveField.Of(declared, declared.Outputs[0], isHeight: false);
            faults.Add(Fault.Of(
                DiagnosticIds.DenseOnly,
                node.Target("Pad"),
                declaration.DisplayName,
                node.Name,
                WhyDenseOnly(node),
                Describe.Pair(rows.Size.Text(), columns.Size.Text()),
                Describe.Pair(rows.Stride.ToString(), columns.Stride.ToString()),
                Describe.Pair(rows.Padding.Text(), columns.Padding.Text()),
                verdict.Culprits.Count.Text()));
        }
    }

    // A window can also hang over the end of a map because the number of windows is rounded up.
    private static string WhyDenseOnly(Node node) =>
        node.Shape!.Rows is AxisStep.Slide { Before: > 0 } || node.Shape.Columns is AxisStep.Slide { Before: > 0 }
            ? "pads its input"
            : "reads beyond the edge of its input";
}
