using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Layers that run band by band: each has its weights, and all are one object of the runtime, which both forms of a network share.</summary>
internal sealed class BandsEmitter : IEmitter
{
    private const string Part = "bands";

    private BandsEmitter()
    {
    }

    public static BandsEmitter Instance { get; } = new();

    public void WriteWeights(Step step, WeightFields weights)
    {
        var stages = step.Stages.Select(stage => AsStep(step, stage)).ToList();
        foreach (var stage in stages) NetworkEmitter.EmitterOf(stage).WriteWeights(stage, weights);
        weights.AddMade(step.Node.Name, Part, Chain, $"new {Chain}({string.Join(", ", stages.Select(stage => StageOf(stage, weights[stage.Node.Name])))})");
    }

    public IEnumerable<string> Calls(Step step, CallContext call)
    {
        var arguments = CSharp.Arguments("x", call.InputSize(step), step.Node.AddsMap ? "added" : null, "y", call.OutputSize(step), "scratch", "threads");
        yield return $"{call.Weights(step, Part)}.{(step.Node.AddsMap ? "RunAdded" : "Run")}({arguments})";
    }

    private static string Chain => CSharp.Kernels + "BandChain";

    private static Step AsStep(Step step, Stage stage) =>
        new(stage.Node, stage.Kernel, stage.Node.Inputs, EquatableArray.Of(stage.InputShape), step.Sources, step.Target);

    private static string StageOf(Step stage, string weights)
    {
        var window = ((ConvOperator)stage.Node.Operator).Window;
        var arguments = stage.Kernel.Stage == "DepthwiseStage"
            ? CSharp.Arguments(weights, CallContext.StageWindow(window), "same: " + CSharp.Literal(window.Same), CallContext.Activation(stage))
            : CSharp.Arguments(weights, CallContext.Activation(stage));
        return $"new {CSharp.Kernels}{stage.Kernel.Stage}<{CallContext.ActivationType(stage)}>({arguments})";
    }
}
