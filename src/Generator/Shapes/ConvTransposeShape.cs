using System;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Transposed convolution: (n−1)s − pad + d(k−1) + 1 + output padding along each axis; n·s with SAME.</summary>
internal sealed class ConvTransposeShape : ShapeRule<ConvTransposeOperator>
{
    protected override LayerShape Infer(ConvTransposeOperator op, ShapeContext context)
    {
        var channels = context.CheckChannels(op.InChannels);
        context.CheckGroups(channels, op.Groups, "Groups");
        var (height, rows) = InferAxis(op, context, isHeight: true);
        var (width, columns) = InferAxis(op, context, isHeight: false);
        var (kernelHeight, kernelWidth) = (op.Window.Rows.Kernel, op.Window.Columns.Kernel);
        var outPerGroup = op.OutChannels / op.Groups;
        return new LayerShape
        {
            Output = new TensorShape(height, width, op.OutChannels),
            Rows = rows,
            Columns = columns,
            Weights = ConvShape.KernelAndBias(
                    context.Node.Name,
                    WeightRole.TransposedKernel,
                    EquatableArray.Of(Math.Max(channels, 1), outPerGroup, kernelHeight, kernelWidth),
                    op.OutChannels,
                    op.Bias)
                .Select(weight => weight.Role == WeightRole.TransposedKernel ? weight with { Groups = op.Groups } : weight)
                .ToEquatableArray(),
            MultiplyAddsPerPixel = Numbers.SaturatingProduct(kernelHeight, kernelWidth, Math.Max(channels, 1), outPerGroup),
            CostOf = CostBasis.InputPixels,
            Requirements = context.Requirements,
        };
    }

    /// <summary>
    /// What SAME removes at the beginning: half of span − s, the odd one at the end, as the gradient of TensorFlow's SAME convolution.
    /// </summary>
    public static int Before(WindowGeometry window, WindowAxis axis) =>
        window.Same ? (int)(Math.Max(axis.Span - axis.Stride, 0) / 2) : axis.PadBefore;

    private static (Extent Output, AxisStep Step) InferAxis(ConvTransposeOperator op, ShapeContext context, bool isHeight)
    {
        var axis = isHeight ? op.Window.Rows : op.Window.Columns;
        var input = isHeight ? context.Input.Height : context.Input.Width;
        var step = new AxisStep.Spread(axis.Span, axis.Stride, Before(op.Window, axis));
        if (op.Window.Same) return (input * axis.Stride, step);

        var output = (input * axis.Stride) + (axis.Span - axis.Stride - axis.PadBefore - axis.PadAfter + op.OutputPad);
        if (output.AsConstant is <= 0)
        {
            var removed = (axis.PadBefore + (long)axis.PadAfter).Text();
            context.OutOfRange(
                "Pad",
                $"the padding removes all {(output.AsConstant.Value + axis.PadBefore + axis.PadAfter).Text()} "
                + $"{(isHeight ? "rows" : "columns")} of the output, {removed} of them");
            return (Extent.Unknown, step);
        }

        // n·s + c ≥ 1
        if (output.IsKnown && output.AsConstant is null) context.Require(isHeight, output, 0, 1, "Pad");
        return (output, step);
    }
}
