using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Fully connected: H×W×C → 1×1×out, for a map of one size only.</summary>
internal sealed class DenseShape : ShapeRule<DenseOperator>
{
    protected override LayerShape Infer(DenseOperator op, ShapeContext context)
    {
        var input = context.Input;
        if (input is { IsKnown: true, IsConstant: false }) ReportAnySize(op, context);
        else if (input.IsKnown && op.InFeatures is { } stated && stated != input.Length) ReportMismatch(stated, context);

        var features = input is { IsKnown: true, IsConstant: true } ? input.Length : op.InFeatures ?? 1;
        return new LayerShape
        {
            Output = new TensorShape(Extent.Constant(1), Extent.Constant(1), op.OutFeatures),
            Rows = new AxisStep.Slide(input.Height.AsConstant ?? 1, 1, 0),
            Columns = new AxisStep.Slide(input.Width.AsConstant ?? 1, 1, 0),
            Weights = ConvShape.KernelAndBias(
                context.Node.Name,
                WeightRole.Kernel,
                EquatableArray.Of(op.OutFeatures, (int)System.Math.Min(features, int.MaxValue)),
                op.OutFeatures,
                op.Bias),
            MultiplyAddsPerPixel = Numbers.SaturatingProduct(features, op.OutFeatures),
        };
    }

    private static void ReportMismatch(int stated, ShapeContext context)
    {
        var arriving = context.Input.Length.Text();
        context.Report(Fault.Of(
                DiagnosticIds.InputMismatch,
                context.Node.Target("inFeatures"),
                context.Node.Name,
                stated.Text(),
                "features",
                context.InputName,
                $"{arriving} ({context.Input})")
            .WithFix(("Arriving", arriving)));
    }

    private static void ReportAnySize(DenseOperator op, ShapeContext context)
    {
        var conv = ConvText.For(op, KernelFor(op, context.Input.Channels), context.Input.Channels);
        context.Report(
            Fault.Of(DiagnosticIds.DenseAfterAnySize, context.Node.Target(), context.Node.Name, context.Input.ToString(), conv.Text)
                .WithFix(conv.Fix));
    }

    /// <summary>The square kernel that takes the features stated; 1 where they are not stated or fill no square.</summary>
    private static int KernelFor(DenseOperator op, int channels)
    {
        if (op.InFeatures is not { } features || features % channels != 0) return 1;
        var kernel = (int)System.Math.Round(System.Math.Sqrt(features / channels));
        return (long)kernel * kernel * channels == features ? kernel : 1;
    }
}
