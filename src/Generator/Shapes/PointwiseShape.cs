using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Layers that keep the shape, read only the channels of their own pixel and have no weights.</summary>
internal sealed class PointwiseShape : IShapeRule
{
    public LayerShape Infer(ShapeContext context) => Of(context);

    public static LayerShape Of(ShapeContext context, params WeightSpec[] weights) => new()
    {
        Output = context.Input,
        Rows = AxisStep.Pointwise,
        Columns = AxisStep.Pointwise,
        Weights = weights.ToEquatableArray(),
    };
}

/// <summary>A slope per channel.</summary>
internal sealed class PReluShape : IShapeRule
{
    public LayerShape Infer(ShapeContext context) =>
        PointwiseShape.Of(
            context,
            new WeightSpec(context.Node.Name + ".weight", WeightRole.Slope, EquatableArray.Of(context.Input.Channels)));
}
