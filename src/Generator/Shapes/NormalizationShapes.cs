using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>Batch normalisation: four tensors of a value per channel, two where it is not affine.</summary>
internal sealed class BatchNormShape : ShapeRule<BatchNormOperator>
{
    protected override LayerShape Infer(BatchNormOperator op, ShapeContext context)
    {
        var channels = EquatableArray.Of(context.Input.Channels);
        var name = context.Node.Name;
        var statistics = new[]
        {
            new WeightSpec(name + ".running_mean", WeightRole.Mean, channels),
            new WeightSpec(name + ".running_var", WeightRole.Variance, channels),
        };
        return PointwiseShape.Of(context, (op.Affine ? AffineWeights(context) : []).Concat(statistics).ToArray());
    }

    public static WeightSpec[] AffineWeights(ShapeContext context)
    {
        var channels = EquatableArray.Of(context.Input.Channels);
        return
        [
            new(context.Node.Name + ".weight", WeightRole.Scale, channels),
            new(context.Node.Name + ".bias", WeightRole.Shift, channels),
        ];
    }
}

/// <summary>Instance and group normalisation: statistics of the whole map.</summary>
internal sealed class GroupNormShape : ShapeRule<GroupNormOperator>
{
    protected override LayerShape Infer(GroupNormOperator op, ShapeContext context)
    {
        if (op.Groups is { } groups) context.CheckGroups(context.Input.Channels, groups, "groups");
        return PointwiseShape.Of(context, op.Affine ? BatchNormShape.AffineWeights(context) : []) with
        {
            Rows = new AxisStep.Whole(),
            Columns = new AxisStep.Whole(),
            NotTileableBecause = "takes its statistics from the whole map",
        };
    }
}
