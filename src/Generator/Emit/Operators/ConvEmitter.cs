using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Convolutions, those that stand for dense layers included.</summary>
internal sealed class ConvEmitter : Emitter<ConvOperator>
{
    protected override void WriteWeights(ConvOperator op, Step step, WeightFields weights)
    {
        var channels = step.InputShape.Channels;
        var (height, width) = (op.Window.Rows.Kernel.Text(), op.Window.Columns.Kernel.Text());
        var recipe = step.Kernel.Recipe!;
        var figures = recipe switch
        {
            "Dense" => CSharp.Arguments(op.OutChannels.Text(), height, width, channels.Text()),
            "EnlargedConvolution" => Enlarged(op, step, EnlargedConvolution.Of(step.Node)!),
            "Depthwise" => CSharp.Arguments(channels.Text(), height, width),
            _ => CSharp.Arguments(op.OutChannels.Text(), channels.Text(), op.Groups.Text(), height, width),
        };
        weights.Add(
            step.Node.Name,
            CSharp.Kernels + step.Kernel.WeightsType,
            $"{recipe}({CSharp.Literal(step.Node.Name)}, {figures}, {CSharp.Literal(op.Bias)}, {CallContext.BatchNormFold(step)})");
    }

    protected override string Call(ConvOperator op, Step step, CallContext call)
    {
        var (xs, weights, window, ys) = (call.InputSize(step), call.Weights(step), call.Window(step, op.Window), call.OutputSize(step));
        if (step.Node.Prologue.Count > 0) return Invoke(step.Kernel.Class!, "RunEnlarged", call.Tiles(step), "x", xs, weights, "y", ys, "Threads");
        if (step.Kernel.Unrolled) return Run(step.Kernel.Class!, call.Tiles(step), "x", xs, weights, window, "y", ys, "Threads");
        return Invoke(
            step.Kernel.Class!,
            step.Node.PoolsMaxima ? "RunMaxPooled" : step.Node.AddsMap ? "RunAdded" : step.Node.Slice is null ? "Run" : "RunJoined",
            "x", xs, weights, window, step.Node.AddsMap ? "added" : null, "y", ys, step.Node.Slice?.First.Text(), CallContext.Activation(step), step.Kernel.Scratch > 0 ? "scratch, threads" : "Threads");
    }

    private static string Enlarged(ConvOperator op, Step step, EnlargedConvolution phases) => CSharp.Arguments(
        op.OutChannels.Text(),
        step.InputShape.Channels.Text(),
        op.Window.Rows.Kernel.Text(),
        op.Window.Columns.Kernel.Text(),
        phases.PadTop.Text(),
        phases.PadLeft.Text(),
        phases.Scale.Text(),
        CSharp.Literal(phases.JoinsColumns));
}
