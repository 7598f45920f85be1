using System;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>The arithmetic of sliding windows along one axis, shared by convolutions and pools.</summary>
internal static class SlidingWindow
{
    /// <summary>What a window makes of an axis: the number of windows, and what each reads.</summary>
    public static (Extent Output, AxisStep Step) Infer(ShapeContext context, WindowGeometry window, bool isHeight, Extent input)
    {
        var axis = isHeight ? window.Rows : window.Columns;
        if (window.Same)
        {
            var windows = input.CeilingDivide(axis.Stride);
            var step = new AxisStep.Slide(axis.Span, axis.Stride, SameBefore(axis, input.AsConstant)) { DependsOnSize = axis.Stride > 1 && input.AsConstant is null };
            return (windows, step);
        }

        var padded = (long)axis.PadBefore + axis.PadAfter;
        var argument = isHeight ? "KernelHeight" : "KernelWidth";
        var fits = context.Require(isHeight, input, padded, axis.Span, argument);
        return (fits ? Count(window, axis, input, padded) : Extent.Unknown, new AxisStep.Slide(axis.Span, axis.Stride, axis.PadBefore));
    }

    /// <summary>Reports input rows and columns that no window reaches because the stride does not divide what remains (NG0104).</summary>
    public static void CheckRest(ShapeContext context, WindowGeometry window)
    {
        if (window.Same || window.Ceil) return;
        var rows = Rest(window.Rows, context.Input.Height);
        var columns = Rest(window.Columns, context.Input.Width);
        if (rows == 0 && columns == 0) return;

        string Part(long rest, string what, Extent extent) =>
            rest == 0 ? "" : $"the last {rest.Text()} of {extent.AsConstant!.Value.Text()} {what}";
        var parts = Part(rows, "rows", context.Input.Height)
            + (rows > 0 && columns > 0 ? " and " : "")
            + Part(columns, "columns", context.Input.Width);
        context.Report(Fault.Of(
            DiagnosticIds.StrideLeavesRest,
            context.Node.Target(rows > 0 ? "StrideHeight" : "StrideWidth"),
            context.Node.Name,
            parts));
    }

    /// <summary>
    /// SAME's padding at the beginning, half of max((out − 1)s + span − n, 0) with the odd one at the end. It depends on the extent; where
    /// that is not known it is taken to be a multiple of the stride, as the published receptive fields do.
    /// </summary>
    public static long SameBefore(WindowAxis axis, long? input)
    {
        var extent = input ?? axis.Stride;
        var windows = (extent + axis.Stride - 1) / axis.Stride;
        return Math.Max(((windows - 1) * axis.Stride) + axis.Span - extent, 0) / 2;
    }

    private static Extent Count(WindowGeometry window, WindowAxis axis, Extent input, long padded)
    {
        var room = input + (padded - axis.Span);
        if (!window.Ceil) return (room / axis.Stride) + 1;

        // A last window may hang over the end, but must not start in the padding there.
        return Extent.Minimum(room.CeilingDivide(axis.Stride) + 1, ((input + (axis.PadBefore - 1)) / axis.Stride) + 1);
    }

    private static long Rest(WindowAxis axis, Extent input)
    {
        if (input.AsConstant is not { } extent) return 0;
        var room = extent + axis.PadBefore + axis.PadAfter - axis.Span;
        return room < 0 ? 0 : Math.Max((room % axis.Stride) - axis.PadAfter, 0);
    }
}
