using System.CommandLine;
using System.CommandLine.Invocation;
using NetGen.Onnx;
using NetGen.Tool.Commands;

namespace NetGen.Tool;

/// <summary>The commands, and how their failures become messages and exit codes.</summary>
internal static class CommandLine
{
    private const string Description = """
        Imports ONNX models as NetGen networks, and more.

        Exit codes: 0 done (verify: equal), 1 verify: different, 2 wrong arguments or files, 3 not supported, 130 cancelled.
        """;

    /// <summary>Runs the program and returns its exit code.</summary>
    public static int Run(string[] arguments, Terminal terminal)
    {
        var root = new RootCommand(Description)
        {
            ImportCommand.Create(terminal),
            ExportCommand.Create(terminal),
            SummaryCommand.Create(terminal),
            VerifyCommand.Create(terminal),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) terminal.WriteError(error.Message);
            terminal.WriteError($"'{string.Join(" ", Names(parsed.CommandResult).Prepend("netgen"))} --help' lists the arguments.");
            return ExitCodes.BadInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out.Profile.Out.Writer,
            Error = terminal.Error.Profile.Out.Writer,
            EnableDefaultExceptionHandler = false,
        };
        return Guarded(terminal, () => parsed.Invoke(configuration));
    }

    private static int Guarded(Terminal terminal, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is UnsupportedModelException or OnnxExportException)
        {
            terminal.WriteError(e.Message);
            return ExitCodes.NotSupported;
        }
        catch (OutOfMemoryException)
        {
            terminal.WriteError("This takes more memory than there is.");
            return ExitCodes.NotSupported;
        }
        catch (OperationCanceledException)
        {
            terminal.WriteError("Cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is InvalidModelException or InputException or WeightsException or IOException or UnauthorizedAccessException)
        {
            terminal.WriteError(e.Message);
            return ExitCodes.BadInput;
        }
    }

    private static IEnumerable<string> Names(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent ? Names(parent).Append(command.Command.Name) : [];
}
