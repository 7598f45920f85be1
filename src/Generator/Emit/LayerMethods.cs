using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>One private method per step, named after its layer.</summary>
internal sealed class LayerMethods
{
    private readonly Dictionary<int, string> _names;

    public LayerMethods(PlannedNetwork plan, UniqueNames names) =>
        _names = plan.Steps.ToDictionary(step => step.Node.Id, step => names.Take(CSharp.Identifier(step.Node.Name)));

    public string NameOf(Step step) => _names[step.Node.Id];

    /// <param name="writer">Receives the methods.</param>
    /// <param name="plan">The steps.</param>
    /// <param name="sized">Whether the methods are told the sizes of their maps, instead of holding them as constants.</param>
    /// <param name="context">How they name what they work on.</param>
    public void Write(SourceWriter writer, PlannedNetwork plan, bool sized, CallContext context)
    {
        foreach (var step in plan.Steps)
        {
            writer.Line();
            writer.Line(
                $"// {string.Join(", ", step.Layers.Select(layer => string.Join(" + ", layer.Group.Select(node => node.Name))))}: "
                + $"{string.Join(", ", step.InputShapes)} → {step.Node.Output}, {step.Kernel.Name}");
            var parameters = CSharp.Arguments(
                string.Join(", ", CallContext.InputNames(step).Select(name => $"{CSharp.ReadOnlySpan} {name}")),
                sized && step.TakesInputSize ? $"{CSharp.MapSize} xs" : null,
                $"{CSharp.Span} y",
                sized ? $"{CSharp.MapSize} ys" : null,
                step.Kernel.Scratch > 0 ? $"{CSharp.Span} scratch, int threads" : null);
            WriteMethod(writer, $"private void {NameOf(step)}({parameters})", [.. NetworkEmitter.EmitterOf(step).Calls(step, context)]);
        }
    }

    private static void WriteMethod(SourceWriter writer, string header, IReadOnlyList<string> calls)
    {
        if (calls.Count == 1)
        {
            writer.Line(header + " =>");
            writer.Indented(() => writer.Line(calls[0] + ";"));
            return;
        }

        writer.Block(header, () =>
        {
            foreach (var call in calls) writer.Line(call + ";");
        });
    }

    /// <summary>A step's call, with the scratch memory that it needs.</summary>
    public string Call(Step step, string arguments) =>
        $"{NameOf(step)}({arguments}{(step.Kernel.Scratch > 0 ? ", scratch, threads" : "")})";

    /// <summary>Writes the calls between renting a workspace and returning it.</summary>
    /// <param name="writer">Receives the calls.</param>
    /// <param name="plan">The steps.</param>
    /// <param name="workspace">The workspace's length in floats.</param>
    /// <param name="spanOf">The expression of a buffer: its index → a span.</param>
    /// <param name="call">The call of a step.</param>
    public static void WriteCalls(
        SourceWriter writer,
        PlannedNetwork plan,
        string workspace,
        Func<int, string> spanOf,
        Func<Step, string> call)
    {
        if (plan.Buffers.Count == 0 && plan.Scratch == 0)
        {
            foreach (var step in plan.Steps) writer.Line(call(step) + ";");
            return;
        }

        // Threads may be set while a call runs: what it has scratch memory for is what it uses.
        if (plan.Scratch > 0) writer.Line("var threads = Threads;");
        writer.Line($"var workspace = _workspaces.Rent({workspace}{(plan.Scratch > 0 ? $" + {plan.Scratch.Text()}L * threads" : "")});");
        writer.Block("try", () =>
        {
            for (var index = 0; index < plan.Buffers.Count; index++) writer.Line($"var buffer{index.Text()} = {spanOf(index)};");
            if (plan.Scratch > 0) writer.Line($"var scratch = workspace.Span({workspace}, checked({plan.Scratch.Text()} * threads));");
            foreach (var step in plan.Steps) writer.Line(call(step) + ";");
        });
        writer.Block("finally", () => writer.Line("_workspaces.Return(workspace);"));
    }

    /// <summary>The parameters of Forward for extra outputs.</summary>
    public static string Parameters(IReadOnlyList<ExtraOutput> extra) => string.Concat(extra.Select(output => $", {CSharp.Span} {output.Parameter}"));

    /// <summary>Writes the checks that extra outputs have their lengths and lie apart from what is read and from each other.</summary>
    /// <param name="writer">Receives the checks.</param>
    /// <param name="extra">The extra outputs.</param>
    /// <param name="input">The input's parameter.</param>
    /// <param name="output">The main output's parameter.</param>
    /// <param name="expected">What an output's length should be, as arguments.</param>
    public static void WriteOutputChecks(SourceWriter writer, IReadOnlyList<ExtraOutput> extra, string input, string output, Func<ExtraOutput, string> expected)
    {
        var others = new List<string> { output };
        foreach (var of in extra)
        {
            var name = CSharp.Literal(of.Parameter.TrimStart('@'));
            writer.Line($"{CSharp.Kernels}NetworkGuard.Output({input}, {of.Parameter}, {expected(of)}, {name});");
            foreach (var other in others) writer.Line($"{CSharp.Kernels}NetworkGuard.Apart({other}, {of.Parameter}, {name});");
            others.Add(of.Parameter);
        }
    }

    /// <summary>What WorkspaceBytes counts, as a sentence.</summary>
    public static string WorkspaceSummary(PlannedNetwork plan)
    {
        const string Summary = "Bytes of scratch memory that one call of <see cref=\"Forward\"/> uses";
        return plan.Scratch == 0
            ? Summary + "."
            : $"{Summary} on one thread; each further thread adds {(plan.Scratch * sizeof(float)).Grouped()}.";
    }

    public static void WriteWorkspacePool(SourceWriter writer) =>
        writer.Line($"private readonly {CSharp.Kernels}WorkspacePool _workspaces = new {CSharp.Kernels}WorkspacePool();");

    /// <summary>The property that sets how many cores a call uses.</summary>
    public static void WriteThreads(SourceWriter writer, string byDefault)
    {
        writer.Line();
        NetworkEmitter.Document(writer, "How many cores one call of Forward uses, at least 1; all of them unless set.");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">Less than 1.</exception>");
        writer.Line(NetworkEmitter.GeneratedCode);
        writer.Block("public int Threads", () =>
        {
            writer.Line("get => _threads;");
            writer.Line($"set => _threads = {CSharp.Kernels}NetworkGuard.Threads(value);");
        });
        writer.Line();
        writer.Line($"private int _threads{byDefault};");
    }
}
