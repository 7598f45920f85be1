using NetGen.Generator;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Tool.Tests.Round;

/// <summary>
/// The code that the compiler generates for a declaration, without what a model in ONNX cannot say: two declarations with equal canonical code run the
/// same instructions on the same weights. What is taken out, and nothing else:
/// <list type="bullet">
/// <item>names: of the class, its namespace, its members and blocks; each layer, and with it its weights, is named after its place;</item>
/// <item>layers that compute nothing when the network is run: dropout, and what stands for the input of a block;</item>
/// <item>why a crop is where it is: a crop like another map is written as the rows and columns that it keeps;</item>
/// <item>the order of elements in the spans passed in and out, which is ONNX's (channels first), and in files of weights, which is PyTorch's.</item>
/// </list>
/// </summary>
internal static class CanonicalCode
{
    /// <param name="declaration">A declaration without errors.</param>
    /// <param name="size">The size of the image, where the declaration leaves it open or another one is meant.</param>
    public static string Of(NetworkDeclaration declaration, (int Height, int Width)? size = null)
    {
        if (size is { } image) declaration = declaration with { Attributes = declaration.Attributes.Select(attribute => Sized(attribute, image.Height, image.Width)).ToEquatableArray() };
        var found = NetworkCompiler.Check(declaration);
        Assert.True(found.Graph is not null, string.Join("\n", NetGen.Onnx.NetworkMetadata.Messages(found.Faults)));
        var graph = Renamed(DropIdentities.Run(found.Graph, Emission.Fixed));
        var options = new NetworkOptions(Nchw: true, TensorFlow: false, declaration.Options.Strict);
        var canonical = declaration with { Namespace = "", ContainingTypes = default, Type = new TypeHeader("class", "Network"), Options = options, MemberNames = default };
        PlannedNetwork Plan(Emission emission) => Planner.Run(PassTable.Run(graph, emission), options);
        return NetworkEmitter.Emit(new CheckedNetwork(canonical, graph, found.Faults), Plan(Emission.Fixed), Plan(Emission.AnySize));
    }

    private static AttributeDeclaration Sized(AttributeDeclaration attribute, int height, int width)
    {
        if (attribute.Kind != "Input") return attribute;
        var channels = attribute.Arguments.Single(argument => argument.Name == "channels");
        return attribute with { Arguments = EquatableArray.Of(new ArgumentDeclaration("height", height), new ArgumentDeclaration("width", width), channels) };
    }

    private static NetworkGraph Renamed(NetworkGraph graph)
    {
        var places = graph.Nodes.Select((node, place) => (node.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        places[Node.NetworkInput] = Node.NetworkInput;
        var renamed = graph with
        {
            Nodes = graph.Nodes.Select((node, place) => Renamed(node, place, places)).ToEquatableArray(),
            Outputs = graph.Outputs.Select(value => places[value]).ToEquatableArray(),
        };
        return ShapeInference.Run(renamed, []);
    }

    private static Node Renamed(Node node, int place, Dictionary<int, int> places)
    {
        var shape = node.Shape!;
        var crop = node.Operator is CropLikeOperator
            ? new CropOperator(First(shape.Rows), First(shape.Columns), (int)shape.Output.Height.AsConstant!.Value, (int)shape.Output.Width.AsConstant!.Value)
            : null;
        return node with
        {
            Id = place,
            Name = $"layer{place}",
            Place = new FaultTarget(0, null),
            Operator = crop ?? node.Operator,
            Inputs = node.Inputs.Select(value => places[value]).ToEquatableArray(),
            SizesOf = crop is null ? node.SizesOf.Select(value => places[value]).ToEquatableArray() : default,
            Shape = null,
        };
    }

    private static int First(AxisStep step) => (int)-((AxisStep.Slide)step).Before;
}
