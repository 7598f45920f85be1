using System.Collections.Generic;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Writes what one kind of layer needs of the generated class.</summary>
internal interface IEmitter
{
    /// <summary>The packed weights of a step: a field each, and the recipe that fills it when weights are loaded.</summary>
    void WriteWeights(Step step, WeightFields weights);

    /// <summary>The kernel's calls, without semicolons: one, unless no single call takes in all branches of a join.</summary>
    IEnumerable<string> Calls(Step step, CallContext call);
}

/// <summary>An emitter for one type of operator, by default without weights.</summary>
internal abstract class CallsEmitter<TOperator> : IEmitter
    where TOperator : Operator
{
    public void WriteWeights(Step step, WeightFields weights) => WriteWeights((TOperator)step.Node.Operator, step, weights);

    public IEnumerable<string> Calls(Step step, CallContext call) => Calls((TOperator)step.Node.Operator, step, call);

    protected virtual void WriteWeights(TOperator op, Step step, WeightFields weights)
    {
    }

    protected abstract IEnumerable<string> Calls(TOperator op, Step step, CallContext call);

    /// <summary>A call of the Run method of a class of kernels.</summary>
    protected static string Run(string kernel, params string?[] arguments) => Invoke(kernel, "Run", arguments);

    /// <summary>A call of a method of a class of kernels.</summary>
    protected static string Invoke(string kernel, string method, params string?[] arguments) =>
        $"{CSharp.Kernels}{kernel}.{method}({CSharp.Arguments(arguments)})";
}

/// <summary>An emitter for operators that a single call computes.</summary>
internal abstract class Emitter<TOperator> : CallsEmitter<TOperator>
    where TOperator : Operator
{
    protected sealed override IEnumerable<string> Calls(TOperator op, Step step, CallContext call) => [Call(op, step, call)];

    protected abstract string Call(TOperator op, Step step, CallContext call);
}
