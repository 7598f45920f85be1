using System.CommandLine;
using NetGen;

namespace DigitFinder;

/// <summary>The options, and what goes to standard error when something is wrong.</summary>
internal static class CommandLine
{
    /// <summary>Chosen on rendered pages: below it letters and scribbles become digits, above it sloppy digits are missed.</summary>
    public const float DefaultThreshold = 0.5f;

    private static readonly Option<string?> ImageOption = new("--image")
    {
        Description = "A PNG to search; a page that comes with the program if left out.",
        HelpName = "png",
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Where the page goes with boxes, digits and heatmap drawn over it.",
        HelpName = "png",
        DefaultValueFactory = _ => "digits-overlay.png",
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "How many cores to use.",
        HelpName = "n",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<float> Threshold = new("--threshold")
    {
        Description = "The score that a digit must have to be listed: above 0, below 1.",
        HelpName = "p",
        DefaultValueFactory = _ => DefaultThreshold,
    };

    static CommandLine()
    {
        foreach (var path in new Option<string>[] { ImageOption!, Output })
            path.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
                    result.AddError($"{path.Name} must name a file, but is empty.");
            });
        Threads.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var threads) && threads < 1)
                result.AddError($"--threads must be at least 1, but is {threads}.");
        });
        Threshold.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && float.TryParse(result.Tokens[0].Value, out var threshold) && !(threshold is > 0 and < 1))
                result.AddError($"--threshold must be above 0 and below 1, but is {result.Tokens[0].Value}.");
        });
    }

    /// <summary>Runs the program and returns its exit code: 0, or 1 when something is wrong.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Finds handwritten digits on a page with one pass of a fully convolutional network.")
        {
            ImageOption,
            Output,
            Threads,
            Threshold,
        };
        root.SetAction(parsed => Guarded(() => Find(parsed, output), error));
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        return root.Parse(arguments).Invoke(configuration);
    }

    private static void Find(ParseResult parsed, TextWriter output) => Finder.Run(
        parsed.GetValue(ImageOption), parsed.GetRequiredValue(Output), parsed.GetRequiredValue(Threads),
        parsed.GetRequiredValue(Threshold), output);

    private static int Guarded(Action action, TextWriter error)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException or UnauthorizedAccessException or WeightsException)
        {
            error.WriteLine(exception.Message);
            return 1;
        }
    }
}
