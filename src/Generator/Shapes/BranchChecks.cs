using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// Whether branches fit each other for every size of image (NG0103; NG0102 for a crop). A network that is declared for one size is told of those that its
/// fully convolutional form refuses (NG0206). And whether branches line up (NG0205).
/// </summary>
internal static class BranchChecks
{
    /// <param name="declaration">The network.</param>
    /// <param name="anySize">Its layers for an image of any size, dense ones as convolutions.</param>
    /// <param name="isFixed">Whether it is declared for one size.</param>
    /// <param name="faults">Receives what there is to say.</param>
    public static void CheckSizes(NetworkDeclaration declaration, NetworkGraph anySize, bool isFixed, List<Fault> faults)
    {
        if (anySize.Nodes.All(node => node.Shape!.Agreements.Count == 0)) return;
        var (rows, columns) = (new Range(anySize, isHeight: true), new Range(anySize, isHeight: false));
        foreach (var node in anySize.Nodes)
        {
            foreach (var agreements in node.Shape!.Agreements.GroupBy(agreement => agreement.Branch))
            {
                var failures = agreements
                    .Select(agreement => (agreement, result: ExtentComparison.Of(agreement, (agreement.IsHeight ? rows : columns).Smallest, (agreement.IsHeight ? rows : columns).Largest)))
                    .Where(failure => !failure.result.Holds)
                    .ToList();
                if (failures.Count == 0) continue;

                long? ImageOf(bool isHeight) => failures.FirstOrDefault(failure => failure.agreement.IsHeight == isHeight).result?.Image;
                var size = new Size(ImageOf(true) ?? rows.Smallest, ImageOf(false) ?? columns.Smallest, failures.Any(failure => failure.result.Image is not null));
                Report(declaration, anySize, node, failures[0].agreement, size, isFixed, faults);
            }
        }
    }

    /// <summary>Branches whose rows, or columns, see other places of the image than those that they are joined with.</summary>
    public static void CheckCentres(NetworkGraph declared, List<Fault> faults)
    {
        foreach (var node in declared.Nodes.Where(node => node.Inputs.Count > 1))
        {
            var joined = node.Inputs[node.Inputs.Count - 1];
            for (var index = 0; index < node.Inputs.Count - 1; index++)
            {
                var rows = OutOfLine(declared, node.Inputs[index], joined, isHeight: true);
                var columns = OutOfLine(declared, node.Inputs[index], joined, isHeight: false);
                if (rows is null && columns is null) continue;
                var text = rows is null || columns is null || rows == columns
                    ? string.Format(rows ?? columns, rows is null ? "columns" : columns is null ? "rows" : "rows and columns")
                    : $"{string.Format(rows, "rows")}, and {string.Format(columns, "columns")}";
                faults.Add(Fault.Of(
                    DiagnosticIds.BranchesOutOfLine, JoinedMaps.Target(node, index), node.Name, declared.NameOf(node.Inputs[index]), declared.NameOf(joined), text));
            }
        }
    }

    /// <summary>How two values lie to each other, with a gap for what is compared; null where they line up, or one has no place on the image.</summary>
    private static string? OutOfLine(NetworkGraph graph, int branch, int joined, bool isHeight)
    {
        if (Centres.Of(graph, branch, isHeight) is not { } a || Centres.Of(graph, joined, isHeight) is not { } b) return null;
        if (a.Stride != b.Stride) return $"whose {{0}} are {a.Stride} and {b.Stride.Pixels} of the image apart";
        return a.First == b.First ? null : $"whose {{0}} have centres {(a.First - b.First).Absolute.Pixels} of the image apart";
    }

    private static void Report(
        NetworkDeclaration declaration,
        NetworkGraph graph,
        Node node,
        SizeAgreement agreement,
        Size size,
        bool isFixed,
        List<Fault> faults)
    {
        var isCrop = node.Inputs.Count == 1;
        var fault = isCrop ? Crop(graph, node, agreement, size) : Join(graph, node, agreement, size);
        if (isFixed)
        {
            var why = isCrop ? CropText(fault.Arguments) : fault.Arguments[0];
            fault = Fault.Of(DiagnosticIds.SizesRefused, fault.Target, declaration.DisplayName, why);
        }

        faults.Add(fault);
    }

    private static Fault Join(NetworkGraph graph, Node node, SizeAgreement agreement, Size size)
    {
        Branch BranchOf(int value) => new(value, graph.NameOf(value), graph.ShapeOf(value));
        var (branch, joined) = (BranchOf(node.Inputs[agreement.Branch]), BranchOf(node.Inputs[node.Inputs.Count - 1]));
        var example = size.IsShown
            ? $": an image of {size.Height.Text()}×{size.Width.Text()} gives {size.Of(branch.Shape)} and {size.Of(joined.Shape)}"
            : ", which could not be shown to agree for every size of image";
        return Fault.Of(DiagnosticIds.BranchesDiffer, JoinedMaps.Target(node, agreement.Branch), JoinedMaps.Text(node, branch, joined) + example);
    }

    private static Fault Crop(NetworkGraph graph, Node node, SizeAgreement agreement, Size size)
    {
        var (letter, image) = agreement.IsHeight ? ("H", size.Height) : ("W", size.Width);
        return Fault.Of(
            DiagnosticIds.KernelTooLarge,
            node.Target("layer"),
            node.Name,
            size.IsShown ? agreement.Other.Evaluate(image).Text() : agreement.Other.ToText(letter),
            agreement.IsHeight ? "rows" : "columns",
            "input",
            size.IsShown
                ? $"{agreement.Extent.Evaluate(image).Text()}, for an image of {size.Height.Text()}×{size.Width.Text()}"
                : $"{agreement.Extent.ToText(letter)}, which could not be shown to be enough for every size of image");
    }

    private static string CropText(EquatableArray<string> arguments) =>
        $"'{arguments[0]}' needs {arguments[1]} {arguments[2]}, but its {arguments[3]} has {arguments[4]}";

    private readonly record struct Range(long Smallest, long Largest)
    {
        public Range(NetworkGraph graph, bool isHeight)
            : this(MinimumSize.LargeEnough(graph, isHeight) ?? int.MaxValue, MinimumSize.LargestOf(graph, isHeight))
        {
        }
    }

    /// <summary>A size of image for which something does not fit.</summary>
    private sealed record Size(long Height, long Width, bool IsShown)
    {
        public string Of(TensorShape shape) => $"{shape.Height.Evaluate(Height).Text()}×{shape.Width.Evaluate(Width).Text()}×{shape.Channels.Text()}";
    }
}
