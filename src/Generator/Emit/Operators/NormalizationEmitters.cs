using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Batch norms that no convolution takes in: a factor and an addend per channel.</summary>
internal sealed class BatchNormEmitter : Emitter<BatchNormOperator>
{
    protected override void WriteWeights(BatchNormOperator op, Step step, WeightFields weights) => weights.AddPair(
        step.Node.Name, "Scale", "Shift", "float[]", $"ChannelAffine({CallContext.BatchNormFold(step.Node)}, {step.InputShape.Channels.Text()})");

    protected override string Call(BatchNormOperator op, Step step, CallContext call) =>
        Run("ChannelAffine", "x", call.InputSize(step), call.Weights(step, "Scale"), call.Weights(step, "Shift"), "y", CallContext.Activation(step), "Threads");
}

/// <summary>Instance and group norms.</summary>
internal sealed class GroupNormEmitter : Emitter<GroupNormOperator>
{
    protected override void WriteWeights(GroupNormOperator op, Step step, WeightFields weights)
    {
        if (!op.Affine) return;
        weights.AddVector(step.Node.Name, "Weight", step.Node.Name + ".weight", step.InputShape.Channels);
        weights.AddVector(step.Node.Name, "Bias", step.Node.Name + ".bias", step.InputShape.Channels);
    }

    protected override string Call(GroupNormOperator op, Step step, CallContext call) => Run(
        "GroupNorm",
        "x",
        call.InputSize(step),
        (op.Groups ?? step.InputShape.Channels).Text(),
        op.Affine ? call.Weights(step, "Weight") : "default",
        op.Affine ? call.Weights(step, "Bias") : "default",
        CSharp.FloatLiteral(op.Epsilon),
        "y",
        "Threads");
}

/// <summary>Local response norms.</summary>
internal sealed class LocalResponseNormEmitter : Emitter<LocalResponseNormOperator>
{
    protected override string Call(LocalResponseNormOperator op, Step step, CallContext call) => Run(
        "LocalResponseNorm", "x", call.InputSize(step), op.Size.Text(), CSharp.FloatLiteral(op.Alpha), CSharp.FloatLiteral(op.Beta), CSharp.FloatLiteral(op.K), "y", "Threads");
}
