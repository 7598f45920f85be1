using System.CommandLine;
using System.Globalization;
using NetGen.Onnx;

namespace NetGen.Tool.Commands;

/// <summary>netgen export: a compiled network as ONNX.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("assembly") { Description = "The assembly of a built project, or the project.", HelpName = "assembly.dll|project.csproj" };
        var className = Arguments.Class("The network's class with its namespace, if there are several.");
        var weights = new Option<string>("--weights") { Description = "The network's weights: .safetensors or .npz.", HelpName = "file", Required = true };
        var output = new Option<string?>("--output", "-o") { Description = "The model to write; by default, the class's name with .onnx.", HelpName = "model.onnx" };
        var size = new Option<MapSize?>("--size")
        {
            Description = "Writes the fully convolutional form for images of this size: 480x640 (height x width).",
            HelpName = "HxW",
            CustomParser = result =>
            {
                var texts = result.Tokens[0].Value.Split('x', 'X', '×');
                if (texts.Length == 2 && int.TryParse(texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
                    && int.TryParse(texts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var width) && height > 0 && width > 0) return new MapSize(height, width, 0);
                result.AddError($"--size takes height and width like 480x640, not '{result.Tokens[0].Value}'.");
                return null;
            },
        };

        var command = new Command("export", "Writes a network of a built project as an ONNX model (operator set 17).") { source, className, weights, output, size };
        command.SetAction(parsed => Run(
            terminal, parsed.GetRequiredValue(source), parsed.GetValue(className), parsed.GetRequiredValue(weights), parsed.GetValue(output), parsed.GetValue(size)));
        return command;
    }

    private static int Run(Terminal terminal, string source, string? className, string weights, string? output, MapSize? size)
    {
        var (path, name) = terminal.Progress("Reading the network …", step =>
        {
            var assembly = CompiledProject.Assembly(source);
            var name = CompiledProject.Network(assembly, className);
            var network = OnnxNetwork.Load(assembly, name);
            var path = output ?? $"{name.Split('.', '+')[^1]}.onnx";
            if (output is null && Path.Exists(path)) throw new InputException($"'{path}' is there already: '--output {path}' replaces it.");
            if (network.Input is null && size is null) throw new InputException($"'{name}' takes images of any size: --size states one.");

            step("Writing …");
            var tensors = WeightsFile.Open(weights);
            using (tensors as IDisposable) Export(network, path, tensors, size);
            return (path, name);
        });
        terminal.WriteLine($"{path}: {name}");
        return ExitCodes.Success;
    }

    private static void Export(OnnxNetwork network, string path, ITensorSource tensors, MapSize? size)
    {
        if (size is not { } image)
        {
            network.Export(path, tensors);
            return;
        }

        try
        {
            network.ExportFullyConvolutional(path, tensors, image.Height, image.Width);
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message);
        }
    }
}
