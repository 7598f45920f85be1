using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Generator.Emit;

/// <summary>The form for an image of any size: sizes are computed once a call, and each layer's method is told its own.</summary>
internal static class AnySizeFormEmitter
{
    /// <param name="writer">Receives the members.</param>
    /// <param name="network">The network.</param>
    /// <param name="plan">Its plan for any size.</param>
    /// <param name="weights">The fields of packed weights.</param>
    /// <param name="tiles">The classes of unrolled loops.</param>
    /// <param name="names">Names that are taken.</param>
    /// <param name="nestedIn">The class whose weights are used; null where the members stand on that class itself.</param>
    public static void Emit(
        SourceWriter writer,
        CheckedNetwork network,
        PlannedNetwork plan,
        WeightFields weights,
        TileClasses tiles,
        UniqueNames names,
        string? nestedIn)
    {
        var owner = nestedIn is null ? "" : "_network.";
        WriteConstants(writer, network.Graph!, plan, nestedIn is null);
        if (plan.Buffers.Count > 0 || plan.Scratch > 0) LayerMethods.WriteWorkspacePool(writer);
        if (nestedIn is not null) WriteConstructor(writer, nestedIn);
        LayerMethods.WriteThreads(writer, nestedIn is null ? " = global::System.Environment.ProcessorCount" : "");

        var agreements = new AgreementChecks(plan, network.Graph!.Input.IsConstant, names);
        var extra = ExtraOutput.Of(network.Graph, plan, "Size", names);
        var sizes = new SizesEmitter(plan, agreements);
        WriteQueries(writer, plan, extra, agreements);
        var methods = new LayerMethods(plan, names);
        WriteForward(writer, plan, extra, sizes, methods);
        methods.Write(writer, plan, sized: true, new CallContext(weights, owner, tiles, ("xs", "ys")));
        agreements.WriteMethod(writer);
        writer.Line();
        sizes.Write(writer);
    }

    private static void WriteConstants(SourceWriter writer, NetworkGraph declared, PlannedNetwork plan, bool standsAlone)
    {
        var rows = ReceptiveField.Of(declared, declared.Outputs[0], isHeight: true);
        var columns = ReceptiveField.Of(declared, declared.Outputs[0], isHeight: false);

        void Constant(string type, string name, long value, string summary) => NetworkEmitter.Constant(writer, type, name, value, summary);

        if (standsAlone)
        {
            Constant("int", "InputChannels", declared.Input.Channels, "Channels of the image.");
            Constant("long", "ParameterCount", Costs.Parameters(declared), "Trained parameters; running statistics do not count.");
        }

        Constant(
            "int",
            "ReceptiveFieldHeight",
            rows.Size,
            "Rows of the image that one entry of the map reads; 0 where each reads the whole image.");
        Constant(
            "int",
            "ReceptiveFieldWidth",
            columns.Size,
            "Columns of the image that one entry of the map reads; 0 where each reads the whole image.");
        Constant(
            "int",
            "StrideHeight",
            rows.Stride.Numerator,
            "Rows of the image from one row of the map to the next, times <see cref=\"UpscaleHeight\"/>; "
            + "of the layers that slide, where others read the whole image.");
        Constant(
            "int",
            "StrideWidth",
            columns.Stride.Numerator,
            "Columns of the image from one column of the map to the next, times <see cref=\"UpscaleWidth\"/>; "
            + "of the layers that slide, where others read the whole image.");
        Constant(
            "int",
            "UpscaleHeight",
            rows.Stride.Denominator,
            "Rows of the map for <see cref=\"StrideHeight\"/> rows of the image: 1 unless the network enlarges its image.");
        Constant(
            "int",
            "UpscaleWidth",
            columns.Stride.Denominator,
            "Columns of the map for <see cref=\"StrideWidth\"/> columns of the image: 1 unless the network enlarges its image.");
        Constant("int", "PaddingTop", rows.Padding, "Rows that the map's first entry reads above the image, where layers pad.");
        Constant("int", "PaddingLeft", columns.Padding, "Columns that the map's first entry reads left of the image, where layers pad.");
        Constant("int", "MinHeight", MinimumSize.Of(plan.Graph, isHeight: true)!.Value, "Rows of the smallest image.");
        Constant("int", "MinWidth", MinimumSize.Of(plan.Graph, isHeight: false)!.Value, "Columns of the smallest image.");
    }

    private static void WriteConstructor(SourceWriter writer, string network)
    {
        writer.Line($"private readonly {network} _network;");
        writer.Line();
        writer.Block($"internal FullyConvolutional({network} network)", () =>
        {
            writer.Line("_network = network;");
            writer.Line("_threads = network.Threads;");
        });
    }

