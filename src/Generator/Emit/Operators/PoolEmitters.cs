using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Maximum pools.</summary>
internal sealed class MaxPoolEmitter : Emitter<MaxPoolOperator>
{
    protected override string Call(MaxPoolOperator op, Step step, CallContext call) =>
        Run("MaxPool", "x", call.InputSize(step), call.Window(step, op.Window), "y", call.OutputSize(step), "Threads");
}

/// <summary>Average pools.</summary>
internal sealed class AveragePoolEmitter : Emitter<AveragePoolOperator>
{
    protected override string Call(AveragePoolOperator op, Step step, CallContext call) =>
        Run("AveragePool", "x", call.InputSize(step), call.Window(step, op.Window), CSharp.Literal(op.CountPad), "y", call.OutputSize(step), "Threads");
}

/// <summary>Global pools.</summary>
internal sealed class GlobalPoolEmitter : Emitter<Operator>
{
    protected override string Call(Operator op, Step step, CallContext call) => Run(op.Kind, "x", call.InputSize(step), "y", "Threads");
}

/// <summary>Adaptive average pools.</summary>
internal sealed class AdaptiveAveragePoolEmitter : Emitter<AdaptiveAveragePoolOperator>
{
    protected override string Call(AdaptiveAveragePoolOperator op, Step step, CallContext call) =>
        Run("AdaptiveAveragePool", "x", call.InputSize(step), "y", call.OutputSize(step), "Threads");
}
