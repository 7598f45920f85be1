using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Emit;

/// <summary>The form for one size of image: constants, Forward, and a method per layer with its sizes in it.</summary>
internal static class FixedFormEmitter
{
    public static void Emit(SourceWriter writer, CheckedNetwork network, PlannedNetwork plan, WeightFields weights, TileClasses tiles, UniqueNames names)
    {
        var lengths = plan.Buffers.Select(buffer => Aligned(buffer.Values.Max(shape => shape.Length))).ToArray();
        var extra = ExtraOutput.Of(network.Graph!, plan, "Length", names);
        WriteConstants(writer, network.Graph!, plan, extra, lengths.Sum());
        LayerMethods.WriteThreads(writer, " = global::System.Environment.ProcessorCount");
        var methods = new LayerMethods(plan, names);
        WriteForward(writer, network.Graph!, plan, extra, lengths, methods);
        methods.Write(writer, plan, sized: false, new CallContext(weights, owner: "", tiles, sizes: null));
    }

    private static long Aligned(long length) => (length + Buffer.Alignment - 1) / Buffer.Alignment * Buffer.Alignment;

    private static void WriteConstants(SourceWriter writer, NetworkGraph graph, PlannedNetwork plan, IReadOnlyList<ExtraOutput> extra, long workspace)
    {
        void Constant(string type, string name, long value, string summary) => NetworkEmitter.Constant(writer, type, name, value, summary);

        Constant("int", "InputHeight", graph.Input.Height.AsConstant!.Value, "Rows of the input.");
        Constant("int", "InputWidth", graph.Input.Width.AsConstant!.Value, "Columns of the input.");
        Constant("int", "InputChannels", graph.Input.Channels, "Channels of the input.");
        Constant("int", "InputLength", graph.Input.Length, $"Elements of the input: {graph.Input}.");
        Constant("int", "OutputLength", graph.OutputShape.Length, $"Elements of the output: {graph.OutputShape}.");
        foreach (var output in extra) Constant("int", output.Member, output.Shape.Length, $"Elements of the output of '{CSharp.Xml(output.Layer)}': {output.Shape}.");
        Constant("long", "ParameterCount", Costs.Parameters(graph), "Trained parameters; running statistics do not count.");
        Constant("long", "MultiplyAdds", Costs.Total(graph), "Multiply-adds of the convolutions and dense layers, for one input.");
        Constant("long", "WorkspaceBytes", (workspace + plan.Scratch) * sizeof(float), LayerMethods.WorkspaceSummary(plan));
        if (plan.Buffers.Count > 0 || plan.Scratch > 0) LayerMethods.WriteWorkspacePool(writer);
    }

    private static void WriteForward(
        SourceWriter writer,
        NetworkGraph graph,
        PlannedNetwork plan,
        IReadOnlyList<ExtraOutput> extra,
        long[] lengths,
        LayerMethods methods)
    {
        writer.Line();
        NetworkEmitter.Document(writer, "Runs the network on one input. It may be called from several threads at once.");
        writer.Line($"/// <param name=\"input\">{graph.Input} = {graph.Input.Length.Text()} values.</param>");
        writer.Line(
            $"/// <param name=\"output\">Receives {graph.OutputShape} = {graph.OutputShape.Length.Text()} values; "
            + "it must not overlap the input.</param>");
        foreach (var output in extra)
        {
            writer.Line(
                $"/// <param name=\"{output.Parameter.TrimStart('@')}\">Receives the output of '{CSharp.Xml(output.Layer)}', "
                + $"{output.Shape} = {output.Shape.Length.Text()} values; it must overlap neither the input nor another output.</param>");
        }

        writer.Line(
            "/// <exception cref=\"global::System.ArgumentException\">A span is longer or shorter than that, "
            + $"or {(extra.Count == 0 ? "the two" : "two of them")} overlap.</exception>");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Block($"public void Forward({CSharp.ReadOnlySpan} input, {CSharp.Span} output{LayerMethods.Parameters(extra)})", () =>
        {
            var (input, output) = (CSharp.Literal(graph.Input.ToString()), CSharp.Literal(graph.OutputShape.ToString()));
            writer.Line($"{CSharp.Kernels}NetworkGuard.Spans(input, InputLength, {input}, output, OutputLength, {output});");
            LayerMethods.WriteOutputChecks(writer, extra, "input", "output", of => $"{of.Member}, {CSharp.Literal(of.Shape.ToString())}");
            LayerMethods.WriteCalls(
                writer,
                plan,
                lengths.Sum().Text() + "L",
                index => $"workspace.Span({lengths.Take(index).Sum().Text()}L, {lengths[index].Text()})",
                step =>
                {
                    var sources = step.Sources.Select((source, index) => SpanOf(source, step.InputShapes[index], extra));
                    return methods.Call(step, $"{string.Join(", ", sources)}, {SpanOf(step.Target, step.TargetShape, extra)}");
                });
        });
    }

    private static string SpanOf(Location location, TensorShape shape, IReadOnlyList<ExtraOutput> extra) => location.Kind switch
    {
        LocationKind.Input => "input",
        LocationKind.Output => location.Index == 0 ? "output" : extra[location.Index - 1].Parameter,
        _ => $"buffer{location.Index.Text()}.Slice(0, {shape.Length.Text()})",
    };
}
