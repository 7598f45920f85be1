using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// The images that every layer of an any-size network can take. What a layer needs grows with the image, so bisection finds the smallest; extents that must
/// agree may need a larger one still.
/// </summary>
internal static class MinimumSize
{
    private const long Largest = int.MaxValue;

    /// <summary>Sizes that are tried for extents that must agree; a network that was declared for one size agrees at that.</summary>
    private const int MostTried = 1 << 17;

    /// <summary>The smallest height or width, or null where no image of 32-bit size is large enough.</summary>
    public static long? Of(NetworkGraph graph, bool isHeight)
    {
        if (LargeEnough(graph, isHeight) is not { } smallest) return null;
        var agreements = AgreementsOf(graph, isHeight).ToList();
        for (var image = smallest; image < smallest + MostTried && image <= Largest; image++)
        {
            if (agreements.All(agreement => agreement.Holds(image))) return image;
        }

        return smallest;
    }

    /// <summary>The smallest height or width that is large enough, whether or not extents agree.</summary>
    public static long? LargeEnough(NetworkGraph graph, bool isHeight)
    {
        var requirements = graph.Nodes
            .SelectMany(node => node.Group)
            .SelectMany(node => node.Shape!.Requirements)
            .Where(requirement => requirement.IsHeight == isHeight)
            .ToList();
        bool Suffices(long image) => requirements.All(requirement => requirement.Extent.Evaluate(image) >= requirement.Minimum);

        return Suffices(Largest) ? First(0, Largest, Suffices) : null;
    }

    /// <summary>The largest height or width whose maps all have extents of 32 bits.</summary>
    public static long LargestOf(NetworkGraph graph, bool isHeight)
    {
        bool IsTooLarge(long image) => graph.Nodes.Any(node => (isHeight ? node.Output.Height : node.Output.Width).Evaluate(image) > Largest);

        // Doubled, so that no figure is much beyond 32 bits.
        long size = 1;
        while (size < Largest && !IsTooLarge(Math.Min(size * 2, Largest))) size *= 2;
        return size >= Largest ? Largest : First(size, size * 2, IsTooLarge) - 1;
    }

    public static IEnumerable<SizeAgreement> AgreementsOf(NetworkGraph graph, bool isHeight) =>
        graph.Nodes.SelectMany(node => node.Shape!.Agreements).Where(agreement => agreement.IsHeight == isHeight);

    /// <summary>The first size that a condition holds for: it does at the upper end, and from there on down to that.</summary>
    private static long First(long low, long high, Func<long, bool> holds)
    {
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (holds(middle)) high = middle;
            else low = middle;
        }

        return high;
    }
}
