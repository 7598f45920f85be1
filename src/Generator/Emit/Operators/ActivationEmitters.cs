using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Activations that no other layer takes in.</summary>
internal sealed class ActivationEmitter : Emitter<ActivationOperator>
{
    protected override string Call(ActivationOperator op, Step step, CallContext call) => Run("Activation", "x", "y", CallContext.Activation(op), "Threads");
}

/// <summary>Rectifiers with a slope per channel.</summary>
internal sealed class PReluEmitter : Emitter<PReluOperator>
{
    protected override void WriteWeights(PReluOperator op, Step step, WeightFields weights) =>
        weights.AddVector(step.Node.Name, "Slope", step.Node.Name + ".weight", step.InputShape.Channels, "Slope");

    protected override string Call(PReluOperator op, Step step, CallContext call) => Run("PRelu", "x", call.InputSize(step), call.Weights(step, "Slope"), "y", "Threads");
}

/// <summary>Softmax and its logarithm.</summary>
internal sealed class SoftmaxEmitter : Emitter<SoftmaxOperator>
{
    protected override string Call(SoftmaxOperator op, Step step, CallContext call) => Run(op.Kind, "x", call.InputSize(step), "y", "Threads");
}
