using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// The receptive field of a value of the network along one axis: the image rows that one entry reads, the rows from one entry to the next,
/// and the padding before the first. Found by walking ranges of rows back from the output, layer by layer; where branches part, what both read counts.
/// </summary>
/// <param name="Size">Rows that an entry reads; 0 where it reads the whole image. With upsampling, the largest over its phases.</param>
/// <param name="Stride">Image rows per output row.</param>
/// <param name="Padding">Rows that the first entry reads before the image begins.</param>
internal sealed record ReceptiveField(long Size, Fraction Stride, long Padding)
{
    /// <summary>Entries after which what they read has come round: more than 1 where layers enlarge what others have made smaller.</summary>
    public long Phases { get; init; } = 1;

    /// <summary>Upsampling by more than this is measured on so many phases.</summary>
    private const long MostPhases = 256;

    public bool IsWhole => Size == 0;

    /// <summary>Whether all figures can be stated in 32 bits.</summary>
    public bool IsExpressible => Math.Max(Math.Max(Size, Padding), Math.Max(Stride.Numerator, Stride.Denominator)) <= int.MaxValue;

    public static ReceptiveField Of(NetworkGraph graph, int value, bool isHeight)
    {
        AxisStep StepOf(Node node) => isHeight ? node.Shape!.Rows : node.Shape!.Columns;
        var cone = graph.ConeOf(value);
        var paths = new Dictionary<int, Path> { [Node.NetworkInput] = new(new Fraction(1, 1), 1, IsWhole: false) };
        foreach (var node in cone) paths[node.Id] = Path.Joined([.. node.Inputs.Select(input => paths[input])]).Then(StepOf(node));

        var (stride, phases, isWhole) = paths[value];
        if (isWhole) return new ReceptiveField(0, stride, 0);

        Interval Read(long output)
        {
            var read = new Dictionary<int, Interval> { [value] = new(output, output) };
            for (var index = cone.Count - 1; index >= 0; index--)
            {
                var inputs = Bounded(StepOf(cone[index]).Back(read[cone[index].Id]));
                foreach (var input in cone[index].Inputs) read[input] = read.TryGetValue(input, out var other) ? Hull(other, inputs) : inputs;
            }

            return read[Node.NetworkInput];
        }

        long size = 0;
        for (long phase = 0; phase < phases; phase++) size = Math.Max(size, Read(phase).Length);
        return new ReceptiveField(size, stride, Math.Max(0, -Read(0).First)) { Phases = phases };
    }

    private static Interval Hull(Interval a, Interval b) => new(Math.Min(a.First, b.First), Math.Max(a.Last, b.Last));

    // Beyond 32 bits the figures only have to stay too large; a stride has up to 30 bits, so that one more step cannot overflow.
    private static Interval Bounded(Interval interval)
    {
        const long Far = 1L << 32;
        return new Interval(Math.Max(-Far, Math.Min(Far, interval.First)), Math.Max(-Far, Math.Min(Far, interval.Last)));
    }

    /// <summary>What the layers up to a value have in common.</summary>
    /// <param name="Stride">Image rows per row; of the layers that slide.</param>
    /// <param name="Phases">Rows after which what they read has come round.</param>
    /// <param name="IsWhole">Whether some path reads the whole image.</param>
    private sealed record Path(Fraction Stride, long Phases, bool IsWhole)
    {
        /// <summary>Branches side by side: the stride is that of the last which slides, the one that is not named.</summary>
        public static Path Joined(IReadOnlyList<Path> branches) => new(
            (branches.LastOrDefault(branch => !branch.IsWhole) ?? branches[branches.Count - 1]).Stride,
            branches.Select(branch => branch.Phases).Aggregate(LeastCommonMultiple),
            branches.Any(branch => branch.IsWhole));

        public Path Then(AxisStep step) =>
            new(Stride * step.Stride, Math.Min(MostPhases, Phases * step.Stride.Denominator), IsWhole || step is AxisStep.Whole);

        private static long LeastCommonMultiple(long a, long b) => Math.Min(MostPhases, a / GreatestCommonDivisor(a, b) * b);

        private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
    }
}
