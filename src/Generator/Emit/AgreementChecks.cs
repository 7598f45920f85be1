using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Emit;

/// <summary>
/// What a network that is declared for one size checks of an image of another: that its branches agree. One that is declared for any size has been shown
/// to agree for all.
/// </summary>
internal sealed class AgreementChecks
{
    private readonly NetworkGraph _graph;
    private readonly IReadOnlyList<(Node Node, SizeAgreement Agreement)> _open;
    private readonly string _name;

    public AgreementChecks(PlannedNetwork plan, bool isFixed, UniqueNames names)
    {
        _graph = plan.Graph;
        bool IsOpen(SizeAgreement agreement) => !ExtentComparison.Of(
            agreement,
            MinimumSize.LargeEnough(_graph, agreement.IsHeight)!.Value,
            MinimumSize.LargestOf(_graph, agreement.IsHeight)).Holds;
        _open = isFixed
            ? [.. _graph.Nodes.SelectMany(node => node.Shape!.Agreements.Where(IsOpen).Select(agreement => (node, agreement)))]
            : [];
        _name = _open.Count == 0 ? "" : names.Take("CheckBranches");
    }

    public bool Exist => _open.Count > 0;

    public void WriteCall(SourceWriter writer, string height, string width)
    {
        if (Exist) writer.Line($"{_name}({height}, {width});");
    }

    public void WriteMethod(SourceWriter writer)
    {
        if (!Exist) return;
        writer.Line();
        writer.Line("// Branches that are joined agree for some sizes of image only.");
        writer.Block($"private static void {_name}(long h, long w)", () =>
        {
            foreach (var (node, agreement) in _open) writer.Line(Check(node, agreement) + ";");
        });
    }

    private string Check(Node node, SizeAgreement agreement)
    {
        var letter = agreement.IsHeight ? "h" : "w";
        var arguments = CSharp.Arguments(
            CSharp.Literal(node.Name),
            CSharp.Literal(_graph.NameOf(node.Inputs[node.Inputs.Count - 1])),
            agreement.Extent.ToCode(letter),
            agreement.IsExact ? CSharp.Literal(_graph.NameOf(node.Inputs[agreement.Branch])) : null,
            agreement.Other.ToCode(letter));
        return $"{CSharp.Kernels}NetworkGuard.{(agreement.IsExact ? "Equal" : "AtLeast")}{(agreement.IsHeight ? "Rows" : "Columns")}({arguments})";
    }
}
