using System.CommandLine;
using System.Globalization;
using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Commands;

/// <summary>netgen verify: a model, imported, compiled and run in memory, gives what it should.</summary>
internal static class VerifyCommand
{
    private const double DefaultTolerance = 1e-4;

    public static Command Create(Terminal terminal)
    {
        var model = Arguments.Model;
        var input = Files("--input", "The model's inputs in their order, as TensorProto (.pb) or NumPy (.npy) files. Those that are weights become constants.");
        var expect = Files("--expect", "The outputs in their order, as .pb or .npy files.");
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "How far values may differ: in themselves below 1, in proportion above.",
            HelpName = "number",
            DefaultValueFactory = _ => DefaultTolerance,
        };
        tolerance.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && !(value >= 0 && double.IsFinite(value)))
                result.AddError($"--tolerance must be at least 0, but is {result.Tokens[0].Value}.");
        });

        var command = new Command("verify", "Imports, compiles and runs a model in memory, and compares its outputs with those expected: exit code 0 if equal, 1 if different.")
        {
            model, input, expect, tolerance,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(
            Run(terminal, parsed.GetRequiredValue(model), parsed.GetRequiredValue(input), parsed.GetRequiredValue(expect), parsed.GetValue(tolerance), cancellation)));
        return command;
    }

    private static int Run(Terminal terminal, string path, string[] inputs, string[] expected, double tolerance, CancellationToken cancellation)
    {
        var results = terminal.Progress($"Reading {Path.GetFileName(path)} …", step =>
        {
            var graph = ModelReader.Read(path);
            var wanted = Array.ConvertAll(expected, TensorFile.Read);
            if (wanted.Length > graph.Outputs.Length) throw new InputException($"--expect names {wanted.Length} files, but the model has {graph.Outputs.Length} outputs.");

            var (network, input) = ModelRun.Import(graph, Array.ConvertAll(inputs, TensorFile.Read));
            NetworkDeclarations.Check(network, "Network");
            step("Compiling …");
            using var compiled = CompiledNetwork.Compile(network, cancellation);
            Memory.Require(compiled.WorkspaceBytes, network.Source);
            step("Running …");
            var outputs = ModelRun.Run(network, compiled, input, done =>
            {
                cancellation.ThrowIfCancellationRequested();
                step($"Example {done:N0} of {network.Batch:N0} …");
            });
            return wanted.Select((tensor, i) => Comparison.Of(outputs[i], tensor, tolerance)).ToArray();
        });

        foreach (var result in results) terminal.WriteLine(result.ToString());
        return results.All(result => result.IsEqual) ? ExitCodes.Success : ExitCodes.Different;
    }

    private static Option<string[]> Files(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "file",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };
}
