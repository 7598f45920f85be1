using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Emit;

/// <summary>The weights of a network class: what it expects of a file, how it is loaded, what it holds.</summary>
internal static class WeightsEmitter
{
    public static void Emit(SourceWriter writer, CheckedNetwork network, IReadOnlyList<string> table, WeightFields weights)
    {
        var tensors = network.Graph!.Nodes.SelectMany(node => node.Shape!.Weights).ToList();
        WriteDescription(writer, table);
        WriteTensors(writer, tensors);
        WriteFactories(writer, network.Declaration.Type.Name, tensors);
        WriteConstructor(writer, network, weights);
    }

    private static void WriteDescription(SourceWriter writer, IReadOnlyList<string> lines)
    {
        writer.Line();
        NetworkEmitter.Document(
            writer,
            "The layer table: output shape, parameters, multiply-adds, receptive field, stride and kernel of each layer.");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Line("public static string Summary =>");
        writer.Indented(() =>
        {
            for (var index = 0; index < lines.Count; index++)
            {
                var isLast = index == lines.Count - 1;
                writer.Line(CSharp.Literal(lines[index] + (isLast ? "" : "\n")) + (isLast ? ";" : " +"));
            }
        });
    }

    private static void WriteTensors(SourceWriter writer, IReadOnlyList<WeightSpec> tensors)
    {
        writer.Line();
        NetworkEmitter.Document(writer, "Name and shape, in PyTorch's order, of every tensor that a weights file must hold.");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Line("public static global::System.ReadOnlySpan<global::NetGen.TensorSpec> Tensors => TensorTable.Specs;");
        writer.Line();

        // A class of its own: a static field of the user's that calls Load or Create may be initialised before those of the generated part.
        writer.Block("private static class TensorTable", () =>
        {
            writer.Line("internal static readonly global::NetGen.TensorSpec[] Specs =");
            WriteList(writer, tensors, tensor =>
                $"new global::NetGen.TensorSpec({CSharp.Literal(tensor.Name)}, "
                    + "global::System.Collections.Immutable.ImmutableArray.Create("
                    + $"{string.Join(", ", tensor.Shape.Select(extent => extent.Text()))}))");
            writer.Line();
            writer.Line($"internal static readonly {CSharp.Kernels}TensorRole[] Roles =");
            WriteList(writer, tensors, tensor => $"{CSharp.Kernels}TensorRole.{tensor.Role}");
            if (!HasGroups(tensors)) return;
            writer.Line();
            writer.Line("internal static readonly int[] Groups =");
            WriteList(writer, tensors, tensor => tensor.Groups.Text());
        });
    }

    private static bool HasGroups(IReadOnlyList<WeightSpec> tensors) => tensors.Any(tensor => tensor.Groups > 1);

    private static void WriteList(SourceWriter writer, IReadOnlyList<WeightSpec> tensors, System.Func<WeightSpec, string> item)
    {
        writer.Line("{");
        writer.Indented(() =>
        {
            foreach (var tensor in tensors) writer.Line(item(tensor) + ",");
        });
        writer.Line("};");
    }

    private static void WriteFactories(SourceWriter writer, string type, IReadOnlyList<WeightSpec> tensors)
    {
        var groups = HasGroups(tensors) ? ", TensorTable.Groups" : "";
        void Factory(string summary, string parameter, string about, string signature, string opening)
        {
            writer.Line();
            NetworkEmitter.Document(writer, summary);
            writer.Line($"/// <param name=\"{parameter}\">{about}</param>");
            writer.Line(
                "/// <exception cref=\"global::NetGen.WeightsException\">The file cannot be read, or "
                + "tensors are missing, extra, of another shape or type, or not finite: all that is wrong is listed.</exception>");
            writer.Line(NetworkEmitter.GeneratedCode);
            writer.Block($"public static {type} Load({signature} {parameter})", () =>
            {
                writer.Line($"var tensors = {opening};");
                writer.Line($"using (tensors as global::System.IDisposable) return new {type}(tensors);");
            });
        }

        Factory(
            "Loads weights from a file.",
            "path",
            "A .safetensors, .npz or .npy file.",
            "string",
            "global::NetGen.WeightsFile.Open(path)");
        Factory(
            "Loads weights from a stream, which is read to its end.",
            "stream",
            "A .safetensors, .npz or .npy file's bytes.",
            "global::System.IO.Stream",
            "global::NetGen.WeightsFile.Read(stream)");
        writer.Line();
        NetworkEmitter.Document(writer, "Loads weights.");
        writer.Line("/// <param name=\"tensors\">Holds every tensor of <see cref=\"Tensors\"/>.</param>");
        writer.Line(
            "/// <exception cref=\"global::NetGen.WeightsException\">"
            + "Tensors are missing, extra, of another shape or type, or not finite: all that is wrong is listed.</exception>");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Line($"public static {type} Load(global::NetGen.ITensorSource tensors) => new {type}(tensors);");
        writer.Line();
        NetworkEmitter.Document(writer, "Makes a network with random weights: He-initialised kernels (He et al. 2015), no biases.");
        writer.Line("/// <param name=\"seed\">Equal seeds give equal weights, on every machine.</param>");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Line(
            $"public static {type} Create(int seed) => "
            + $"new {type}(new {CSharp.Kernels}HeInitialization(TensorTable.Specs, TensorTable.Roles, seed{groups}));");
    }

    private static void WriteConstructor(SourceWriter writer, CheckedNetwork network, WeightFields weights)
    {
        writer.Line();
        foreach (var (type, name) in weights.Declarations) writer.Line($"private readonly {type} {name};");
        writer.Line();
        writer.Block($"private {network.Declaration.Type.Name}(global::NetGen.ITensorSource tensors)", () =>
        {
            // Created weights are in PyTorch's order, whatever order files have.
            var order = network.Declaration.Options.TensorFlow
                ? $"tensors is {CSharp.Kernels}HeInitialization "
                    + "? global::NetGen.WeightOrder.PyTorch : global::NetGen.WeightOrder.TensorFlow"
                : "global::NetGen.WeightOrder.PyTorch";
            writer.Line($"var loader = new {CSharp.Kernels}WeightLoader(tensors, TensorTable.Specs, {order});");
            foreach (var statement in weights.Statements) writer.Line(statement);
            writer.Line("loader.ThrowIfFaulty();");
            foreach (var statement in weights.LastStatements) writer.Line(statement);
        });
    }
}
