using Spectre.Console;

namespace NetGen.Tool;

/// <summary>Where results go, and where progress and errors do.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Terminal(IAnsiConsole Out, IAnsiConsole Error)
{
    // What is not a terminal has no width: a table is then as wide as it needs.
    private const int UnboundedWidth = 4096;

    public static Terminal Standard() => new(Console(System.Console.Out, System.Console.IsOutputRedirected), Console(System.Console.Error, System.Console.IsErrorRedirected));

    /// <summary>A terminal that writes plain text.</summary>
    public static Terminal Plain(TextWriter output, TextWriter error) => new(Console(output, isRedirected: true), Console(error, isRedirected: true));

    /// <summary>Says what is being done while it is done, where somebody watches.</summary>
    public T Progress<T>(string text, Func<Action<string>, T> work) => Error.Profile.Capabilities.Interactive
        ? Error.Status().Start(Markup.Escape(text), context => work(step => context.Status(Markup.Escape(step))))
        : work(_ => { });

    /// <summary>A line of plain text.</summary>
    public void WriteLine(string text) => Out.WriteLine(text);

    /// <summary>What is wrong.</summary>
    public void WriteError(string text) => Error.Write(new Text(text + Environment.NewLine, Error.Profile.Capabilities.Ansi ? new Style(Color.Red) : Style.Plain));

    private static IAnsiConsole Console(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (isRedirected) console.Profile.Width = UnboundedWidth;
        return console;
    }
}
