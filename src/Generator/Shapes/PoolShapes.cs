using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Maximum pool.</summary>
internal sealed class MaxPoolShape : ShapeRule<MaxPoolOperator>
{
    protected override LayerShape Infer(MaxPoolOperator op, ShapeContext context) => InferPool(op.Window, context);

    public static LayerShape InferPool(WindowGeometry window, ShapeContext context)
    {
        var (height, rows) = SlidingWindow.Infer(context, window, isHeight: true, context.Input.Height);
        var (width, columns) = SlidingWindow.Infer(context, window, isHeight: false, context.Input.Width);
        SlidingWindow.CheckRest(context, window);
        return new LayerShape
        {
            Output = new TensorShape(height, width, context.Input.Channels),
            Rows = rows,
            Columns = columns,
            Requirements = context.Requirements,
        };
    }
}

/// <summary>Average pool.</summary>
internal sealed class AveragePoolShape : ShapeRule<AveragePoolOperator>
{
    protected override LayerShape Infer(AveragePoolOperator op, ShapeContext context) => MaxPoolShape.InferPool(op.Window, context);
}

/// <summary>Global pools: H×W×C → 1×1×C.</summary>
internal sealed class GlobalPoolShape : IShapeRule
{
    public LayerShape Infer(ShapeContext context) => new()
    {
        Output = new TensorShape(Extent.Constant(1), Extent.Constant(1), context.Input.Channels),
        Rows = new AxisStep.Whole(),
        Columns = new AxisStep.Whole(),
        NotTileableBecause = "reads the whole map",
    };
}

/// <summary>Adaptive average pool: any map to one size.</summary>
internal sealed class AdaptiveAveragePoolShape : ShapeRule<AdaptiveAveragePoolOperator>
{
    protected override LayerShape Infer(AdaptiveAveragePoolOperator op, ShapeContext context) => new()
    {
        Output = new TensorShape(Extent.Constant(op.Height), Extent.Constant(op.Width), context.Input.Channels),
        Rows = new AxisStep.Whole(),
        Columns = new AxisStep.Whole(),
        NotTileableBecause =
            "resizes the whole map instead of sliding over it (the fixed pool that it equals at the training size would slide)",
    };
}
