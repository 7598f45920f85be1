using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>Sums and products. The result of as many branches as one call takes is joined with the next of them, and the last call activates it.</summary>
internal sealed class ElementwiseEmitter : CallsEmitter<JoinOperator>
{
    protected override IEnumerable<string> Calls(JoinOperator op, Step step, CallContext call)
    {
        var branches = CallContext.InputNames(step);
        for (var done = 0; done < branches.Count;)
        {
            var first = done == 0;
            var taken = branches.Skip(done).Take(first ? JoinOperator.AtOnce : JoinOperator.AtOnce - 1).ToList();
            done += taken.Count;
            var activation = done == branches.Count ? CallContext.Activation(step) : CallContext.Identity;
            yield return Run(op.Kind, string.Join(", ", first ? taken : taken.Prepend("y")), "y", activation, "Threads");
        }
    }
}

/// <summary>Concatenations: each branch is copied to its channels.</summary>
internal sealed class ConcatEmitter : CallsEmitter<JoinOperator>
{
    protected override IEnumerable<string> Calls(JoinOperator op, Step step, CallContext call)
    {
        var (names, first) = (CallContext.InputNames(step), 0);
        for (var index = 0; index < names.Count; index++)
        {
            var channels = step.InputShapes[index].Channels;
            yield return Run(op.Kind, names[index], channels.Text(), "y", call.OutputSize(step), first.Text(), "Threads");
            first += channels;
        }
    }
}
