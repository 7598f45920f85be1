using System.CommandLine;
using System.Globalization;
using NetGen.Onnx;
using NetGen.Onnx.Import;

namespace NetGen.Tool.Commands;

/// <summary>netgen import: a model becomes a class and a weights file.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = Arguments.Model;
        var shape = Arguments.InputShape;
        var className = Arguments.Class("The class to write; by default, the model's file name as a name in C#.");
        var space = new Option<string?>("--namespace") { Description = "The class's namespace; none by default.", HelpName = "name" };
        var output = new Option<string>("--output", "-o") { Description = "The folder to write to.", HelpName = "folder", DefaultValueFactory = _ => "." };
        var force = new Option<bool>("--force") { Description = "Replace files that are there." };
        Arguments.RequireIdentifier(className, dotted: false);
        Arguments.RequireIdentifier(space, dotted: true);

        var command = new Command("import", "Writes a model as a class of layer attributes (Model.cs) and its weights (Model.safetensors).")
        {
            model, output, className, space, shape, force,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(model);
            var name = parsed.GetValue(className) ?? Arguments.ClassName(path);
            var target = new ImportTarget(parsed.GetRequiredValue(output), name, parsed.GetValue(space), parsed.GetValue(force));
            return Run(terminal, path, target, Arguments.Stated(parsed, shape));
        });
        return command;
    }

    private static int Run(Terminal terminal, string path, ImportTarget target, long[]? shape)
    {
        target.Check();
        var (network, tensors) = terminal.Progress($"Reading {Path.GetFileName(path)} …", step =>
        {
            var imported = OnnxImport.Run(ModelReader.Read(path), shape);
            NetworkDeclarations.Check(imported, target.ClassName);
            var weights = new ImportedTensors(imported);
            step("Writing …");
            target.Write(imported, weights);
            return (imported, weights);
        });

        var parameters = tensors.Tensors.Sum(spec => spec.Length).ToString("N0", CultureInfo.InvariantCulture);
        terminal.WriteLine($"{target.CodeFile}: {network.Layers.Count()} layers");
        terminal.WriteLine($"{target.WeightsFile}: {parameters} parameters");
        return ExitCodes.Success;
    }
}

/// <summary>Where an import is written.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="ClassName">The class, and the files' name.</param>
/// <param name="Namespace">The namespace, or null.</param>
/// <param name="Replace">Whether files that are there are replaced.</param>
internal sealed record ImportTarget(string Folder, string ClassName, string? Namespace, bool Replace)
{
    public string CodeFile => Path.Combine(Folder, $"{ClassName}.cs");

    public string WeightsFile => Path.Combine(Folder, $"{ClassName}.safetensors");

    /// <exception cref="InputException">A file is there already, or a folder of its name.</exception>
    public void Check()
    {
        foreach (var file in new[] { CodeFile, WeightsFile }.Where(Directory.Exists)) throw new InputException($"'{file}' is a folder.");
        if (Replace) return;
        foreach (var file in new[] { CodeFile, WeightsFile }.Where(File.Exists)) throw new InputException($"'{file}' is there already: --force replaces it.");
    }

    /// <summary>Writes both files, or none.</summary>
    /// <exception cref="InvalidModelException">A weight is not finite.</exception>
    public void Write(ImportedNetwork network, ImportedTensors tensors)
    {
        var faults = tensors.NotFinite().ToArray();
        if (faults.Length > 0) throw new InvalidModelException(network.Source, faults);
        Directory.CreateDirectory(Folder);
        var (code, weights) = (Temporary(CodeFile), Temporary(WeightsFile));
        try
        {
            File.WriteAllText(code, CSharpWriter.Write(network, ClassName, Namespace));
            SafeTensors.Write(weights, tensors.All);
            File.Move(weights, WeightsFile, overwrite: Replace);
            File.Move(code, CodeFile, overwrite: Replace);
        }
        finally
        {
            File.Delete(code);
            File.Delete(weights);
        }
    }

    private static string Temporary(string path) => $"{path}.{Guid.NewGuid():n}.tmp";
}
