using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// Infers what one kind of layer does to shapes. A rule returns what it found, reports faults to its context, and throws nothing.
/// </summary>
internal interface IShapeRule
{
    LayerShape Infer(ShapeContext context);
}

/// <summary>A rule for one type of operator.</summary>
internal abstract class ShapeRule<TOperator> : IShapeRule
    where TOperator : Operator
{
    public LayerShape Infer(ShapeContext context) => Infer((TOperator)context.Node.Operator, context);

    protected abstract LayerShape Infer(TOperator op, ShapeContext context);
}
