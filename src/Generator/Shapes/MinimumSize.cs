using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>
/// The smallest image that every layer of an any-size network can take. All conditions grow with the image, so bisection finds it.
/// </summary>
internal static class MinimumSize
{
    private const long Largest = int.MaxValue;

    /// <summary>The smallest height or width, or null where no image of 32-bit size is large enough.</summary>
    public static long? Of(NetworkGraph graph, bool isHeight)
    {
        var requirements = graph.Nodes
            .SelectMany(node => node.Group)
            .SelectMany(node => node.Shape!.Requirements)
            .Where(requirement => requirement.IsHeight == isHeight)
            .ToList();
        bool Suffices(long image) => requirements.All(requirement => requirement.Extent.Evaluate(image) >= requirement.Minimum);

        if (!Suffices(Largest)) return null;
        long low = 0, high = Largest;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Suffices(middle)) high = middle;
            else low = middle;
        }

        return high;
    }
}
