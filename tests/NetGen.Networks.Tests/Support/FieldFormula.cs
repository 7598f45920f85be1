using NetGen.Reference;

namespace NetGen.Networks.Tests.Support;

/// <summary>
/// R, S and P of a network of convolutions and pools, by walking back from its output: r ← s·r + k − s; S ← s·S; P ← s·P + p.
/// </summary>
internal sealed record FieldFormula(int Size, int Stride, int Padding)
{
    /// <summary>The rows, for an input whose size SAME pads as a multiple of every stride.</summary>
    public static FieldFormula OfRows(Type network) => Of(network, window => window.Rows);

    /// <summary>The columns.</summary>
    public static FieldFormula OfColumns(Type network) => Of(network, window => window.Columns);

    private static FieldFormula Of(Type network, Func<WindowSpec, AxisWindow> axis)
    {
        var field = new FieldFormula(1, 1, 0);
        foreach (var layer in Declaration.Layers(network).Reverse())
        {
            if (layer.Attribute is not WindowAttribute window) continue;
            var w = axis(Declaration.Window(window));
            var pad = w.Same ? Math.Max(w.Extent - w.Stride, 0) / 2 : w.Begin;
            field = new FieldFormula(w.Stride * field.Size + w.Extent - w.Stride, w.Stride * field.Stride, w.Stride * field.Padding + pad);
        }

        return field;
    }
}
