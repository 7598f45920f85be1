namespace NetGen.Tool.Tests;

/// <summary>The program as the shell sees it.</summary>
internal static class Program
{
    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, Terminal.Plain(output, error));
        return (code, output.ToString(), error.ToString());
    }
}
