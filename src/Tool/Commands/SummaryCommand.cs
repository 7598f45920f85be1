using System.CommandLine;
using NetGen.Generator;
using NetGen.Generator.Emit;
using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Onnx;
using NetGen.Onnx.Import;
using Spectre.Console;

namespace NetGen.Tool.Commands;

/// <summary>netgen summary: the layer table of a model or of a network in an assembly.</summary>
internal static class SummaryCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("source") { Description = "An ONNX model, or an assembly or project with a network.", HelpName = "model.onnx|assembly.dll|project.csproj" };
        var className = Arguments.Class("The network's class in the assembly, if it has several.");
        var shape = Arguments.InputShape;
        var command = new Command("summary", "Prints the layers of a model or network: shapes, parameters, cost, receptive field and kernel.") { source, className, shape };
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(source), parsed.GetValue(className), Arguments.Stated(parsed, shape)));
        return command;
    }

    private static int Run(Terminal terminal, string source, string? className, long[]? shape)
    {
        var (title, network) = terminal.Progress($"Reading {Path.GetFileName(source)} …", _ => Read(source, className, shape));
        var graph = network.Graph!;
        var emission = graph.Input.IsConstant ? Emission.Fixed : Emission.AnySize;
        var plan = Planner.Run(PassTable.Run(graph, emission), network.Declaration.Options);
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(title)) };
        for (var column = 0; column < LayerTable.Header.Length; column++)
            table.AddColumn(new TableColumn(LayerTable.Header[column]) { Alignment = LayerTable.IsFigure(column) ? Justify.Right : Justify.Left, NoWrap = true });
        foreach (var row in LayerTable.Rows(graph, plan)) table.AddRow([.. row.Select(cell => Markup.Escape(cell))]);
        terminal.Out.Write(table);
        foreach (var line in LayerTable.Totals(graph, [plan]).SkipWhile(line => line.Length == 0)) terminal.WriteLine(line);
        return ExitCodes.Success;
    }

    private static (string Title, CheckedNetwork Network) Read(string source, string? className, long[]? shape)
    {
        if (CompiledProject.IsAssemblyOrProject(source))
        {
            var assembly = CompiledProject.Assembly(source);
            var name = CompiledProject.Network(assembly, className);
            return (name, NetworkMetadata.Read(assembly, name));
        }

        return (Path.GetFileName(source), NetworkDeclarations.Check(OnnxImport.Run(ModelReader.Read(source), shape), Arguments.ClassName(source)));
    }
}
