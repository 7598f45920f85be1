using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// The receptive field of a value of the network along one axis: the image rows that one entry reads, the rows from one entry to the next,
/// and the padding before the first. Found by walking ranges of rows back from the output, layer by layer.
/// </summary>
/// <param name="Size">Rows that an entry reads; 0 where it reads the whole image. With upsampling, the largest over its phases.</param>
/// <param name="Stride">Image rows per output row.</param>
/// <param name="Padding">Rows that the first entry reads before the image begins.</param>
internal sealed record ReceptiveField(long Size, Fraction Stride, long Padding)
{
    /// <summary>Upsampling by more than this is measured on so many phases.</summary>
    private const long MostPhases = 256;

    public bool IsWhole => Size == 0;

    /// <summary>Whether all figures can be stated in 32 bits.</summary>
    public bool IsExpressible => Math.Max(Math.Max(Size, Padding), Math.Max(Stride.Numerator, Stride.Denominator)) <= int.MaxValue;

    /// <summary>The receptive field of what a chain of layers gives, first layer first.</summary>
    public static ReceptiveField Of(IReadOnlyList<AxisStep> steps)
    {
        var stride = steps.Aggregate(new Fraction(1, 1), (product, step) => product * step.Stride);
        if (steps.Any(step => step is AxisStep.Whole)) return new ReceptiveField(0, stride, 0);

        long phases = 1;
        foreach (var step in steps) phases = Math.Min(MostPhases, phases * step.Stride.Denominator);
        long size = 0;
        for (long phase = 0; phase < phases; phase++) size = Math.Max(size, Back(steps, new Interval(phase, phase)).Length);
        return new ReceptiveField(size, stride, Math.Max(0, -Back(steps, new Interval(0, 0)).First));
    }

    /// <summary>The chain of steps that lead from the network's input to a node.</summary>
    public static IReadOnlyList<AxisStep> PathTo(NetworkGraph graph, Node node, bool isHeight)
    {
        var steps = new List<AxisStep>();
        for (var id = node.Id; id != Node.NetworkInput;)
        {
            var on = graph.Nodes.First(candidate => candidate.Id == id);
            steps.Add(isHeight ? on.Shape!.Rows : on.Shape!.Columns);
            id = on.Inputs[0];
        }

        steps.Reverse();
        return steps;
    }

    private static Interval Back(IReadOnlyList<AxisStep> steps, Interval interval)
    {
        for (var index = steps.Count - 1; index >= 0; index--) interval = Bounded(steps[index].Back(interval));
        return interval;
    }

    // Beyond 32 bits the figures only have to stay too large; a stride has up to 30 bits, so that one more step cannot overflow.
    private static Interval Bounded(Interval interval)
    {
        const long Far = 1L << 32;
        return new Interval(Math.Max(-Far, Math.Min(Far, interval.First)), Math.Max(-Far, Math.Min(Far, interval.Last)));
    }
}