    private static void WriteQueries(SourceWriter writer, PlannedNetwork plan, IReadOnlyList<ExtraOutput> extra, AgreementChecks agreements)
    {
        void Query(string summary, string returns, string signature, string expression, bool checks = false)
        {
            writer.Line();
            NetworkEmitter.Document(writer, summary);
            DocumentSize(writer);
            writer.Line($"/// <returns>{returns}</returns>");
            writer.Line(
                "/// <exception cref=\"global::System.ArgumentException\">The image is too small, "
                + (agreements.Exist ? "or too large for 32-bit sizes, or of a size for which branches that are joined differ.</exception>" : "or too large for 32-bit sizes.</exception>"));
            writer.Line(NetworkEmitter.GeneratedCode);
            if (!checks)
            {
                writer.Line($"public static {signature}(int height, int width) => {expression};");
                return;
            }

            writer.Block($"public static {signature}(int height, int width)", () =>
            {
                writer.Line($"{CSharp.Kernels}NetworkGuard.Minimum(height, width, MinHeight, MinWidth);");
                agreements.WriteCall(writer, "height", "width");
                writer.Line($"return {expression};");
            });
        }

        void SizeQuery(string what, string name, TensorShape output) => Query(
            $"The size of {what} for an image.",
            $"{CSharp.Xml(output.ToString())} for an image of H×W. Its length may be more than a span can hold.",
            $"{CSharp.MapSize} {name}",
            SizesEmitter.OutputSizeExpression(output),
            checks: agreements.Exist);

        SizeQuery("the map", "OutputSize", plan.Graph.OutputShape);
        foreach (var output in extra) SizeQuery($"the map of '{CSharp.Xml(output.Layer)}'", output.Member, output.Shape);
        Query(
            LayerMethods.WorkspaceSummary(plan),
            "Bytes.",
            "long WorkspaceBytes",
            plan.Scratch > 0
                ? $"(new Sizes(height, width).Workspace + {plan.Scratch.Text()}L) * sizeof(float)"
                : "new Sizes(height, width).Workspace * sizeof(float)");
        Query(
            "The multiply-adds of the convolutions and dense layers for an image.",
            "Multiply-adds.",
            "long MultiplyAdds",
            "new Sizes(height, width).MultiplyAdds");
    }

    private static void DocumentSize(SourceWriter writer)
    {
        writer.Line("/// <param name=\"height\">Rows of the image, at least <see cref=\"MinHeight\"/>.</param>");
        writer.Line("/// <param name=\"width\">Columns of the image, at least <see cref=\"MinWidth\"/>.</param>");
    }

    private static void WriteForward(
        SourceWriter writer,
        PlannedNetwork plan,
        IReadOnlyList<ExtraOutput> extra,
        SizesEmitter sizes,
        LayerMethods methods)
    {
        writer.Line();
        NetworkEmitter.Document(writer, "Runs the network over a whole image. It may be called from several threads at once.");
        writer.Line($"/// <param name=\"image\">height × width × {plan.Graph.Input.Channels.Text()} values.</param>");
        DocumentSize(writer);
        writer.Line(
            "/// <param name=\"maps\">Receives as many values as <see cref=\"OutputSize\"/> says; it must not overlap the image.</param>");
        foreach (var output in extra)
        {
            writer.Line(
                $"/// <param name=\"{output.Parameter.TrimStart('@')}\">Receives as many values of '{CSharp.Xml(output.Layer)}' as "
                + $"<see cref=\"{output.Member}\"/> says; it must overlap neither the image nor another output.</param>");
        }

        writer.Line(
            "/// <exception cref=\"global::System.ArgumentException\">The image is too small or too large, "
            + $"a span is longer or shorter than said, or {(extra.Count == 0 ? "the two" : "two of them")} overlap.</exception>");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Block($"public void Forward({CSharp.ReadOnlySpan} image, int height, int width, {CSharp.Span} maps{LayerMethods.Parameters(extra)})", () =>
        {
            writer.Line("var sizes = new Sizes(height, width);");
            writer.Line($"{CSharp.Kernels}NetworkGuard.Spans(image, sizes.{sizes.Input}, maps, sizes.{sizes.Output});");
            LayerMethods.WriteOutputChecks(writer, extra, "image", "maps", output => $"sizes.{sizes.Of(output.Value)}");
            LayerMethods.WriteCalls(
                writer,
                plan,
                "sizes.Workspace",
                index => $"workspace.Span(sizes.Offset{index.Text()}, sizes.Buffer{index.Text()})",
                step =>
                {
                    var to = sizes.OfTarget(step);
                    var sources = step.Sources.Select((source, index) => SpanOf(source, sizes.Of(step.Reads[index]), extra)).ToList();
                    if (step.TakesInputSize) sources.Add($"sizes.{sizes.OfInput(step)}");
                    return methods.Call(step, $"{string.Join(", ", sources)}, {SpanOf(step.Target, to, extra)}, sizes.{to}");
                });
        });
    }

    private static string SpanOf(Location location, string size, IReadOnlyList<ExtraOutput> extra) => location.Kind switch
    {
        LocationKind.Input => "image",
        LocationKind.Output => location.Index == 0 ? "maps" : extra[location.Index - 1].Parameter,
        _ => $"buffer{location.Index.Text()}.Slice(0, (int)sizes.{size}.Length)",
    };
}
