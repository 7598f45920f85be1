using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Shapes;

/// <summary>What is true of the map that the fully convolutional form of a network gives.</summary>
internal enum MapVerdict
{
    /// <summary>Each entry is the fixed network's result on the crop at its place, to the bit.</summary>
    CropExact,

    /// <summary>The layers see padding at the edges of a crop, where the image has pixels: entries differ from the crops'.</summary>
    DenseOnly,

    /// <summary>Some layer reads the whole image, or depends on the place in it.</summary>
    NotTileable,
}

/// <summary>Decides the verdict, and says which layers are why.</summary>
/// <param name="Map">The verdict.</param>
/// <param name="Culprits">The layers that keep the map from being crop-exact, the first of which is named.</param>
internal sealed record Verdict(MapVerdict Map, EquatableArray<Node> Culprits)
{
    /// <summary>The verdict on a network whose shapes are inferred for its declared input.</summary>
    public static Verdict Of(NetworkGraph graph)
    {
        var whole = graph.Nodes.Where(node => node.Shape!.NotTileableBecause is not null).ToEquatableArray();
        if (whole.Count > 0) return new Verdict(MapVerdict.NotTileable, whole);

        var edges = graph.Nodes.Where(node => ReadsPastEdge(graph, node)).ToEquatableArray();
        return new Verdict(edges.Count > 0 ? MapVerdict.DenseOnly : MapVerdict.CropExact, edges);
    }

    private static bool ReadsPastEdge(NetworkGraph graph, Node node)
    {
        var input = graph.ShapeOf(node.Inputs[0]);
        return ReadsPast(node.Shape!.Rows, input.Height, node.Shape.Output.Height)
            || ReadsPast(node.Shape.Columns, input.Width, node.Shape.Output.Width);
    }

    /// <summary>Whether the outputs, taken together, read before the first or past the last row of the input.</summary>
    private static bool ReadsPast(AxisStep step, Extent input, Extent output)
    {
        if (input.AsConstant is not { } rows || output.AsConstant is not { } outputs) return step is AxisStep.Slide { Before: > 0 };
        var read = step.Back(new Interval(0, outputs - 1));
        return read.First < 0 || read.Last > rows - 1;
    }
}
