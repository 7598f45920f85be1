using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Transposed convolutions.</summary>
internal sealed class ConvTransposeEmitter : Emitter<ConvTransposeOperator>
{
    protected override void WriteWeights(ConvTransposeOperator op, Step step, WeightFields weights)
    {
        var figures = CSharp.Arguments(
            CSharp.Literal(step.Node.Name),
            op.OutChannels.Text(),
            step.InputShape.Channels.Text(),
            op.Groups.Text(),
            op.Window.Rows.Kernel.Text(),
            op.Window.Columns.Kernel.Text(),
            CSharp.Literal(op.Bias),
            CallContext.BatchNormFold(step));
        weights.Add(step.Node.Name, CSharp.Kernels + "ConvolutionWeights", $"TransposedConvolution({figures})");
    }

    protected override string Call(ConvTransposeOperator op, Step step, CallContext call) => Run(
        "TransposedConvolution",
        "x",
        call.InputSize(step),
        call.Weights(step),
        CallContext.TransposedWindow(op.Window),
        "y",
        call.OutputSize(step),
        CallContext.Activation(step),
        "Threads");
}
